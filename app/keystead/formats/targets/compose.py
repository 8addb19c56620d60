"""Docker Compose 2 to 5: `env_file:` of a service, and `docker compose --env-file`.

Rules after compose-go's `dotenv/parser.go` and `template/template.go`.  Single quotes are
literal but for `\\'`; elsewhere `$NAME` and `${NAME}` are replaced, and `$$` is a plain `$`.
"""

import re

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order
from keystead.formats.targets.go import BLANKS, SPACE

_EXPORT = re.compile(r"export[\t\n\f\r ]+")
_NAME = re.compile(r"[A-Za-z0-9_.\[\]\t\v\f\r \x85\u00a0-]*")
_ESCAPE = re.compile(r'\\(?:[abcfnrtv$"\\]|0[0-9]{0,3})')
_LETTERS = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    '"': '"', "\\": "\\", "$": "$$",
}  # fmt: skip
_DOLLAR = re.compile(r"\$(?:[$_A-Za-z]|(\{(?:[_A-Za-z][_A-Za-z0-9]*(?:(?::?[-+?])[^}]*)?\})?))")


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = text.removeprefix("\ufeff")
    while rest := _statement(rest):
        name, inherited, rest = _named(rest)
        if " " in name:
            raise Misread
        if inherited:
            continue
        value, rest = _valued(rest)
        # A name that begins with a digit is passed over.
        if not name.lstrip(SPACE)[:1].isdigit():
            found[name] = value
    return found


def _statement(text: str) -> str:
    """What follows blank lines and comments."""
    text = text.lstrip(SPACE)
    while text.startswith("#"):
        text = text.partition("\n")[2].lstrip(SPACE)
    return text


def _named(text: str) -> tuple[str, bool, str]:
    """The name, whether its value comes from the environment, and what follows."""
    exported = _EXPORT.match(text)
    if exported is not None:
        text = text[6:].lstrip(BLANKS)
    match = _NAME.match(text)
    end = match.end() if match else 0
    sign = text[end : end + 1]
    if text and not sign:
        # No sign at all: what is left is the value of a variable without a name.
        return "", False, text.lstrip(BLANKS)
    if not text or sign not in ("=", ":", "\n"):
        raise Misread
    return text[:end].rstrip(SPACE), sign == "\n", text[end + 1 :].lstrip(BLANKS)


def _valued(text: str) -> tuple[str, str]:
    quote = text[:1]
    if quote not in ("'", '"'):
        line, _, rest = text.partition("\n")
        return _substituted(line.partition(" #")[0].rstrip(SPACE)), rest
    inner: list[str] = []
    at = 1
    while at < len(text):
        char = text[at]
        if char == "\\" and at + 1 < len(text):
            inner.append(quote if text[at + 1] == quote else text[at : at + 2])
            at += 2
            continue
        if char == quote:
            value = "".join(inner)
            return (_unescaped(value) if quote == '"' else value), text[at + 1 :]
        inner.append(char)
        at += 1
    raise Misread


def _unescaped(value: str) -> str:
    def one(match: re.Match[str]) -> str:
        written = match[0][1:]
        if written[0] == "0":
            code = int(written[1:] or "0", 8) if not set(written) & set("89") else 256
            return chr(code) if 0 < code < 128 else UNKNOWN
        return _LETTERS.get(written, match[0])

    return _substituted(_ESCAPE.sub(one, value))


def _substituted(value: str) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] == "{":
            raise Misread
        return "$" if match[0] == "$$" else UNKNOWN

    return _DOLLAR.sub(one, value)


READER = Reader("Docker Compose", _read)

PROFILE = Profile(
    name="compose",
    title="Docker Compose",
    reader_description="env_file: of a service, and docker compose --env-file",
    file_name="compose.env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_CONTROL, Style.DOUBLE_READABLE),
    reader=READER,
)
