import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadSetting
from keystead.core.settings import Settings, Value
from keystead.core.settings_file import dump_toml, load, parse_toml

PLAIN_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.one_of(st.booleans(), st.integers(-(2**63), 2**63 - 1), PLAIN_TEXT)
PART = PLAIN_TEXT.filter(lambda text: text != "" and "." not in text)


def test_what_was_set_is_written_by_table() -> None:
    settings = Settings(
        {
            "clipboard.clear_after": 30,
            "lock.on_screen_lock": False,
            "lock.idle_after": 600,
            "vault.default": 'a "b" \\ c',
        }
    )
    text = dump_toml(settings)
    assert text == (
        "[clipboard]\nclear_after = 30\n\n"
        "[lock]\nidle_after = 600\non_screen_lock = false\n\n"
        '[vault]\ndefault = "a \\"b\\" \\\\ c"\n'
    )
    assert parse_toml(text) == settings


def test_nothing_set_is_an_empty_file() -> None:
    assert dump_toml(Settings()) == ""
    assert parse_toml("") == Settings()


@given(st.dictionaries(st.tuples(PART, PART).map(".".join), VALUES, max_size=6))
def test_unknown_settings_survive(unknown: dict[str, Value]) -> None:
    settings = Settings({"appearance.scheme": "dark"}, unknown)
    assert parse_toml(dump_toml(settings)) == settings


def test_unknown_settings_of_any_depth_survive() -> None:
    text = 'top = 1\n\n[a.b]\nc = "x"\n'
    settings = parse_toml(text)
    assert settings.unknown == {"top": 1, "a.b.c": "x"}
    assert dump_toml(settings) == text


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "a = ",
        "\0",
        "[clipboard]\nclear_after = 1",
        "[clipboard]\nclear_after = true",
        "[clipboard]\nclear_after = 20.0",
        "[appearance]\nscheme = 1",
        "clipboard = 5",
        "lock.idle_after.x = 5",
        "a = [1]",
        "a = 2026-11-22",
        '"a.b" = 1',
        '"" = 1',
        '["a.b"]\nx = 1',
        "a = 99999999999999999999",
        "a = " + "9" * 5_000,
        "a = " + "[" * 20_000,
        "a = 1 #" + "x" * 70_000,
    ],
)
def test_a_file_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(BadSetting):
        parse_toml(text)


def test_the_line_is_named_and_the_file_is_not_quoted() -> None:
    with pytest.raises(BadSetting, match="line 2") as caught:
        parse_toml("[lock]\nidle_after = hunter2\n")
    assert "hunter2" not in caught.value.message
    assert "left as it is" in caught.value.message


def test_tables_from_elsewhere_are_read_too() -> None:
    mapping = tomllib.loads("lock.idle_after = 90\n")
    assert load(mapping).number("lock.idle_after") == 90
