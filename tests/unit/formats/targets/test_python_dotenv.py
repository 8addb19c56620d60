import pytest

from keystead.formats.targets.python_dotenv import OLDER, READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\nB = 2 \nexport C=3\n", {"A": "1", "B": "2", "C": "3"}),
        ("\ufeffA=1 # c\nB=x#y\nC= # c\n# D=1\n", {"A": "1", "B": "x#y", "C": ""}),
        ("A='x\\'y\\n'\n", {"A": "x'y\\n"}),
        ('A="x\\n\\r\\t\\"\\q"\n', {"A": 'x\n\r\t"\\q'}),
        ("A='x\r\ny'\rB=1", {"A": "x\ny", "B": "1"}),
        ("'A'=1\n", {"A": "1"}),
        ("A\nB=1\n", {"B": "1"}),
        ("A='x' y\nB=1\n", {"B": "1"}),
        ("A='x\nB=1\n", {"B": "1"}),
        ("''=1\nB=1\n", {"B": "1"}),
        ("A=1\n  \n", {"A": "1"}),
        ("A=x\nB=${A}${C}${D:-y}${A:-z}\n", {"A": "x", "B": "xyx"}),
        ("A\nB='${A}'\n", {"B": ""}),
    ],
)
def test_as_the_package_reads(text: str, values: dict[str, str]):
    assert READER.read(text) == values


def test_before_1_2_a_backslash_before_the_quote_could_swallow_a_line():
    text = "A='x\\\\'\nB='\ny'\n"
    assert READER.read(text) == {"A": "x\\", "B": "\ny"}
    assert OLDER.read(text) != READER.read(text)
