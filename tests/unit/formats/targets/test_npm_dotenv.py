import pytest

from keystead.formats.targets.npm_dotenv import PROFILE, READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\nB = 2 \nC: 3\n", {"A": "1", "B": "2", "C": "3"}),
        ("export A=1\n# B=2\n", {"A": "1"}),
        ("A='x # y' # z\nB=x#y\n", {"A": "x # y", "B": "x"}),
        ("A='x\ny'\nB=`\"'`\n", {"A": "x\ny", "B": "\"'"}),
        ('A="x\\n\\r\\t"\n', {"A": "x\n\r\\t"}),
        ("A='x\\'y'\n", {"A": "x\\'y"}),
        ("A=\r\nB=1\r", {"A": "", "B": "1"}),
        ("A=\u00a0x\ufeff\n", {"A": "x"}),
        ("A=1\u2028B=2\n", {"A": "1\u2028B=2"}),
        ("__proto__=1\n", {}),
        ("just text\n", {}),
    ],
)
def test_as_the_package_reads(text: str, values: dict[str, str]):
    assert READER.read(text) == values


def test_commands_are_pointed_out():
    assert [caution.reader for caution in PROFILE.advice("a$(b)")] == ["dotenv-expand"]
    assert PROFILE.advice("a") == ()
