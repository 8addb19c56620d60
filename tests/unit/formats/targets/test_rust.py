import pytest

from keystead.formats.target import UNKNOWN, Misread
from keystead.formats.targets.rust import OLDER, READER


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("# c\n\nexport A = 1 # c\n", {"A": "1"}),
        ('A=\'$B\'"\\"\\$\\n"\\ x\n', {"A": '$B"$\n x'}),
        ('A="x$B"\nB=$ \n', {"A": UNKNOWN, "B": UNKNOWN}),
        ("A=\nB= # c\nexport=1\n", {"A": "", "B": "", "export": "1"}),
        ("A=${B}c\n", {"A": f"{UNKNOWN}c"}),
        ("A=$B$C.\n", {"A": f"{UNKNOWN}{UNKNOWN}."}),
    ],
)
def test_both_read_alike(text: str, values: dict[str, str]):
    if '"x$B"' in text:
        # The closing quote ends the reference and is taken for text.
        for reader in (READER, OLDER):
            with pytest.raises(Misread):
                reader.read(text)
        return
    assert READER.read(text) == OLDER.read(text) == values


def test_what_changed():
    assert READER.read("A='one\ntwo' # it's\nB=1\n") == {"A": "one\ntwo", "B": "1"}
    with pytest.raises(Misread):
        OLDER.read("A='one\ntwo'\n")
    assert OLDER.read("A='a\\'\n") == {"A": "a\\"}
    with pytest.raises(Misread):
        READER.read("A='a\\'\n")
    assert READER.read("\ufeffA=1\n") == {"A": "1"}


@pytest.mark.parametrize("text", ["A\n", "1=x\n", "A=a b\n", "A=\\x\n", "A=${B\n", "export B\n"])
def test_what_makes_both_fail(text: str):
    for reader in (READER, OLDER):
        with pytest.raises(Misread):
            reader.read(text)


def test_a_backslash_at_the_end_is_dropped():
    assert OLDER.read("A=x\\") == {"A": "x"}
