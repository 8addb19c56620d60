import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.formats.dotenv_read import ENTRY_LIMIT, FILE_LIMIT, PROBLEM_LIMIT, VALUE_LIMIT, parse
from keystead.formats.dotenv_words import Reason, Remark
from keystead.formats.errors import ImportProblem
from keystead.formats.imported import ImportedFile
from tests.support.source_tree import ROOT

SAMPLES = Path(__file__).parent / "samples"
SIZE = FILE_LIMIT // 4  # bytes; large enough that anything quadratic never ends
# What real projects ship, where it lies beside the repository.
SHARED = ROOT.parent / "shared" / "data" / "dotenv"
COUNTS = {
    "finance": 12,
    "inline-comments": 6,
    "only-comments": 0,
    "prose-comments": 5,
    "quoting": 16,
    "two-lines": 2,
    "unquoted-blanks": 9,
    "web-framework": 13,
    "agent-vault": 0,
    "bookstack": 14,
    "firefly-iii": 93,
    "langfuse-prod": 8,
    "laravel": 43,
    "outline": 87,
    "plausible": 2,
}


def read(text: str) -> dict[str, str]:
    return revealed(parse(text.encode()))


def revealed(file: ImportedFile) -> dict[str, str]:
    assert file.problems == ()
    return {entry.name: entry.value.reveal() for entry in file.entries}


@pytest.mark.parametrize(
    "path", [*sorted(SAMPLES.glob("*.env")), *sorted(SHARED.glob("*.env"))], ids=lambda p: p.stem
)
def test_files_of_real_projects_import_completely(path: Path):
    assert len(revealed(parse(path.read_bytes()))) == COUNTS[path.stem]


def test_every_way_of_quoting():
    assert revealed(parse((SAMPLES / "quoting.env").read_bytes())) == {
        "PLAIN": "sk_test_1",
        "EXPORTED": "yes",
        "SPACED": "around",
        "EMPTY": "",
        "EMPTY_COMMENT": "",
        "HASH": "pass#word",
        "SINGLE": 'a "b" $c \\n',
        "DOUBLE": "a 'b' $c \"d\" \\ `e` \n end",
        "LINES": "-----BEGIN KEY-----\nAbC+/=\n-----END KEY-----\n",
        "JOINED": "it's",
        "JOINED_TOO": "it's",
        "PYTHON": "it's",
        "BACKTICK": "both ' and \"",
        "JSON": '{"a": 1}',
        "REFERENCE": "${PLAIN}/x",
        "TAIL": "x",
    }


