import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import (
    AmbiguousName,
    BadName,
    BadSelector,
    DuplicateName,
    NoSuchSecret,
)
from keystead.core.model import Secret, Stage, Version
from keystead.core.selectors import (
    Selector,
    is_reference,
    parse_new,
    parse_selector,
    pick,
    reference,
)


def made(name: str, environment: str, number: int = 0, trashed: int | None = None) -> Secret:
    return Secret(
        id=bytes([number]),
        name=name,
        environment=environment,
        environment_id=b"e",
        created=0,
        trashed=trashed,
    )


@pytest.mark.parametrize(
    ("text", "environment", "wanted"),
    [
        ("A", None, Selector("A")),
        (" A ", "dev", Selector("A", "dev")),
        ("dev/A", None, Selector("A", "dev")),
        ("dev/A", "dev", Selector("A", "dev")),
        ("keystead://dev/A", None, Selector("A", "dev")),
        ("keystead://dev/A/expires", None, Selector("A", "dev", "expires")),
        ("A@3f9a", None, Selector("A", None, None, "3f9a")),
        ("dev/A@3F9A2c1b", None, Selector("A", "dev", None, "3f9a2c1b")),
        ("keystead://dev/A@3f9a/name", None, Selector("A", "dev", "name", "3f9a")),
    ],
)
def test_the_three_ways_to_name_a_secret(
    text: str, environment: str | None, wanted: Selector
) -> None:
    assert parse_selector(text, environment) == wanted


@pytest.mark.parametrize(
    ("text", "environment", "error"),
    [
        ("", None, BadName),
        ("9", None, BadName),
        ("/A", None, BadName),
        ("dev/", None, BadName),
        ("Dev/A", None, BadName),
        ("A", "Dev", BadName),
        ("dev/A/value", None, BadSelector),
        ("dev/A", "prod", BadSelector),
        ("keystead://A", None, BadSelector),
        ("keystead://dev/A/x/y", None, BadSelector),
        ("keystead://dev/A/notes", None, BadSelector),
        ("keystead://dev/A/", None, BadSelector),
        ("KEYSTEAD://dev/A", None, BadSelector),
        ("A@", None, BadSelector),
        ("A@3f9", None, BadSelector),
        ("A@names", None, BadSelector),
        ("@3f9a", None, BadName),
        ("a.b@3f9a", None, BadName),
    ],
)
def test_other_texts_are_refused(
    text: str, environment: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        parse_selector(text, environment)


@given(
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True), st.sampled_from(["dev", "a-1"])
)
def test_a_reference_leads_back_to_its_secret(name: str, environment: str) -> None:
    secret = made(name, environment)
    assert is_reference(reference(secret))
    assert pick(parse_selector(reference(secret)), [secret]) is secret
    assert parse_selector(str(Selector(name, environment))) == Selector(name, environment)
    assert parse_selector(str(Selector(name))) == Selector(name)
    exact = Selector(name, environment, id=secret.id.hex() * 2)
    assert parse_selector(str(exact)) == exact


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    for given_text in (text, f"keystead://{text}"):
        try:
            selector = parse_selector(given_text)
        except (BadName, BadSelector):
            assert not is_reference(given_text)
        else:
            assert selector.name


def test_plain_names_are_no_references() -> None:
    assert not is_reference("dev/A")


def test_a_name_alone_is_enough_where_it_is_unique() -> None:
    secrets = [made("A", "dev", 1), made("B", "dev", 2), made("B", "prod", 3)]
    assert pick(Selector("A"), secrets).id == b"\x01"
    assert pick(Selector("B", "prod"), secrets).id == b"\x03"


def test_candidates_are_named_where_it_is_not() -> None:
    secrets = [made("B", "prod", 3), made("B", "dev", 2)]
    with pytest.raises(AmbiguousName) as caught:
        pick(Selector("B"), secrets)
    assert caught.value.data["candidates"] == ["dev/B", "prod/B"]
    assert "dev/B, prod/B" in caught.value.message


def test_what_is_missing_says_where_it_was_looked_for() -> None:
    with pytest.raises(NoSuchSecret, match="named A in this vault"):
        pick(Selector("A"), [])
    with pytest.raises(NoSuchSecret, match="named A in dev"):
        pick(Selector("A", "dev"), [made("A", "prod")])
    with pytest.raises(NoSuchSecret, match="named A in the trash"):
        pick(Selector("A"), [made("A", "prod")], trashed=True)
    with pytest.raises(NoSuchSecret, match="named A in dev in the trash"):
        pick(Selector("A", "dev"), [], trashed=True)


def test_two_of_one_name_after_a_merge_are_a_conflict() -> None:
    secrets = [made("A", "dev", 1), made("A", "dev", 2)]
    with pytest.raises(DuplicateName) as caught:
        pick(Selector("A", "dev"), secrets)
    assert caught.value.data["ids"] == ["01", "02"]
    assert caught.value.data["candidates"] == ["dev/A@01", "dev/A@02"]


def test_twins_are_told_apart_by_who_made_them_and_named_by_their_ids() -> None:
    first, second = (
        msgspec.structs.replace(
            made("A", "dev"),
            id=bytes.fromhex(f"3f9a2c1b{end}") + bytes(11),
            created=created,
            service="Stripe",
            versions=(Version(b"v", 1, Stage.CURRENT, created, "Ada"),),
        )
        for end, created in (("a0", 0), ("b0", 60))
    )
    with pytest.raises(DuplicateName) as caught:
        pick(Selector("A"), [second, first])
    # As many digits as tell them apart.
    assert caught.value.data["candidates"] == ["dev/A@3f9a2c1ba", "dev/A@3f9a2c1bb"]
    assert "dev/A@3f9a2c1ba (Stripe, created 1970-01-01T00:00:00Z by Ada)" in str(caught.value)
    assert "edit dev/A@3f9a2c1bb --name" in str(caught.value)
    assert [one["created"] for one in caught.value.data["keys"]] == [  # type: ignore[attr-defined]
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:01:00Z",
    ]
    assert pick(parse_selector("A@3f9a2c1bb"), [first, second]) is second
    with pytest.raises(DuplicateName):
        pick(parse_selector("A@3f9a"), [first, second])
    with pytest.raises(NoSuchSecret, match="with an id that begins with 0000 in"):
        pick(parse_selector("dev/A@0000"), [first, second])


def test_a_key_that_is_to_be_made_has_no_id() -> None:
    assert parse_new("dev/A") == Selector("A", "dev")
    with pytest.raises(BadName):
        parse_new("dev/A@3f9a")


def test_the_trash_gives_back_what_was_put_there_last() -> None:
    secrets = [made("A", "dev", 1, 50), made("A", "dev", 2, 70), made("A", "dev", 3)]
    assert pick(Selector("A"), secrets).id == b"\x03"
    assert pick(Selector("A"), secrets, trashed=True).id == b"\x02"
    live = msgspec.structs.replace(secrets[0], trashed=None)
    with pytest.raises(DuplicateName):
        pick(Selector("A"), [live, secrets[2]])
