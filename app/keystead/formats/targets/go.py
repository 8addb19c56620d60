"""Go's godotenv 1.5: quotes over lines, references expanded in all but single quotes.

Rules after `parser.go`.  A backslash before a quote always keeps it, even behind another
backslash, and quotes at either end of the inside are dropped.
"""

import re

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order

BLANKS = "\t\v\f\r \x85\u00a0"
# What Go's unicode.IsSpace adds to those, before a statement and behind a name.
SPACE = "\t\n\v\f\r \x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_NAME = re.compile(r"[A-Za-z0-9_.\t\v\f\r \x85\u00a0]*")
_ESCAPE = re.compile(r"\\.")
_ESCAPED = re.compile(r"\\([^$])")
_REFERENCE = re.compile(r"(\\)?\$(\()?\{?([A-Z0-9_]+)?\}?")


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = text.replace("\r\n", "\n")
    while rest := _statement(rest):
        name, rest = _named(rest)
        value, rest = _valued(rest)
        found[name] = value
    return found


def _statement(text: str) -> str:
    """What follows blank lines and comments."""
    text = text.lstrip(SPACE)
    while text.startswith("#"):
        text = text.partition("\n")[2].lstrip(SPACE)
    return text


def _named(text: str) -> tuple[str, str]:
    if text.startswith("export") and text[6:7] in (*BLANKS,):
        text = text[6:].lstrip(BLANKS)
    match = _NAME.match(text)
    end = match.end() if match else 0
    if text and end == len(text):
        # No sign at all: what is left is the value of a variable without a name.
        return "", text.lstrip(BLANKS)
    if not text or text[end] not in "=:":
        # Names of other letters are read by bytes there; none of ours has them.
        raise Misread
    return text[:end].rstrip(SPACE), text[end + 1 :].lstrip(BLANKS)


def _valued(text: str) -> tuple[str, str]:
    quote = text[:1]
    if quote not in ("'", '"'):
        return _bare(text)
    for end in range(1, len(text)):
        if text[end] == quote and text[end - 1] != "\\":
            inner = text[:end].strip(quote)
            if quote == '"':
                inner = _expanded(_unescaped(inner))
            return inner, text[end + 1 :]
    raise Misread


def _bare(text: str) -> tuple[str, str]:
    match = re.search("[\r\n]", text)
    end = match.start() if match else len(text)
    line = text[:end]
    for at in range(len(line) - 1, 0, -1):
        if line[at] == "#" and line[at - 1] in BLANKS:
            line = line[:at]
            break
    return _expanded(line.strip(BLANKS)), text[end:]


def _unescaped(value: str) -> str:
    letters = {"\\n": "\n", "\\r": "\r"}
    return _ESCAPED.sub(r"\1", _ESCAPE.sub(lambda found: letters.get(found[0], found[0]), value))


def _expanded(value: str) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1]:
            return match[0][1:]
        return UNKNOWN if match[3] else match[0]

    return _REFERENCE.sub(one, value)


READER = Reader("godotenv", _read)

PROFILE = Profile(
    name="go",
    title="godotenv",
    reader_description="joho/godotenv, version 1.5",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_CONTROL, Style.DOUBLE_READABLE, Style.RAW),
    reader=READER,
)
