import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadText
from keystead.core.texts import check_line, check_lines, check_paragraphs, check_url


def test_a_line_loses_outer_blanks_and_is_normalised() -> None:
    assert check_line("  e\u0301tude ", "The service", 20) == "étude"
    assert check_line("", "The service", 20) == ""


@pytest.mark.parametrize(
    "bad", ["a\nb", "a\tb", "a\0b", "a\x7fb", "\ud800x", "a\u202eb", "a\u2028b"]
)
def test_what_cannot_be_shown_in_a_line_is_refused(bad: str) -> None:
    with pytest.raises(BadText) as caught:
        check_line(bad, "The service", 20)
    assert bad not in caught.value.message


def test_the_position_is_named_and_the_text_is_not() -> None:
    with pytest.raises(BadText, match=r"character 4 cannot be shown \(U\+0007\)"):
        check_line("abc\x07", "The owner", 20)


def test_length_is_limited_in_characters() -> None:
    assert check_line("é" * 20, "The owner", 20) == "é" * 20
    with pytest.raises(BadText, match="21 characters long; 20"):
        check_line("é" * 21, "The owner", 20)


def test_paragraphs_keep_their_lines() -> None:
    assert check_paragraphs("a\r\nb\rc\n\td \n", "The notes", 99) == "a\nb\nc\n\td"
    with pytest.raises(BadText):
        check_paragraphs("a\x1bb", "The notes", 99)


def test_lists_drop_empty_entries_and_doubles() -> None:
    found = check_lines([" b", "a", "", "b ", "  "], "Permissions", limit=9, most=2)
    assert found == ("b", "a")
    with pytest.raises(BadText, match="3 entries"):
        check_lines("abc", "Permissions", limit=9, most=2)


@given(st.text(max_size=60))
def test_a_checked_line_passes_again_unchanged(text: str) -> None:
    try:
        once = check_line(text, "The service", 100)
    except BadText:
        return
    assert check_line(once, "The service", 100) == once


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.com",
        "http://localhost:8080/x?y=1#z",
        "https://bücher.example/ä",
        "https://[::1]/",
        "HTTPS://EXAMPLE.COM",
    ],
)
def test_web_addresses_pass(url: str) -> None:
    assert check_url(f" {url} ", "The page") == url


@pytest.mark.parametrize(
    "url",
    [
        "example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://a b.example",
        "https://[::1",
        "https://example.com:99999",
        "https://user@example.com",
        "https://user:pass@example.com",
        "https://example.com/\u202egnp",
        "https://example.com/" + "a" * 2_048,
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(BadText):
        check_url(url, "The page")


@pytest.mark.parametrize("url", ["hunter2", "https://me:hunter2@example.com", "https://hunter2:x"])
def test_a_refused_address_is_not_repeated(url: str) -> None:
    with pytest.raises(BadText) as caught:
        check_url(url, "The page")
    assert "hunter2" not in f"{caught.value.message}{caught.value.data}"
