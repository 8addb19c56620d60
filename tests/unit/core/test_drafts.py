from datetime import date, timedelta

import msgspec
import pytest

from keystead.core.drafts import SecretDraft, changes, check_draft, check_expiry, draft_of
from keystead.core.errors import BadDate, BadDuration, BadName, BadText
from keystead.core.model import Kind, Place, Restrictions, Risk, Secret

TODAY = date(2026, 11, 22)
DRAFT = SecretDraft(name="A", environment="dev")
SECRET = Secret(id=b"i", name="A", environment="dev", environment_id=b"e", created=0)


def draft(**changes: object) -> SecretDraft:
    return msgspec.structs.replace(DRAFT, **changes)


def test_a_draft_has_the_defaults_of_a_secret() -> None:
    assert draft_of(SECRET) == DRAFT
    assert check_draft(DRAFT, TODAY) == DRAFT


def test_a_range_of_addresses_is_one_unless_the_secret_has_it_already() -> None:
    odd = Restrictions(ip_ranges=("office", "10.0.0.0/8"))
    with pytest.raises(BadText, match="IP ranges"):
        check_draft(draft(restrictions=odd), TODAY)
    before = msgspec.structs.replace(SECRET, restrictions=odd)
    assert check_draft(draft(restrictions=odd), TODAY, before).restrictions == odd


def test_each_field_of_a_draft_is_a_field_of_a_secret() -> None:
    assert set(SecretDraft.__struct_fields__) <= set(Secret.__struct_fields__)


def test_fields_are_tidied() -> None:
    checked = check_draft(
        draft(
            service=" Stripe ",
            description="two\r\nlines ",
            tags=("a", "A"),
            permissions=(" charges:write ", ""),
            restrictions=Restrictions(ip_ranges=("10.0.0.0/8", ""), region=" EU "),
            places=(Place(kind="file", where=" ~/x/.env ", version=-1, at=5),),
            rotate_url=" https://example.com ",
        ),
        TODAY,
    )
    assert checked.service == "Stripe"
    assert checked.description == "two\nlines"
    assert checked.tags == ("a",)
    assert checked.permissions == ("charges:write",)
    assert checked.restrictions == Restrictions(ip_ranges=("10.0.0.0/8",), region="EU")
    assert checked.places == (Place(kind="file", where="~/x/.env", version=0, at=5),)
    assert checked.rotate_url == "https://example.com"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": "9"}, BadName),
        ({"environment": "Prod"}, BadName),
        ({"tags": ("a,b",)}, BadName),
        ({"service": "a\nb"}, BadText),
        ({"notes": "x" * 20_001}, BadText),
        ({"owner": "\x00"}, BadText),
        ({"permissions": tuple(str(number) for number in range(257))}, BadText),
        ({"restrictions": Restrictions(quota="x" * 257)}, BadText),
        ({"rotate_url": "javascript:x"}, BadText),
        ({"revoke_url": "example.com"}, BadText),
        ({"places": (Place("file", "x"),) * 257}, BadText),
        ({"places": (Place("file", "a\nb"),)}, BadText),
        ({"expires": TODAY - timedelta(1)}, BadDate),
        ({"rotate_every": -1}, BadDuration),
        ({"rotate_every": 3_651}, BadDuration),
        ({"overlap": -1}, BadDuration),
        ({"overlap": 367 * 86_400}, BadDuration),
    ],
)
def test_what_breaks_a_rule_is_refused(change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        check_draft(draft(**change), TODAY)


def test_a_date_in_the_past_says_so() -> None:
    with pytest.raises(BadDate, match="2026-11-21 is in the past"):
        check_expiry(date(2026, 11, 21), TODAY)
    assert check_expiry(TODAY, TODAY) == TODAY
    assert check_expiry(None, TODAY) is None


def test_an_edit_may_keep_a_date_that_has_passed_but_not_set_one() -> None:
    old = date(2026, 1, 1)
    before = msgspec.structs.replace(SECRET, expires=old)
    assert check_draft(draft(expires=old, notes="x"), TODAY, before).expires == old
    assert check_draft(draft(), TODAY, before).expires is None
    with pytest.raises(BadDate):
        check_draft(draft(expires=date(2026, 1, 2)), TODAY, before)


def test_an_edit_names_only_what_changed() -> None:
    assert changes(SECRET, draft()) == {}
    changed = draft(risk=Risk.HIGH, kind=Kind.JWT, tags=("a",))
    assert changes(SECRET, changed) == {"risk": Risk.HIGH, "kind": Kind.JWT, "tags": ("a",)}