def test_an_entry_knows_where_and_how_it_stood():
    file = parse(b"# c\n\nexport A='1\n2'\nB=3\n")
    assert [(e.name, e.line, e.style, e.exported) for e in file.entries] == [
        ("A", 3, "sq", True),
        ("B", 5, "raw", False),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark(ends: str):
    text = "\ufeffA=1\n# c\n\nB='two\nlines'\nC= 3 \n".replace("\n", ends)
    assert read(text) == {"A": "1", "B": "two\nlines", "C": "3"}


def test_a_carriage_return_in_quotes_stays_in_a_file_of_line_feeds():
    assert read("A='1\r\n2'\nB=3\r\n") == {"A": "1\r\n2", "B": "3"}


def test_comments_hide_assignments():
    assert read("# A=1\n  #B=2\n#C='open\nD=4\n") == {"D": "4"}


def test_an_export_of_a_known_name_is_no_problem():
    assert read("A=1\nexport A\n") == {"A": "1"}


@pytest.mark.parametrize(
    ("text", "line", "reason", "name"),
    [
        ("A=1\njust text\n", 2, Reason.NO_EQUALS, None),
        ("export A\n", 1, Reason.NO_EQUALS, None),
        ("\nmy.key=1\n", 2, Reason.BAD_NAME, None),
        ("my-key='1\n2'\n", 1, Reason.BAD_NAME, None),
        ("1A=1\n", 1, Reason.BAD_NAME, None),
        ("=1\n", 1, Reason.BAD_NAME, None),
        ("bad name='open\n", 1, Reason.BAD_NAME, None),
        ("'A'=1\n", 1, Reason.BAD_NAME, None),
        ("B=1\nA='open\n", 2, Reason.OPEN_QUOTE, "A"),
        ('A="x" y\n', 1, Reason.AFTER_QUOTE, "A"),
        (f"A={'x' * (VALUE_LIMIT + 1)}\n", 1, Reason.TOO_LONG, "A"),
        (f"A='{'é' * (VALUE_LIMIT // 2)}x'\n", 1, Reason.TOO_LONG, "A"),
        (f"{'A' * 129}=1\n", 1, Reason.BAD_NAME, None),
    ],
)
def test_a_bad_line_is_reported(text: str, line: int, reason: Reason, name: str | None):
    (problem,) = parse(text.encode()).problems
    assert (problem.line, problem.reason, problem.name) == (line, reason, name)


def test_reading_goes_on_behind_a_bad_line():
    file = parse(b"A='open\nB=2\nmy-key='x\ny'\nC=3\n")
    assert [problem.line for problem in file.problems] == [1, 3]
    assert [entry.name for entry in file.entries] == ["B", "C"]
    with pytest.raises(ImportProblem):
        file.require_complete()


def test_a_key_that_lost_its_quotes_is_not_shown():
    file = parse(b"KEY=-----BEGIN KEY-----\nMIIEvQIBADANBg+\nk/hkiG9w0BAQEFAASC=\n")
    assert [problem.name for problem in file.problems] == [None, None]


def test_the_largest_value_is_read():
    assert len(read(f"A='{'x' * VALUE_LIMIT}'\n")["A"]) == VALUE_LIMIT


def test_the_last_of_two_counts_and_both_lines_are_named():
    file = parse(b"A=1\nB=2\nA=3\n")
    assert revealed(file) == {"B": "2", "A": "3"}
    (note,) = file.notes
    assert (note.line, note.other_line, note.name) == (3, 1, "A")
    assert note.remark is Remark.DUPLICATE


def test_references_are_kept_and_noted():
    file = parse(b'A=1\nB="${A}"\nC=$(id)\n')
    assert revealed(file) == {"A": "1", "B": "${A}", "C": "$(id)"}
    assert [(n.line, n.remark) for n in file.notes] == [(2, "reference"), (3, "command")]


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"A=1\n" + b"#" * FILE_LIMIT, 1, "too-large"),
        ("A=1\n".encode("utf-16"), 1, "not-utf8"),
        (b"A=1\nB=\xe9\n", 2, "not-utf8"),
        (b"A=1\n\nB=\0\n", 3, "has-nul"),
    ],
)
def test_a_file_that_is_none(data: bytes, line: int, reason: str):
    with pytest.raises(ImportProblem, match=f"Line {line}: .* Nothing was imported") as caught:
        parse(data)
    assert caught.value.data["reason"] == reason
    assert caught.value.__cause__ is None


def test_a_file_of_bad_lines_ends_early():
    file = parse(b"x\n" * (PROBLEM_LIMIT * 2))
    assert len(file.problems) == PROBLEM_LIMIT + 1
    assert file.problems[-1].reason is Reason.TOO_MANY


def test_more_variables_than_anyone_has_end_the_reading():
    file = parse(b"A=\n" * (ENTRY_LIMIT + 1))
    assert [problem.reason for problem in file.problems] == [Reason.TOO_MANY]


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n# the end\n", b"\n \n# the end"])
def test_as_many_variables_as_the_limit_are_read(end: bytes) -> None:
    lines = [b"A_%d=x" % number for number in range(ENTRY_LIMIT)]
    file = parse(b"\n".join(lines) + end)
    assert file.problems == ()
    assert len(file.entries) == ENTRY_LIMIT


def test_as_many_problems_as_the_limit_are_told() -> None:
    file = parse(b"no equals\n" * PROBLEM_LIMIT)
    assert len(file.problems) == PROBLEM_LIMIT
    assert Reason.TOO_MANY not in {problem.reason for problem in file.problems}


@pytest.mark.parametrize(
    "piece", [b"A='\\\n", b"\n", b" ", b"A= ", b'"$a"', b"'a'", b"A=' ", b"#", b'="\\"'], ids=repr
)
def test_the_largest_files_made_to_hurt_take_no_longer_than_others(piece: bytes):
    start = time.process_time()
    for head in (b"", b"A=", b"A='"):
        parse((head + piece * SIZE)[:SIZE] + b"x\n")
    assert time.process_time() - start < 10


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    try:
        file = parse(data)
    except ImportProblem:
        return
    assert all(
        problem.line <= data.count(b"\n") + data.count(b"\r") + 1 for problem in file.problems
    )


@given(st.text(st.sampled_from("A=1'\"`\\ \n\r#$(){}export"), max_size=60))
def test_every_line_is_read_or_explained(text: str):
    file = parse(text.encode())
    lines = [entry.line for entry in file.entries]
    assert lines == sorted(lines)
    assert all(
        1 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in file.problems
    )
