"""PHP's vlucas/phpdotenv 5, as Laravel and others have it.

Rules after `src/Parser/`.  Single quotes are literal but cannot go over lines; a value in
double quotes can where the quote follows `=` at once.  Only `${NAME}` is expanded.
"""

import re
from collections.abc import Callable
from functools import partial

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order

_TRIMMED = " \t\n\r\0\x0b"
_SPACE = " \t\n\r\v\f"
_QUOTE_END = re.compile(r'(?=([^\\]"))')
_NAME = re.compile(r"[a-zA-Z0-9_.]+\Z")
_TOKEN = re.compile(r"[\r\n]{1,1000}|[ \t\v\f]{1,1000}|\\|'|\"|#|\$|[^ \t\v\f\r\n\\'\"#$]{1,1000}")
_REFERENCE = re.compile(r"\$\{([a-zA-Z0-9_.]+)\}")
_ESCAPES = {"f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _entries(text: str) -> list[str]:
    """The lines that hold something; those of one value in double quotes put together."""
    found: list[str] = []
    gathered: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        started = '="' in line and not _stops(line, started=True)
        if started or gathered:
            gathered.append(line)
            if not _stops(line, started=started):
                continue
            line, gathered = "\n".join(gathered), []
        if line.strip(_TRIMMED)[:1] not in ("", "#"):
            found.append(line)
    return found


def _stops(line: str, *, started: bool) -> bool:
    if line == '"':
        return True
    count = len(_QUOTE_END.findall(line.replace("\\\\", "")))
    return count > 1 if started else count >= 1


def _name(written: str) -> str:
    if len(written) > 8 and written.startswith("export") and written[6] in _SPACE:
        written = written[6:].lstrip(_TRIMMED)
    if len(written) > 2 and written[0] == written[-1] and written[0] in "'\"":
        written = written[1:-1]
    if _NAME.match(written) is None:
        raise Misread
    return written


class _Value:
    """One value, token by token; ``places`` are where a `$` counts."""

    def __init__(self) -> None:
        self.state: Callable[[str], None] = self.initial
        self.text = ""
        self.places: list[int] = []

    def run(self, written: str) -> None:
        for match in _TOKEN.finditer(written):
            self.state(match[0])
        if self.state in (self.single, self.double, self.escape):
            raise Misread

    def add(self, token: str) -> None:
        if token == "$":
            self.places.append(len(self.text))
        self.text += token

    def initial(self, token: str) -> None:
        if token in ("'", '"'):
            self.state = self.single if token == "'" else self.double
        elif token == "#":
            self.state = self.comment
        else:
            self.state = self.bare
            self.add(token)

    def bare(self, token: str) -> None:
        if token == "#":
            self.state = self.comment
        elif token[0] in _SPACE:
            self.state = self.blank
        else:
            self.add(token)

    def single(self, token: str) -> None:
        if token == "'":
            self.state = self.blank
        else:
            self.text += token

    def double(self, token: str) -> None:
        if token == '"':
            self.state = self.blank
        elif token == "\\":
            self.state = self.escape
        else:
            self.add(token)

    def escape(self, token: str) -> None:
        self.state = self.double
        if token in ('"', "\\", "$"):
            self.text += token
        elif token[0] in _ESCAPES:
            self.text += _ESCAPES[token[0]] + token[1:]
        else:
            raise Misread

    def blank(self, token: str) -> None:
        if token == "#":
            self.state = self.comment
        elif token[0] not in _SPACE:
            raise Misread

    def comment(self, _token: str) -> None:
        pass


def _resolved(value: _Value, missing: Callable[[str], str], found: dict[str, str]) -> str:
    text = value.text
    for place in reversed(value.places):
        match = _REFERENCE.match(text, place)
        if match is not None:
            known = missing(match[0]) if match[1] not in found else found[match[1]]
            text = text[:place] + known + text[match.end() :]
    return text


def _read(text: str, *, missing: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _entries(text):
        written, equals, rest = entry.partition("=")
        name = _name(written.strip(_TRIMMED) if equals else written)
        if not equals:
            continue
        value = _Value()
        value.run(rest.strip(_TRIMMED))
        found[name] = _resolved(value, missing, found)
    return found


def _from_elsewhere(_reference: str) -> str:
    return UNKNOWN


def as_it_stands(reference: str) -> str:
    """What phpdotenv leaves where neither file nor environment has the name."""
    return reference


READER = Reader("phpdotenv", partial(_read, missing=_from_elsewhere), quotes='"')
ALONE = Reader("phpdotenv without an environment", partial(_read, missing=as_it_stands), quotes='"')

PROFILE = Profile(
    name="php",
    title="phpdotenv",
    reader_description="vlucas/phpdotenv, also in Laravel",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_CONTROL, Style.DOUBLE_NEWLINE),
    reader=READER,
)
