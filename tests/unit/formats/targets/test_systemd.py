import pytest

from keystead.formats.targets.systemd import OLDER, READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("; c\n# c\nA=1\n", {"A": "1"}),
        ("# goes \\\nB=1\nA=2", {"B": "1", "A": "2"}),
        ('A="a\\"b\\\\c\\$d\\`e\\n"\n', {"A": 'a"b\\c$d`e\\n'}),
        ('A="one\\\ntwo\nthree"\n', {"A": "onetwo\nthree"}),
        ("A='a'\"b\" c\n", {"A": "abc"}),
        ("A= a b  \n", {"A": "a b"}),
        ("A=a\\\nb\\ \n", {"A": "ab "}),
        ("A=$HOME `id`\n", {"A": "$HOME `id`"}),
        ("1A=x\nB C=x\nA\nB=\n", {"B": ""}),
        ("A='open", {"A": "open"}),
        ("A=1 # no comment\n", {"A": "1 # no comment"}),
    ],
)
def test_the_rules(text: str, values: dict[str, str]):
    assert READER.read(text) == values


def test_a_comment_once_went_on_behind_a_backslash():
    assert READER.read("# one \\\nA=1\n") == {"A": "1"}
    assert OLDER.read("# one \\\nA=1\n") == {}
