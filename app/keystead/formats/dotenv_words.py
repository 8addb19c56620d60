"""Reading one value of a `.env` file: where it ends, and what it says.

What is accepted is what the readers in the wild write and take:

* unquoted: to the end of the line or a blank followed by `#`; backslashes, quotes and
  `$` inside stay as they are;
* single quotes: literal, over several lines too; `'\\''` and other shell joins of quoted
  pieces; what python-dotenv's own `set_key` writes (`'it\\'s'`) where that alone fits;
* double quotes, over several lines too: `\\n`, `\\r`, `\\"`, `\\\\`, `\\$` and an escaped
  backtick; any other backslash stays;
* backticks, as npm dotenv and Node have them: literal.

Nothing is ever expanded or run: `${X}` stays as it stands.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from keystead.formats.dotenv_styles import Style


class Reason(StrEnum):
    """Why a line, or the file, cannot be read."""

    NO_EQUALS = "no-equals"
    BAD_NAME = "bad-name"
    OPEN_QUOTE = "open-quote"
    AFTER_QUOTE = "after-quote"
    TOO_LONG = "too-long"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    NOT_UTF8 = "not-utf8"
    HAS_NUL = "has-nul"
    BAD_KEY = "bad-key"
    NO_TEXT = "no-text"


class Remark(StrEnum):
    """What an importer should tell about a line that was read."""

    REFERENCE = "reference"
    COMMAND = "command"
    HASH = "hash"
    BACKTICKS = "backticks"
    PYTHON_QUOTES = "python-quotes"
    DUPLICATE = "duplicate"


class WordFault(Exception):
    """A value that cannot be read; carries no text of the file."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Word:
    """A value as read: ``stop`` is the offset behind it, ``end`` the one behind its line."""

    value: str = field(repr=False)
    style: Style
    stop: int
    end: int
    remarks: tuple[Remark, ...] = ()


_COMMENT = re.compile(r"(?<![ \t])[ \t]++#")
_TAIL = re.compile(r"[ \t\r\v\f]*(?:#[^\n]*)?(?:\n|\Z)")
_SINGLE = re.compile(r"'([^']*+)'")
_SINGLE_PYTHON = re.compile(r"'((?:[^'\\]++|\\.)*+)'", re.DOTALL)
_DOUBLE = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_BACKTICK = re.compile(r"`([^`]*+)`")
_ESCAPE = re.compile(r'\\([nr"\\$`])')
_ESCAPED_CHAR = re.compile(r"\\.", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r"}
_REFERENCE = re.compile(r"\$(?:\{|[A-Za-z_])")
_BLANKS = " \t\r\v\f"


def read_word(text: str, start: int, *, blank_before: bool) -> Word:
    """The value that begins at ``start``, behind `=` and its blanks.

    ``blank_before``: whether there was a blank; then a `#` here begins a comment.
    Raises WordFault.
    """
    first = text[start : start + 1]
    if first in ("'", '"'):
        return _quoted(text, start)
    if first == "`":
        return _backtick(text, start)
    return _unquoted(text, start, blank_before=blank_before)


def line_end(text: str, at: int) -> int:
    """The offset behind the line that ``at`` is in."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _unquoted(text: str, start: int, *, blank_before: bool) -> Word:
    end = line_end(text, start)
    written = text[start:end].removesuffix("\n")
    if blank_before and written.startswith("#"):
        return Word("", Style.RAW, start, end)
    value = _COMMENT.split(written, maxsplit=1)[0].rstrip(_BLANKS)
    remarks = _expandable(value)
    if "#" in value:
        remarks += (Remark.HASH,)
    return Word(value, Style.RAW, start + len(value), end, remarks)


def _backtick(text: str, start: int) -> Word:
    match = _BACKTICK.match(text, start)
    if match is None:
        raise WordFault(Reason.OPEN_QUOTE)
    end = _clean_end(text, match.end())
    return Word(match[1], Style.BACKTICK, match.end(), end, (Remark.BACKTICKS,))


def _quoted(text: str, start: int) -> Word:
    try:
        return _joined(text, start)
    except WordFault:
        match = _SINGLE_PYTHON.match(text, start)
        if match is None or "\\'" not in match[1]:
            raise
        end = _clean_end(text, match.end())
        value = re.sub(r"\\([\\'])", r"\1", match[1])
        return Word(value, Style.SINGLE, match.end(), end, (Remark.PYTHON_QUOTES,))


def _joined(text: str, start: int) -> Word:
    """Quoted pieces side by side, with escaped characters between them, as in a shell."""
    pieces: list[str] = []
    remarks: dict[Remark, None] = {}
    style = Style.SINGLE if text[start] == "'" else Style.DOUBLE_CONTROL
    at = start
    while at < len(text) and text[at] in "'\"\\":
        if pieces:
            style = Style.SINGLE_SHELL
        if text[at] == "\\":
            if at + 1 == len(text) or text[at + 1] in "\r\n":
                raise WordFault(Reason.AFTER_QUOTE)
            pieces.append(text[at + 1])
            at += 2
            continue
        match = (_SINGLE if text[at] == "'" else _DOUBLE).match(text, at)
        if match is None:
            raise WordFault(Reason.OPEN_QUOTE)
        if text[at] == "'":
            pieces.append(match[1])
        else:
            pieces.append(_ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), match[1]))
            remarks |= dict.fromkeys(_expandable(_ESCAPED_CHAR.sub("", match[1])))
        at = match.end()
    return Word("".join(pieces), style, at, _clean_end(text, at), tuple(remarks))


def _clean_end(text: str, at: int) -> int:
    tail = _TAIL.match(text, at)
    if tail is None:
        raise WordFault(Reason.AFTER_QUOTE)
    return tail.end()


def _expandable(value: str) -> tuple[Remark, ...]:
    remarks: tuple[Remark, ...] = ()
    if _REFERENCE.search(value):
        remarks += (Remark.REFERENCE,)
    if "$(" in value or "`" in value:
        remarks += (Remark.COMMAND,)
    return remarks
