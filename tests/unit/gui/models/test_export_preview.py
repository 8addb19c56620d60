"""The masked lines of a file to be written."""

from keystead.core.secret_types import SecretText
from keystead.formats.profiles import PROFILES, render
from keystead.gui.models.export_preview import Refusal, lines_of, refused_lines

DOTS = "•" * 12


def test_a_finished_file_shows_prefixes_and_quotes_but_no_value():
    value = SecretText("sk_live_abcdef ghijkl")
    rendered = render(PROFILES["dotenv"], [("A", value), ("B", SecretText("x"))], "Header")
    lines = lines_of(rendered, {"A": "sk_live_"})
    assert [line.name for line in lines] == ["", "A", "B"]
    assert lines[0].shown == "# Header"
    assert lines[1].shown == f"'sk_live_{DOTS}'"
    assert "abcdef" not in repr(lines)


def test_what_cannot_be_written_is_marked():
    lines = refused_lines(("A", "B"), {"A": "ghp_"}, [Refusal("B", "holds line breaks")])
    assert [(line.number, line.name, line.shown) for line in lines] == [
        (1, "A", f"ghp_{DOTS}"),
        (2, "B", DOTS),
    ]
    assert [line.note for line in lines] == ["", "cannot be written"]
