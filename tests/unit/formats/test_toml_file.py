import pytest

from keystead.formats.flat import FLAT_LIMIT, FlatFault
from keystead.formats.toml_file import FLAT, items


def test_names_texts_and_their_lines():
    found = items("# A = 'x'\nB = 5\n\nA = '''one\ntwo'''\n[t]\nx = 1\n")
    assert [(item.name, item.value, item.line) for item in found] == [
        ("B", None, 2),
        ("A", "one\ntwo", 4),
        ("t", None, 6),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("A = 'x'\nA = 'y'\n", 2, "no TOML"),
        ("A = x\n", 1, "no TOML"),
        ("A = 'x", 1, "no TOML"),
        ("A = " + "[" * 100_000, 1, "can be read"),
        ("#" * (FLAT_LIMIT + 1), 1, "1 MiB"),
    ],
    ids=range(5),
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, words: str):
    with pytest.raises(FlatFault) as caught:
        items(text)
    assert caught.value.line == line
    assert words in caught.value.reason


def test_an_update_keeps_all_else():
    text = "# top\nA = 'old' # why\n\n[t]\nx = 1 # x\n"
    assert FLAT.update(text, {"A": "it's"}, {"N": "n"}, "# note") == (
        '# top\nA = "it\'s" # why\nN = "n" # note\n\n[t]\nx = 1 # x\n'
    )
