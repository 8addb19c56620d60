import pytest

from keystead.formats.target import Misread
from keystead.formats.targets.node import NEWER, READER

ALIKE = {
    "A=1\nB = 2 \n": {"A": "1", "B": "2"},
    "# c\n\nA=1 # c\n": {"A": "1"},
    "export A=1\n": {"A": "1"},
    "A='x\ny' z\nB=`\"'`\n": {"A": "x\ny", "B": "\"'"},
    'A="x\\ny\\t"\nB=2\n': {"A": "x\ny\\t", "B": "2"},
    "A='x\nB=2\n": {"A": "'x", "B": "2"},
    "A=\nB=\r\nC=a\rb\n": {"A": "", "B": "", "C": "ab"},
    "A=x#y\n": {"A": "x"},
    "A=": {"A": ""},
    "A= ": {"A": ""},
    "A=1\njust text": {"A": "1"},
    "#": {},
}


@pytest.mark.parametrize(("text", "values"), ALIKE.items())
def test_node_20_and_24_read_alike(text: str, values: dict[str, str]):
    assert READER.read(text) == NEWER.read(text) == values


@pytest.mark.parametrize(
    ("text", "older", "newer"),
    [
        ("text\nA=1\n", {"text\nA": "1"}, {"A": "1"}),
        ("text\nmore", {}, {}),
        ("A=\tx\n", {"A": "\tx"}, {"A": "x"}),
        ("export  A=1\n", {" A": "1"}, {"A": "1"}),
        ("A='x", {}, {"A": "'x"}),
        ("=1\nA=1\n", {}, {"A": "1"}),
        ("A= \t", {"A": "\t"}, {"A": ""}),
        ("A= \t\nB='x", {"A": "\t"}, {"A": "B='x"}),
    ],
)
def test_what_changed(text: str, older: dict[str, str], newer: dict[str, str]):
    assert READER.read(text) == older
    assert NEWER.read(text) == newer


def test_a_name_of_blanks_makes_node_20_read_what_is_not_there():
    with pytest.raises(Misread):
        READER.read("A=1\n =2\n")
