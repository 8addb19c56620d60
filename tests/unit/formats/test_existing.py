import pytest

from keystead.formats.errors import FileUnread
from keystead.formats.existing import decoded, has_crlf, places_in, read_as, with_line_feeds
from keystead.formats.profiles import PROFILES


@pytest.mark.parametrize(
    ("data", "line"), [(b"A=1\n\x80", 2), (b"\n\nA=\0", 3), (b"x" * (4 * 1024 * 1024 + 1), 1)]
)
def test_what_is_no_text_is_refused(data: bytes, line: int):
    with pytest.raises(FileUnread) as caught:
        decoded(data)
    assert caught.value.data["line"] == line


def test_line_ends():
    assert has_crlf("A=1\r\nB=2\r\n")
    assert not has_crlf("A=1\r\nB=2\n")
    assert with_line_feeds("\ufeffA=1\r\n") == "A=1\n"
    assert with_line_feeds("A=1\r\nB\n") == "A=1\r\nB\n"


@pytest.mark.parametrize(
    ("profile", "text", "line"),
    [
        ("docker", "A=1\nB C=2\n", 2),
        ("shell", "A=1\n\nB=$HOME\nC=1\n", 3),
        ("compose", "A=1\nB='2' 'x'\nC=3\n", 2),
        ("json", '{"A": "x",\n5}', 2),
        ("yaml", "A: x\nB: 'y", 2),
        ("php", "A=1\nB='x\ny'\n", 2),
    ],
)
def test_the_line_at_which_a_reader_fails_is_told(profile: str, text: str, line: int):
    with pytest.raises(FileUnread) as caught:
        read_as(PROFILES[profile], text)
    assert caught.value.data["line"] == line
    assert "Nothing was changed." in caught.value.message


def test_a_line_that_is_none_is_told():
    with pytest.raises(FileUnread, match=r"^Line 2: there is no = in this line"):
        places_in("A=1\nwords\n")
