import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core import settings
from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_read import parse
from keystead.formats.errors import CannotExpress
from keystead.formats.profiles import DEFAULT_PROFILE, PROFILES, render
from keystead.formats.target import Profile
from tests.unit.formats.nasty import CLASSES, values

# Which of the classes a profile must refuse; it must write all others.
REFUSED = {
    "dotenv": set[str](),
    "python-dotenv": {"REFERENCE", "DEFAULT"},
    "npm-dotenv": {"LAST_SINGLE_BACKSLASH"},
    "node": {"CARRIAGE_RETURN", "CRLF"},
    "nextjs": {"LAST_SINGLE_BACKSLASH"},
    "dotenvx": {"COMMAND", "QUOTED_COMMAND", "LAST_SINGLE_BACKSLASH"},
    "shell": set[str](),
    "systemd": set[str](),
    "docker": {"LINES", "PEM", "LINES_AND_QUOTES", "CRLF"},
    "compose": set[str](),
    "direnv": set[str](),
    "ruby": {"CARRIAGE_RETURN", "CRLF", "LAST_BACKSLASH"},
    "php": set[str](),
    "go": {"LAST_SINGLE_BACKSLASH"},
    "rust": set[str](),
    "json": set[str](),
    "yaml": set[str](),
    "toml": set[str](),
}
EVERY = pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)


def test_the_profiles():
    assert list(PROFILES) == list(REFUSED)
    assert PROFILES[DEFAULT_PROFILE].name == "dotenv"
    assert tuple(PROFILES) == settings.PROFILES
    assert all(name == profile.name for name, profile in PROFILES.items())


@EVERY
def test_what_is_refused_and_nothing_else(profile: Profile):
    refused = set()
    for name, value in CLASSES.items():
        try:
            render(profile, [(name, SecretText(value))])
        except CannotExpress:
            refused.add(name)
    assert refused == REFUSED[profile.name]


@EVERY
def test_all_that_is_not_refused_goes_into_one_file(profile: Profile):
    kept = {name: v for name, v in CLASSES.items() if name not in REFUSED[profile.name]}
    text = render(profile, [(n, SecretText(v)) for n, v in kept.items()]).text.reveal()
    assert profile.reader.read(text) == kept
    assert "\ufeff" not in text.replace("\u00a0a\u2028b\ufeff", "")
    assert "export" not in text


@EVERY
@given(st.lists(values(), max_size=4))
def test_what_is_written_is_read_back(profile: Profile, found: list[str]):
    expected = {f"NAME_{number}": value for number, value in enumerate(found)}
    try:
        rendered = render(profile, [(n, SecretText(v)) for n, v in expected.items()], "Header")
    except CannotExpress:
        return
    assert profile.reader.read(rendered.text.reveal()) == expected


@given(values())
def test_these_profiles_can_hold_every_value(value: str):
    for name in ("dotenv", "shell", "systemd", "compose", "php", "json", "yaml", "toml"):
        assert render(PROFILES[name], [("A", SecretText(value))]).lines


@given(values())
def test_dotenvx_never_gets_what_it_could_run(value: str):
    with pytest.raises(CannotExpress, match="run what stands in it"):
        render(PROFILES["dotenvx"], [("A", SecretText(f"{value}$(id){value}"))])


@given(values())
def test_docker_refuses_line_breaks_alone(value: str):
    try:
        render(PROFILES["docker"], [("A", SecretText(value))])
    except CannotExpress:
        assert "\n" in value or value.endswith("\r")


@given(values())
def test_python_dotenv_refuses_references_alone(value: str):
    try:
        render(PROFILES["python-dotenv"], [("A", SecretText(value))])
    except CannotExpress:
        assert "${" in value


@pytest.mark.parametrize("name", ["dotenv", "shell"])
@given(value=values())
def test_what_these_write_is_imported_exactly(name: str, value: str):
    text = render(PROFILES[name], [("A", SecretText(value))], "Header").text.reveal()
    (entry,) = parse(text.encode()).entries
    assert entry.value.reveal() == value
