from keystead.core.secret_types import MASK, SecretText
from keystead.formats.dotenv_write import render
from keystead.formats.profiles import PROFILES
from keystead.formats.rendered import PreviewLine

VALUES = [("PLAIN", SecretText("hunter2")), ("LINES", SecretText("hunter2\n$(x)"))]


def test_a_preview_masks_every_value_and_keeps_the_quotes():
    rendered = render(PROFILES["npm-dotenv"], VALUES, header="From dev")
    assert rendered.preview() == [
        PreviewLine(1, "", "# From dev", ""),
        PreviewLine(2, "PLAIN", MASK, "", "PLAIN="),
        PreviewLine(
            3, "LINES", f"'{MASK}'", "dotenv-expand would run what stands in $( ).", "LINES="
        ),
    ]


def test_a_preview_says_who_would_misread():
    (plain, lines) = render(PROFILES["dotenv"], VALUES).preview()
    assert plain.note == ""
    assert lines.note.startswith("misread by python-dotenv, npm dotenv, Node --env-file, docker")
    assert "dotenvx" in lines.note


def test_misreaders_lists_names_by_reader():
    found = render(PROFILES["dotenv"], VALUES).misreaders()
    assert found["docker --env-file"] == ["LINES"]
    assert "sh" not in found


def test_warnings_come_with_their_names():
    rendered = render(PROFILES["npm-dotenv"], VALUES)
    assert [(name, warning.code) for name, warning in rendered.warnings()] == [("LINES", "command")]


def test_no_repr_shows_a_value():
    rendered = render(PROFILES["dotenv"], VALUES)
    for shown in (rendered, rendered.preview(), rendered.warnings(), rendered.lines):
        assert "hunter2" not in repr(shown)
