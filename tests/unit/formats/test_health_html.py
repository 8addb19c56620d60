"""The page of health: whole, escaped, and of its own."""

import re
from html.parser import HTMLParser

from keystead.formats.health_html import page

FINDING = {
    "severity": "critical",
    "environment": "prod",
    "name": "A",
    "found": "<script>alert(1)</script>",
    "step": 'say "so" & so',
}
WEEKS = [("2026-11-27", 3), ("2026-12-04", 0), ("2026-12-11", 1)]


class Tags(HTMLParser):
    """Counts what is opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self.open.pop() == tag


def made(findings=(FINDING,), weeks=WEEKS) -> str:
    return page("<b>Vault</b>", "27 Nov", findings, weeks, {"prod": (1, 0)}, ("new", "old"))


def test_it_is_whole_and_loads_nothing():
    text = made()
    parsed = Tags()
    parsed.feed(text)
    assert parsed.open == []
    assert not parsed.seen & {"script", "link", "img", "iframe"}
    assert "default-src 'none'" in text
    assert not re.search(r"https?://", text)


def test_what_comes_from_outside_is_escaped():
    text = made()
    assert "<script>" not in text
    assert "<b>Vault" not in text
    assert "&lt;script&gt;" in text


def test_empty_and_without_ends():
    text = made((), [("2026-11-27", 0)])
    assert "Nothing was found." in text
    assert "Nothing ends." in text
    assert "<svg" not in text
