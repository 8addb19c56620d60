import pytest

from keystead.formats.target import Misread
from keystead.formats.targets.shell import READER, RESERVED


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\n  export B=2 # c\n\n# C=3\n", {"A": "1", "B": "2"}),
        ("A='x\n$y`'\n", {"A": "x\n$y`"}),
        (r'A="\$ \` \" \\ \n"', {"A": '$ ` " \\ \\n'}),
        ('A="x\\\ny$\\"z"', {"A": 'xy$"z'}),
        (r"A='it'\''s'\ x", {"A": "it's x"}),
        ("A=x\\\ny", {"A": "xy"}),
        ("A=a~b$\n", {"A": "a~b$"}),
        ("A=x#y*[{,}\n", {"A": "x#y*[{,}"}),
        ("A=\nB='a'\"b\"c\n", {"A": "", "B": "abc"}),
    ],
)
def test_as_a_shell_reads(text: str, values: dict[str, str]):
    assert READER.read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "A=1 B=2",
        "A=a b",
        "echo x",
        "A=a;b",
        "A=$B",
        "A=`b`",
        "A=$(b)",
        'A="$B"',
        'A="`b`"',
        'A="$(b)"',
        "A='x",
        'A="x',
        "A=x\\",
        "A=~/x",
        "A=x:~/y",
        "A=$'x'",
        "A=$\\\nB",
        'A="$\\\nB"',
        "1A=x",
        "A =x",
    ],
)
def test_what_a_shell_would_expand_run_or_refuse(text: str):
    with pytest.raises(Misread):
        READER.read(text)


def test_names_that_a_shell_keeps():
    assert {"UID", "RANDOM", "OPTIND", "_"} <= RESERVED.keys()
    assert "PATH" not in RESERVED
