import pytest

from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.direnv import OLDER, READER


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'it's $A'", "it's $A"),
        ('"a\\nb\\"c"', 'a\nb"c'),
        ("$A", UNKNOWN),
        ("x${", UNKNOWN),
        ("a$", "a$"),
        ("x # c", "x"),
        ("", ""),
    ],
)
def test_both_read_alike(written: str, value: str):
    assert READER.read(f"# c\n\nexport A={written}\n") == {"A": value}
    assert READER.read(f"A={written}\n") == OLDER.read(f"A={written}\n")


def test_what_changed():
    assert READER.read('A="\\$B"\n') == {"A": "$B"}
    assert OLDER.read('A="\\$B"\n') == {"A": UNKNOWN}
    assert READER.read("A='one\ntwo'\nB=1\n") == {"A": "one\ntwo", "B": "1"}
    with pytest.raises(Misread):
        OLDER.read("A='one\ntwo'\n")


@pytest.mark.parametrize("text", ["A=a b\n", "words\n", "A='open\n"])
def test_what_makes_it_fail(text: str):
    with pytest.raises(Misread):
        READER.read(text)


def test_lines_put_together_that_are_no_assignment_are_passed_over():
    assert READER.read("A b='x\ny'\nB=1\n") == {"B": "1"}
