import pytest

from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.go import READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("# c\n\nexport A=1 # c\nB: 2\n", {"A": "1", "B": "2"}),
        ("A='$B \\n'\n", {"A": "$B \\n"}),
        ('A="a\\"\\\\b\\$C\\n"\n', {"A": 'a"\\b$C\n'}),
        ('A="one\ntwo"\nB=$C\n', {"A": "one\ntwo", "B": UNKNOWN}),
        ("A=$c $\n", {"A": "$c $"}),
        ("A=\nB=x#y\n", {"A": "", "B": "x#y"}),
        ("word", {"": "word"}),
    ],
)
def test_the_rules(text: str, values: dict[str, str]):
    assert READER.read(text) == values


@pytest.mark.parametrize("text", ["A;B=1\n", "A='x\n", "A='x\\'\n", "A\nB=1\n"])
def test_what_makes_it_fail(text: str):
    with pytest.raises(Misread):
        READER.read(text)
