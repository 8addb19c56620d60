"""python-dotenv: `load_dotenv()` with its defaults, interpolation included.

Rules after python-dotenv 1.2 (`parser.py`, `variables.py`); up to 1.1 a backslash did
not protect the character behind it in quotes, hence the second reader.
"""

import re
from collections.abc import Callable
from functools import partial

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Profile, Reader, in_order

_EXPORT = re.compile(r"(?:export[^\S\n]+)?")
_QUOTED_KEY = re.compile(r"'([^']+)'")
_KEY = re.compile(r"([^=#\s]+)")
_EQUALS = re.compile(r"[^\S\n]*(=[^\S\n]*)")
_TAIL = re.compile(r"(?:[^\S\n]*#[^\n]*)?[^\S\n]*(?:\n|\Z)")
_LINE = re.compile(r"[^\n]*\n?")
_BLANK = re.compile(r"\s*")
_DOUBLE_ESCAPE = re.compile(r"\\[\\'\"abfnrtv]")
_SINGLE_ESCAPE = re.compile(r"\\[\\']")
_VARIABLE = re.compile(r"\$\{([^}:]*)(?::-([^}]*))?\}")
_ESCAPED = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))

_QUOTED = {
    "'": re.compile(r"'((?:\\.|[^'\\])*+)'", re.DOTALL),
    '"': re.compile(r'"((?:\\.|[^"\\])*+)"', re.DOTALL),
}
_QUOTED_BEFORE_1_2 = {
    "'": re.compile(r"'((?:\\'|[^'])*)'"),
    '"': re.compile(r'"((?:\\"|[^"])*)"'),
}


class _Garbage(Exception):
    pass


class _Parser:
    """One pass over the text; python-dotenv skips what it cannot read, and goes on."""

    def __init__(self, text: str, quoted: dict[str, re.Pattern[str]]) -> None:
        # Files are opened in text mode: universal newlines.
        self.text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        self.quoted = quoted
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _Garbage
        self.at = match.end()
        return match

    def bindings(self) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        while self.at < len(self.text):
            try:
                self.binding(found)
            except _Garbage:
                self.take(_LINE)
        return found

    def binding(self, found: list[tuple[str, str | None]]) -> None:
        self.take(_BLANK)
        if self.at == len(self.text):
            return
        self.take(_EXPORT)
        key = None
        first = self.text[self.at : self.at + 1]
        if first != "#":
            key = self.take(_QUOTED_KEY if first == "'" else _KEY)[1]
        equals = _EQUALS.match(self.text, self.at)
        value = None
        if equals is not None:
            self.at = equals.end()
            value = self.value(blank_before=len(equals[1]) > 1)
        self.take(_TAIL)
        if key is not None:
            found.append((key, value))

    def value(self, *, blank_before: bool) -> str:
        first = self.text[self.at : self.at + 1]
        if first == "#" and blank_before:
            return ""
        if first == "'":
            inner = self.take(self.quoted[first])[1]
            return _SINGLE_ESCAPE.sub(lambda found: found[0][1], inner)
        if first == '"':
            inner = self.take(self.quoted[first])[1]
            return _DOUBLE_ESCAPE.sub(lambda f: _ESCAPED.get(f[0][1], f[0][1]), inner)
        end = self.text.find("\n", self.at)
        part = self.text[self.at : end if end >= 0 else len(self.text)]
        self.at += len(part)
        return re.sub(r"\s+#.*", "", part).rstrip()


def _expanded(bindings: list[tuple[str, str | None]]) -> dict[str, str]:
    """References replaced, by values of the file alone.

    The reader's environment is not known here; with an empty one every `${X}` changes the
    value that it stands in, so that none can pass as read back.
    """
    known: dict[str, str | None] = {}
    for name, value in bindings:
        known[name] = None if value is None else _VARIABLE.sub(partial(_resolve, known), value)
    return {name: value for name, value in known.items() if value is not None}


def _resolve(known: dict[str, str | None], found: re.Match[str]) -> str:
    return known.get(found[1], found[2] or "") or ""


def _reader(quoted: dict[str, re.Pattern[str]]) -> Callable[[str], dict[str, str]]:
    return lambda text: _expanded(_Parser(text, quoted).bindings())


READER = Reader("python-dotenv", _reader(_QUOTED))
OLDER = Reader("python-dotenv before 1.2", _reader(_QUOTED_BEFORE_1_2))

PROFILE = Profile(
    name="python-dotenv",
    title="python-dotenv",
    reader_description="python-dotenv, load_dotenv() with its defaults (it expands ${X})",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_NEWLINE, Style.RAW),
    reader=READER,
    others=(OLDER,),
)
