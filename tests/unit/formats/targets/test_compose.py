import pytest

from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.compose import READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("# c\n\nexport A=1 # c\n", {"A": "1"}),
        ("A: x\nB\nC=y#z\n", {"A": "x", "C": "y#z"}),
        ("A='$B \\' \\n'\n", {"A": "$B ' \\n"}),
        ('A="a\\"\\\\\\$b\\n\\t"\n', {"A": 'a"\\$b\n\t'}),
        ('A="$B"\nC=${D:-e}\n', {"A": UNKNOWN, "C": UNKNOWN}),
        ("A=$$ $( $\n", {"A": "$ $( $"}),
        ('A="\\0101"\nB="\\09"\n', {"A": "A", "B": UNKNOWN}),
        ("1A=x\n\ufeff", {}),
        ("word", {"": "word"}),
    ],
)
def test_the_rules(text: str, values: dict[str, str]):
    if text.endswith("\ufeff"):
        text = "\ufeff" + text[:-1]
    assert READER.read(text) == values


@pytest.mark.parametrize("text", ["A B=1\n", "A;B=1\n", "A='x\n", "A=${\n", 'A="x" "y"\n'])
def test_what_makes_it_fail(text: str):
    with pytest.raises(Misread):
        READER.read(text)
