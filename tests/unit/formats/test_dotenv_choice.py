import pytest

from keystead.formats.dotenv_choice import choose, reads_back, reason_for
from keystead.formats.dotenv_styles import Style
from keystead.formats.profiles import PROFILES
from keystead.formats.target import Caution, Misread, Profile, Reader, in_order


def chosen(profile: str, value: str) -> Style:
    choice = choose(PROFILES[profile], "NAME", value)
    assert choice is not None
    return choice.style


@pytest.mark.parametrize(
    ("value", "style"),
    [
        ("plain", Style.RAW),
        ("", Style.SINGLE),
        ("two words", Style.SINGLE),
        ("a$b", Style.SINGLE),
        ("it's", Style.DOUBLE_POSIX),
        ("it's $(id)", Style.DOUBLE_POSIX),
        ("it's `id`", Style.DOUBLE_POSIX),
        ("a\nb", Style.DOUBLE_POSIX),
        ("a\rb", Style.DOUBLE_LITERAL),
    ],
)
def test_the_general_profile_chooses_by_value(value: str, style: Style):
    assert chosen("dotenv", value) == style


def test_quotes_only_where_they_are_needed():
    assert {chosen(name, "sk_live_1") for name, one in PROFILES.items() if one.flat is None} == {
        Style.RAW
    }


def test_the_way_with_the_fewest_misreaders_wins():
    never = Reader("never", _nothing)
    odd = Reader("odd", lambda text: {} if "'" in text else _lines(text), quotes="")
    first = Profile("p", "P", "", ".env", in_order(Style.SINGLE), Reader("r", _lines), (never,))
    choice = choose(first, "A", "x y")
    assert choice is not None
    assert choice.warnings == (Caution("misread", "never would read another value.", "never"),)
    both = Profile(
        "p", "P", "", ".env", in_order(Style.SINGLE, Style.RAW), Reader("r", _lines), (odd,)
    )
    better = choose(both, "A", "x y")
    assert better is not None
    assert (better.style, better.warnings) == (Style.RAW, ())


def _nothing(text: str) -> dict[str, str]:
    return {}


def _lines(text: str) -> dict[str, str]:
    pairs = [line.split("=", 1) for line in text.split("\n") if "=" in line]
    return {name: value.strip("'") for name, value in pairs}


def test_a_reader_that_fails_does_not_read_back():
    def fail(text: str) -> dict[str, str]:
        if "NAME" in text:
            raise Misread
        return {}

    assert not reads_back(Reader("r", fail), "NAME", "NAME=a\n", "a")


def test_a_value_that_would_swallow_what_follows_does_not_read_back():
    reader = PROFILES["npm-dotenv"].reader
    assert reads_back(reader, "NAME", "NAME='a'\n", "a")
    assert not reads_back(reader, "NAME", "NAME='a\\'\n", "a\\")


def test_a_choice_does_not_show_the_value():
    assert "hunter2" not in repr(choose(PROFILES["dotenv"], "A", "hunter2"))


@pytest.mark.parametrize(
    ("profile", "value", "reason"),
    [
        ("docker", "a\nb", "holds line breaks, which docker --env-file would not"),
        ("docker", "a\r", "holds carriage returns, which"),
        ("docker", "x" * 65_536, "holds too much for one line, which"),
        ("python-dotenv", "a${B}", "holds $, which python-dotenv would not"),
        ("npm-dotenv", "'\\", "holds backslashes and quotes, which npm dotenv"),
        ("node", "a\n\r", "holds carriage returns, which Node"),
        ("node", "'\"` ", "holds quotes and blanks at its ends, which Node"),
        ("shell", "a\0", "holds a NUL"),
        ("dotenv", "\ud800", "is no valid Unicode text"),
    ],
)
def test_a_refusal_says_what_is_in_the_way(profile: str, value: str, reason: str):
    assert choose(PROFILES[profile], "NAME", value) is None
    assert reason_for(PROFILES[profile], "NAME", value).startswith(reason)


def test_a_refusal_names_all_that_is_there_where_no_single_thing_is_in_the_way():
    stubborn = Profile("p", "P", "", ".env", in_order(Style.RAW), Reader("r", _nothing))
    assert reason_for(stubborn, "A", "$\\") == (
        "holds $ and backslashes, which P would not read back exactly"
    )
    assert reason_for(stubborn, "A", "a") == (
        "holds characters, which P would not read back exactly"
    )
