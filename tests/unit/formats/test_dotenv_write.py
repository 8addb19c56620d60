import pytest

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_styles import Style
from keystead.formats.dotenv_write import header_for, render, written_by_keystead
from keystead.formats.errors import CannotExpress
from keystead.formats.profiles import PROFILES
from keystead.formats.target import Misread, Profile, Reader, in_order
from tests.unit.formats.nasty import PEM

GENERAL = PROFILES["dotenv"]


def entries(**values: str) -> list[tuple[str, SecretText]]:
    return [(name, SecretText(value)) for name, value in values.items()]


def test_a_file_has_line_feeds_no_mark_no_export_and_ends_with_a_line_feed():
    rendered = render(GENERAL, entries(B="1", A="two words", C="x\ny"))
    assert rendered.text.reveal() == "B=1\nA='two words'\nC=\"x\ny\"\n"
    assert [(line.number, line.name) for line in rendered.lines] == [(1, "B"), (2, "A"), (3, "C")]


def test_lines_are_counted_from_the_header_on():
    rendered = render(GENERAL, entries(A="x\ny", B="1"), header="One\nTwo")
    assert rendered.comments == ("# One", "# Two")
    assert [line.number for line in rendered.lines] == [3, 5]


def test_an_empty_file_is_fine():
    assert render(GENERAL, []).text.reveal() == ""


def test_a_header_is_made_harmless():
    rendered = render(GENERAL, entries(A="1"), header='it\'s `x` = "$(y)"\rB=2\u2028C=3\n\n')
    assert rendered.comments == ("# it s  x      (y)  B 2 C 3", "#", "#")
    for profile in PROFILES.values():
        text = render(profile, entries(A="1"), header="'`\"\nB=2").text.reveal()
        assert profile.reader.read(text) == {"A": "1"}


COMMENTED = [one for one in PROFILES.values() if one.flat is None or one.flat.comment]


@pytest.mark.parametrize("profile", COMMENTED, ids=lambda profile: profile.name)
def test_the_usual_header_can_be_recognised(profile: Profile):
    rendered = render(profile, entries(A="1"), header_for("dev", profile))
    assert written_by_keystead(rendered.text.reveal().encode())
    assert rendered.comments[0] == f"# Written by Keystead: environment dev, for {profile.title}."
    assert not written_by_keystead(b"A=1\n")


def test_nothing_is_written_where_one_value_cannot_be():
    with pytest.raises(CannotExpress) as caught:
        render(PROFILES["docker"], entries(A="1", KEY=PEM, LINES="a\nb"))
    assert caught.value.data["profile"] == "docker"
    assert caught.value.data["values"] == [
        {
            "name": "KEY",
            "reason": "holds line breaks, which docker --env-file would not read back exactly",
            "offers": ["run", "base64"],
        },
        {
            "name": "LINES",
            "reason": "holds line breaks, which docker --env-file would not read back exactly",
            "offers": ["run", "base64"],
        },
    ]
    assert caught.value.message.startswith("Nothing was written. docker --env-file cannot hold")
    assert "MC4C" not in caught.value.message


def test_a_long_refusal_stays_readable():
    values = {f"V{number}": "a\nb" for number in range(8)}
    with pytest.raises(CannotExpress, match=r"V4 holds .*; and 3 more") as caught:
        render(PROFILES["docker"], entries(**values))
    assert "V5" not in caught.value.message


@pytest.mark.parametrize("name", ["a.b", "a-b", "1A", "", "A B", "A\n"])
def test_names_must_be_variable_names(name: str):
    with pytest.raises(CannotExpress, match="is not a variable name"):
        render(GENERAL, [(name, SecretText("1"))])


def test_a_name_stands_once():
    with pytest.raises(CannotExpress, match="A is there more than once"):
        render(GENERAL, [("A", SecretText("1")), ("A", SecretText("1"))])


def test_the_shell_keeps_some_names():
    with pytest.raises(CannotExpress, match="UID the shell keeps this name for itself"):
        render(PROFILES["shell"], entries(UID="1"))
    assert render(GENERAL, entries(UID="1")).text.reveal() == "UID=1\n"


def test_a_file_that_is_wrong_as_a_whole_is_refused():
    def forgets(text: str) -> dict[str, str]:
        return {} if text.startswith("A=") else GENERAL.reader.read(text)

    def fails(text: str) -> dict[str, str]:
        if text.startswith("A="):
            raise Misread
        return GENERAL.reader.read(text)

    for read in (forgets, fails):
        profile = Profile("p", "P", "", ".env", in_order(Style.RAW), Reader("r", read, ""))
        with pytest.raises(CannotExpress, match="by P in this file") as caught:
            render(profile, entries(A="1", B="2"))
        assert caught.value.data["values"] == [
            {"name": name, "reason": "would not be read back exactly by P in this file",
             "offers": ["run"]}
            for name in ("A", "B")
        ]  # fmt: skip
