import pytest

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_styles import Style
from keystead.formats.dotenv_words import Reason, Remark
from keystead.formats.errors import ImportProblem
from keystead.formats.imported import (
    NOTE_TEXTS,
    PROBLEM_TEXTS,
    ImportedEntry,
    ImportedFile,
    LineProblem,
    Note,
)


def test_a_file_without_problems_is_complete():
    ImportedFile((), (), ()).require_complete()


def test_one_bad_line_is_named_and_stops_everything():
    problem = LineProblem(7, Reason.OPEN_QUOTE, "TOKEN")
    with pytest.raises(ImportProblem) as caught:
        ImportedFile((), (problem,), ()).require_complete()
    assert caught.value.message == (
        "Line 7: a quote is opened here and never closed. Nothing was imported."
    )
    assert caught.value.data["line"] == 7
    assert caught.value.data["name"] == "TOKEN"


def test_every_bad_line_is_in_the_data():
    problems = (LineProblem(1, Reason.NO_EQUALS, None), LineProblem(4, Reason.BAD_NAME, None))
    with pytest.raises(ImportProblem, match="1 more line has a problem") as caught:
        ImportedFile((), problems, ()).require_complete()
    assert caught.value.data["lines"] == [
        {"line": 1, "reason": "no-equals", "name": None},
        {"line": 4, "reason": "bad-name", "name": None},
    ]
    with pytest.raises(ImportProblem, match="2 more lines have problems"):
        ImportedFile((), (*problems, problems[0]), ()).require_complete()


def test_every_reason_and_remark_has_words():
    assert set(PROBLEM_TEXTS) == set(Reason)
    assert set(NOTE_TEXTS) == set(Remark)
    assert LineProblem(1, Reason.NO_EQUALS, None).message == PROBLEM_TEXTS[Reason.NO_EQUALS]


def test_a_duplicate_names_both_lines():
    note = Note(9, "A", Remark.DUPLICATE, 2)
    assert "line 2" in note.message


def test_an_entry_does_not_show_its_value():
    entry = ImportedEntry("A", SecretText("hunter2"), 1, Style.RAW, exported=False)
    assert "hunter2" not in repr(ImportedFile((entry,), (), ()))
