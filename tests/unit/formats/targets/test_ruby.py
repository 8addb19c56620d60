import pytest

from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.ruby import OLDER, READER


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'it's $A $(id)'", "it's $A $(id)"),
        ('"a\\"b"', 'a"b'),
        ("$A", UNKNOWN),
        ("a$ \\$A", "a$ $A"),
        ("$(id)", UNKNOWN),
        ("x # c", "x"),
        ("", ""),
    ],
)
def test_both_read_alike(written: str, value: str):
    assert READER.read(f"A={written}\n") == OLDER.read(f"A={written}\n") == {"A": value}


def test_what_changed():
    assert READER.read('A="a\\nb"\n') == {"A": "a\\nb"}
    assert OLDER.read('A="a\\nb"\n') == {"A": "a\nb"}
    assert READER.read("A='one\ntwo'\n") == {"A": "one\ntwo"}
    assert OLDER.read("A='one\ntwo'\n") == {"A": "'one"}


def test_an_export_of_nothing_makes_it_fail():
    for reader in (READER, OLDER):
        assert reader.read("A: 1\nexport A\nwords\n") == {"A": "1"}
        with pytest.raises(Misread):
            reader.read("export B\n")
