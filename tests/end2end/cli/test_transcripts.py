"""Each transcript in this folder, played in a real shell with real processes."""

from pathlib import Path

import pytest

from tests.end2end.cli.transcripts import Shell, Step, matches, parse, play

FOLDER = Path(__file__).resolve().parent
FILES = sorted(path for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_plays_as_written(path: Path, tmp_path: Path):
    """Those that begin with ``shipped`` use the real entry, cost and time."""
    with Shell(tmp_path, shipped=path.stem.startswith("shipped")) as shell:
        play(parse(path.read_text("utf-8")), shell)


def test_a_transcript_is_read_as_it_is_documented():
    text = "# why\n$ one\nout\n[3]\n\n$ two\n> more\n"
    assert parse(text) == [Step(2, "one", ("out",), 3), Step(6, "two\nmore", (), 0)]
    with pytest.raises(ValueError, match="line 1"):
        parse("out\n")


def test_wildcards_match_within_a_line_or_whole_lines():
    assert matches(("a...z", "..."), ["a - z", "", "anything", "else"])
    assert matches(("...", "end"), ["end"])
    assert not matches(("a...z",), ["a", "z"])
    assert not matches((), ["unexpected"])
