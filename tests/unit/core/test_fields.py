import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadName, BadText, BadValue
from keystead.core.fields import (
    MAX_VALUE,
    check_environment,
    check_name,
    check_service,
    check_tag,
    check_tags,
    check_value,
    check_value_bytes,
    is_name,
    suggest_name,
)
from keystead.core.secret_types import SecretBytes, SecretText


@pytest.mark.parametrize("name", ["A", "_", "STRIPE_SECRET_KEY", "a1", "_9", "A" * 128])
def test_variable_names_pass(name: str) -> None:
    assert check_name(name) == name
    assert is_name(name)


@pytest.mark.parametrize(
    ("name", "position"),
    [("9A", 1), ("A-B", 2), ("A B", 2), ("A\n", 2), ("É", 1), ("Aé", 2), ("A=B", 2), (" A", 1)],
)
def test_other_names_are_refused_with_the_position(name: str, position: int) -> None:
    assert not is_name(name)
    with pytest.raises(BadName) as caught:
        check_name(name)
    assert caught.value.data["position"] == position


def test_empty_and_long_names_are_refused() -> None:
    for name in ("", "A" * 129):
        assert not is_name(name)
        with pytest.raises(BadName):
            check_name(name)


def test_a_value_in_the_place_of_a_name_is_not_repeated() -> None:
    with pytest.raises(BadName) as caught:
        check_name("sk-proj-abcdef")
    assert "abcdef" not in caught.value.message
    assert "abcdef" not in str(caught.value.data)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("stripe secret-key", "STRIPE_SECRET_KEY"),
        ("9lives", "_9LIVES"),
        ("", ""),
        ("éé", ""),
        ("a" * 400, "A" * 128),
    ],
)
def test_a_name_is_suggested(text: str, name: str) -> None:
    assert suggest_name(text) == name


@given(st.text())
def test_every_suggestion_is_a_name(text: str) -> None:
    name = suggest_name(text)
    assert not name or check_name(name) == name


@pytest.mark.parametrize("name", ["dev", "prod", "eu-staging", "9", "a" * 32])
def test_environments_pass(name: str) -> None:
    assert check_environment(name) == name


@pytest.mark.parametrize(
    "name", ["", "Dev", "-dev", "dev-", "a b", "a_b", "a/b", "dév", "a" * 33, "dev\n", ".."]
)
def test_other_environments_are_refused(name: str) -> None:
    with pytest.raises(BadName):
        check_environment(name)


def test_services_are_free_text() -> None:
    assert check_service(" Google  Cloud ") == "Google  Cloud"
    with pytest.raises(BadText):
        check_service("x" * 101)


def test_tags_are_tidied() -> None:
    assert check_tags([" billing ", "Billing", "eu   shop", "ci"]) == ("billing", "eu shop", "ci")


@pytest.mark.parametrize("tag", ["", "  ", "a,b", '"a"', "-a", "x" * 41])
def test_other_tags_are_refused(tag: str) -> None:
    with pytest.raises(BadName):
        check_tag(tag)


def test_too_many_tags_are_refused() -> None:
    assert len(check_tags(f"t{number}" for number in range(50))) == 50
    with pytest.raises(BadText):
        check_tags(f"t{number}" for number in range(51))


@pytest.mark.parametrize("text", ["x", " ", "a\nb\r\n", "é" * 32_768, "x" * MAX_VALUE, "\ufeff"])
def test_values_are_kept_as_they_are(text: str) -> None:
    assert check_value(SecretText(text)).reveal() == text.encode()


@pytest.mark.parametrize("text", ["", "a\0b", "x" * (MAX_VALUE + 1), "é" * 32_769, "abc\ud800def"])
def test_values_that_cannot_be_kept_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        check_value(SecretText(text))


def test_no_trace_of_a_refusal_shows_the_value() -> None:
    for text in ("hunter2\0", "hunter2\ud800", "hunter2" * 10_000):
        with pytest.raises(BadValue) as caught:
            check_value(SecretText(text))
        # The error of the codec holds the value: it must not hang on the one that is shown.
        shown = "".join(traceback.format_exception(caught.value))
        assert "hunter2" not in shown
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("raw", [b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"x" * (MAX_VALUE + 1)])
def test_bytes_that_are_no_value_are_refused(raw: bytes) -> None:
    with pytest.raises(BadValue):
        check_value_bytes(SecretBytes(raw))


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_text_and_bytes_agree(text: str) -> None:
    assert check_value_bytes(check_value(SecretText(text))) == SecretText(text)
