"""A Secret's fields as commands send them."""

from datetime import date

import pytest

from keystead.core.errors import BadDate, BadDuration, BadText, BadValue, TooWeak
from keystead.core.model import Access, Kind, Restrictions, Risk
from keystead.core.recipes import Format
from keystead.errors import UsageProblem
from keystead.services.requests.drafts import choice, draft_of, fields_of, generated, value_of


def test_every_field_is_read_from_its_text():
    given = {
        "name": "A",
        "service": "Stripe",
        "kind": "token",
        "access": "admin",
        "risk": "high",
        "expires": "2027-01-31",
        "rotate_every": "12w",
        "overlap": "48h",
        "tags": ["billing"],
        "permissions": ["read"],
        "ip_ranges": ["10.0.0.0/8"],
        "region": "EU",
    }
    draft = draft_of({"fields": given}, "dev")
    assert (draft.name, draft.environment, draft.service) == ("A", "dev", "Stripe")
    assert (draft.kind, draft.access, draft.risk) == (Kind.TOKEN, Access.ADMIN, Risk.HIGH)
    assert (draft.expires, draft.rotate_every, draft.overlap) == (date(2027, 1, 31), 84, 172_800)
    assert (draft.tags, draft.permissions) == (("billing",), ("read",))
    assert draft.restrictions == Restrictions(ip_ranges=("10.0.0.0/8",), region="EU")


def test_words_give_a_field_back_to_its_default():
    given = {"expires": "never", "rotate_every": "never", "overlap": "default", "risk": "none"}
    assert fields_of({"fields": given}) == {
        "expires": None,
        "rotate_every": 0,
        "overlap": None,
        "risk": None,
    }
    assert fields_of({"fields": {"rotate_every": "default"}}) == {"rotate_every": None}


def test_restrictions_that_are_not_named_are_kept():
    before = Restrictions(region="EU", methods=("GET",))
    found = fields_of({"fields": {"region": "US"}}, before)
    assert found["restrictions"] == Restrictions(region="US", methods=("GET",))


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("expires", "tomorrow", BadDate),
        ("rotate_every", "90h", BadDuration),
        ("overlap", "soon", BadDuration),
        ("kind", "letter", BadText),
        ("access", "all", BadText),
        ("risk", "extreme", BadText),
        ("colour", "red", UsageProblem),
        ("id", "00", UsageProblem),
        ("created", "0", UsageProblem),
    ],
)
def test_what_a_field_does_not_take_is_refused(field, text, kind):
    with pytest.raises(kind):
        fields_of({"fields": {field: text}})


def test_the_value_is_brought_generated_or_neither():
    brought, made = value_of({"value": "secret"})
    assert brought is not None
    assert (brought.reveal(), made) == ("secret", None)
    brought, made = value_of({"generate": {"format": "hex", "bits": 128}})
    assert brought is not None
    assert made is not None
    assert (len(brought.reveal()), made.bits) == (32, 128)
    assert value_of({}) == (None, None)


def test_a_generator_asked_for_too_little_is_refused():
    assert len(generated({}).value.reveal()) == 43
    assert len(generated({"format": "alphanumeric", "length": 40}).value.reveal()) == 40
    with pytest.raises(TooWeak):
        generated({"bits": 64})
    with pytest.raises(BadValue):
        generated({"bits": 256, "length": 10})
    with pytest.raises(BadText, match="hex, base64url"):
        choice(Format, "pin", "A format")


def test_a_token_is_signed_with_the_key_that_is_brought():
    fields = {"format": "jwt", "algorithm": "HS256", "expires_in": 90, "claims": "{}"}
    made = generated({**fields, "key": "a-shared-key-of-thirty-two-bytes"}, 1.8e9)
    assert made.value.reveal().startswith("eyJ")
    for wrong in ({"bits": "256"}, {"readable": 1}, {"algorithm": "none"}, {"writing": "der"}):
        with pytest.raises(UsageProblem):
            generated({**fields, **wrong})
