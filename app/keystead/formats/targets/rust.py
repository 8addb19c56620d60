"""Rust's dotenvy 0.15, and the older crate dotenv 0.15, which reads line by line.

Rules after `parse.rs` and `iter.rs`.  Quotes may change within a value, as in a shell;
behind a backslash only `\\`, quotes, `$`, a blank and `n` may stand.  dotenvy looks for
the end of a value first, and takes a backslash for an escape even in single quotes.
"""

import re

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order

_NAME_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
_NAME = _NAME_START | frozenset("0123456789.")
_KEPT = {"\\": "\\", "'": "'", '"': '"', "$": "$", " ": " ", "n": "\n"}
# Rust's char::is_whitespace is Python's str.isspace but for these.
_NO_BLANKS = frozenset("\x1c\x1d\x1e\x1f")


def _is_blank(char: str) -> bool:
    return char.isspace() and char not in _NO_BLANKS


def _without_end(text: str) -> str:
    end = len(text)
    while end and _is_blank(text[end - 1]):
        end -= 1
    return text[:end]


def _without_start(text: str) -> str:
    start = 0
    while start < len(text) and _is_blank(text[start]):
        start += 1
    return text[start:]


def _assignment(line: str) -> tuple[str, str] | None:
    text = _without_start(_without_end(line))
    if not text or text.startswith("#"):
        return None
    name, text = _name(text)
    if name == "export" and not text.startswith("="):
        name, text = _name(text)
    if not text.startswith("="):
        raise Misread
    text = _without_start(text[1:])
    return name, "" if text.startswith("#") else _Value().run(text)


def _name(text: str) -> tuple[str, str]:
    if text[:1] not in _NAME_START or not text:
        raise Misread
    end = 1
    while end < len(text) and text[end] in _NAME:
        end += 1
    return text[:end], _without_start(text[end:])


class _Value:
    """One value: ``quote`` is the open one, ``name`` the reference that is being read."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.quote = ""
        self.name: str | None = None

    def run(self, text: str) -> str:
        at = 0
        while at < len(text):
            char = text[at]
            at += 1
            if self.name is not None:
                self.reference(char)
            elif self.quote == "'":
                self.inside(char)
            elif char == "$":
                self.name = ""
            elif char == "\\":
                # A backslash at the very end is dropped.
                self.out.append(self.escape(text[at]) if at < len(text) else "")
                at += 1
            elif self.quote:
                self.inside(char)
            elif char in "'\"":
                self.quote = char
            elif char in " \t":
                self.comment(text[at:])
                break
            else:
                self.out.append(char)
        if self.quote or (self.name or "").startswith("{"):
            raise Misread
        self.end_reference()
        return "".join(self.out)

    def inside(self, char: str) -> None:
        if char == self.quote:
            self.quote = ""
        else:
            self.out.append(char)

    def escape(self, char: str) -> str:
        if char not in _KEPT:
            raise Misread
        return _KEPT[char]

    def comment(self, rest: str) -> None:
        if rest.lstrip(" \t")[:1] not in ("", "#"):
            raise Misread

    def reference(self, char: str) -> None:
        assert self.name is not None  # noqa: S101 - only called within one
        if (
            char.isalnum()
            or (char == "{" and not self.name)
            or (self.name.startswith("{") and char != "}")
        ):
            self.name += char
        else:
            closed = self.name.startswith("{")
            self.end_reference()
            if char == "$":
                self.name = ""
            elif not closed:
                self.out.append(char)

    def end_reference(self) -> None:
        # Even `$` alone is a reference, to nothing.
        if self.name is not None:
            self.out.append(UNKNOWN)
        self.name = None


def _lines(text: str) -> list[str]:
    """The lines, with those of a value over several lines put together."""
    lines: list[str] = []
    gathered, state = "", ""
    for line in _split(text):
        if not state and _without_start(gathered + line).startswith("#"):
            continue
        comment, state = _end_state(state, line)
        if comment is not None:
            lines.append(gathered + line[:comment])
            gathered, state = "", ""
            continue
        gathered += line
        if not state:
            lines.append(gathered)
            gathered = ""
    if state:
        raise Misread
    return lines


def _split(text: str) -> list[str]:
    """Lines with their ends; never empty ones."""
    return re.findall(r"[^\n]*\n|[^\n]+", text.removeprefix("\ufeff"))


def _end_state(state: str, line: str) -> tuple[int | None, str]:
    """Where a comment begins, and what is open at the end: a quote, a backslash behind it."""
    for at, char in enumerate(line):
        if state.endswith("\\"):
            state = state[:-1]
        elif char == "\\":
            state = ("" if state == " " else state) + "\\"
        elif state in ("'", '"'):
            state = "" if char == state else state
        elif state == " " and char == "#":
            return at, ""
        elif char in "'\"":
            state = char
        elif state == "" and _is_blank(char) and char not in "\n\r":
            state = " "
        else:
            state = ""
    return None, state


def _read(text: str) -> dict[str, str]:
    found = [_assignment(line) for line in _lines(text)]
    return dict(pair for pair in found if pair is not None)


def _read_by_line(text: str) -> dict[str, str]:
    found = [_assignment(line) for line in text.split("\n")]
    return dict(pair for pair in found if pair is not None)


READER = Reader("dotenvy", _read)
OLDER = Reader("Rust dotenv", _read_by_line, quotes="")

PROFILE = Profile(
    name="rust",
    title="Rust dotenvy",
    reader_description="the crates dotenvy and dotenv",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_FEED, Style.DOUBLE_READABLE),
    reader=READER,
    others=(OLDER,),
)
