from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.model import (
    Access,
    Decision,
    Incident,
    Kind,
    Place,
    Placed,
    Renewal,
    Restrictions,
    Review,
    Risk,
    Secret,
    Stage,
    Step,
    Task,
)
from keystead.vault import secret_fields
from keystead.vault.cbor import Cbor
from keystead.vault.errors import VaultDamaged

texts = st.text(max_size=8)
lists = st.lists(texts, max_size=3).map(tuple)
numbers = st.one_of(st.none(), st.integers(0, 2**40))
times = st.integers(0, 2**40)
ids = st.binary(min_size=16, max_size=16)
places = st.builds(Place, texts, texts, st.integers(0, 99), times, texts, texts, texts)
steps = st.builds(Step, places, st.sampled_from(Placed), times, texts)
renewals = st.builds(
    Renewal,
    ids,
    st.one_of(st.just(b""), ids),
    times,
    st.lists(steps, max_size=2).map(tuple),
    times,
    texts,
    times,
)
tasks = st.lists(st.builds(Task, texts, times, texts), max_size=2).map(tuple)
incidents = st.builds(Incident, ids, times, texts, texts, tasks, times)
reviews = st.builds(Review, times, texts, st.sampled_from(Decision), texts)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(
        ("name", "service", "description", "owner", "rotate_url", "revoke_url", "notes", "hint"),
        texts,
    ),
    **dict.fromkeys(("permissions", "tags"), lists),
    **dict.fromkeys(("rotate_every", "overlap", "last_rotated", "created"), numbers),
    "kind": st.sampled_from(Kind),
    "access": st.sampled_from(Access),
    "risk": st.one_of(st.none(), st.sampled_from(Risk)),
    "expires": st.one_of(st.none(), st.dates(date(1970, 1, 1))),
    "restrictions": st.builds(
        Restrictions, lists, lists, lists, lists, lists, texts, texts, texts
    ),
    "places": st.lists(places, max_size=2).map(tuple),
    "renewal": st.one_of(st.none(), renewals),
    "incidents": st.lists(incidents, max_size=2).map(tuple),
    "policy": st.sampled_from(["", "pci", "short-lived"]),
    "leads": st.one_of(
        st.none(),
        st.sets(st.integers(1, 365), max_size=8).map(lambda days: tuple(sorted(days)[::-1])),
    ),
    "reviewed": st.one_of(st.none(), reviews),
}  # fmt: skip


@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_every_field_comes_back_as_it_was(fields: dict[str, object]):
    for number, value in secret_fields.to_registers(fields).items():
        register = secret_fields.BY_NUMBER[number]
        assert register.decode(value) == fields[register.name]


def test_every_field_of_a_secret_has_one_number_for_ever():
    numbers = {register.name: register.number for register in secret_fields.REGISTERS}
    assert numbers == {
        "name": 10, "service": 11, "description": 12, "owner": 13, "kind": 14, "permissions": 15,
        "access": 16, "restrictions": 17, "risk": 18, "expires": 19, "rotate_every": 20,
        "overlap": 21, "last_rotated": 22, "rotate_url": 23, "revoke_url": 24, "tags": 25,
        "notes": 26, "places": 27, "hint": 28, "created": 29, "renewal": 30, "incidents": 31,
        "policy": 32, "leads": 33, "reviewed": 34,
    }  # fmt: skip
    elsewhere = {"id", "environment", "environment_id", "versions", "trashed", "conflicts"}
    stored = set(Secret.__struct_fields__) - elsewhere - {"last_used", "used_in", "held"}
    assert stored == set(numbers)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", 1),
        ("name", None),
        ("tags", "one"),
        ("tags", [1]),
        ("rotate_every", -1 % 2**64),
        ("rotate_every", True),
        ("rotate_every", "90"),
        ("expires", 3_000_000),
        ("expires", b""),
        ("kind", 1),
        ("restrictions", {}),
        ("restrictions", [[], [], [], [], [], "", ""]),
        ("restrictions", [[], [], [], [], "", "", "", ""]),
        ("places", {}),
        ("places", ["file"]),
        ("places", [["file", "where", 1]]),
        ("places", [["file", "where", "1", 1]]),
    ],
)
def test_what_a_field_cannot_hold_is_damage(name: str, value: Cbor):
    with pytest.raises(VaultDamaged):
        secret_fields.BY_NAME[name].decode(value)


def test_days_before_1970_are_not_written():
    with pytest.raises(VaultDamaged):
        secret_fields.to_registers({"expires": date(1969, 12, 31)})


def test_words_of_a_newer_version_read_as_the_usual_ones():
    decode = {name: secret_fields.BY_NAME[name].decode for name in ("kind", "access", "risk")}
    assert decode["kind"]("passkey") is Kind.API_KEY
    assert decode["access"]("god") is Access.STANDARD
    assert decode["risk"]("unheard-of") is None
    assert decode["risk"](5) is None


def test_stages_and_moments():
    assert secret_fields.stage("retired") is Stage.RETIRED
    for value in ("current", "revoked", "other", 1, None):
        with pytest.raises(VaultDamaged):
            secret_fields.stage(value)
    assert secret_fields.moment(5) == 5
    assert secret_fields.moment(None) is None
    with pytest.raises(VaultDamaged):
        secret_fields.moment("soon")


def test_what_a_version_says_of_itself_is_checked():
    assert secret_fields.bits(128) == 128
    assert secret_fields.is_malformed(1)
    assert not secret_fields.is_malformed(0)
    for value in (-1, True, "1", 65_537):
        with pytest.raises(VaultDamaged):
            secret_fields.bits(value)
    for other in (2, None, True):
        with pytest.raises(VaultDamaged):
            secret_fields.is_malformed(other)
