import pytest

from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.php import ALONE, READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("# c\n\nexport AB=1 # c\n", {"AB": "1"}),
        ("A='$B \\n' # c\n", {"A": "$B \\n"}),
        ('A="a\\"\\\\\\$b\\n" # c\n', {"A": 'a"\\$b\n'}),
        ('A="one\n# two\nthree"\nB=1\n', {"A": "one\n# two\nthree", "B": "1"}),
        ('A="one\n"\nB=1\n', {"A": "one\n", "B": "1"}),
        ("'A'=x#y\nB\nC=\n", {"A": "x", "C": ""}),
        ("A=${B}\n", {"A": UNKNOWN}),
        ("B=b\nA=x${B}$B\n", {"B": "b", "A": "xb$B"}),
        ("A=\\x\n", {"A": "\\x"}),
    ],
)
def test_the_rules(text: str, values: dict[str, str]):
    assert READER.read(text) == values


def test_a_reference_that_nothing_resolves_stays_there():
    assert ALONE.read("A=${B}\n") == {"A": "${B}"}


@pytest.mark.parametrize(
    "text", ["A=a b\n", "A-B=1\n", "=1\n", "A='x\n", 'A="\\x"\n', "words \n", 'A="x" y\n']
)
def test_what_makes_it_fail(text: str):
    with pytest.raises(Misread):
        READER.read(text)
