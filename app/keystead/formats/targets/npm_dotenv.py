"""npm `dotenv` (16 to 18): one regular expression over the whole file.

The expression is JavaScript's, so its `\\s`, `.`, `^` and `$` are spelt out: JavaScript
ends lines at U+2028 and U+2029 too, and counts U+FEFF as a blank.
"""

import re

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Caution, Profile, Reader, in_order

_S = r"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
_BLANKS = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_START = r"(?:\A|(?<=[\n\r\u2028\u2029]))"
_END = r"(?=[\n\r\u2028\u2029]|\Z)"
_LINE = re.compile(
    rf"{_START}{_S}*(?:export{_S}+)?([A-Za-z0-9_.-]+)(?:{_S}*={_S}*?|:{_S}+?)"
    rf"({_S}*'(?:\\'|[^'])*'|{_S}*\"(?:\\\"|[^\"])*\"|{_S}*`(?:\\`|[^`])*`|[^#\r\n]+)?"
    rf"{_S}*(?:#[^\n\r\u2028\u2029]*)?{_END}"
)
_QUOTED = re.compile(rf"{_START}(['\"`])([\s\S]*)\1{_END}")


def pairs(text: str) -> list[tuple[str, str, str]]:
    """Each assignment: its name, its quote (or nothing), and what stands in the quotes.

    dotenvx and @next/env read lines by the same expression, and do more with them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[tuple[str, str, str]] = []
    for match in _LINE.finditer(lines):
        value = (match[2] or "").strip(_BLANKS)
        quote = value[:1] if value[:1] in ("'", '"', "`") else ""
        # Assigning text to this property of a JavaScript object does nothing.
        if match[1] != "__proto__":
            found.append((match[1], quote, _QUOTED.sub(r"\2", value)))
    return found


def value_of(quote: str, inner: str) -> str:
    """The value by npm dotenv's own rules."""
    return inner.replace("\\n", "\n").replace("\\r", "\r") if quote == '"' else inner


def _read(text: str) -> dict[str, str]:
    return {name: value_of(quote, inner) for name, quote, inner in pairs(text)}


def _advice(value: str) -> tuple[Caution, ...]:
    if "$(" in value:
        return (
            Caution("command", "dotenv-expand would run what stands in $( ).", "dotenv-expand"),
        )
    return ()


READER = Reader("npm dotenv", _read, quotes="'\"`")

PROFILE = Profile(
    name="npm-dotenv",
    title="npm dotenv",
    reader_description="the npm package dotenv, 16 and later",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.DOUBLE_LITERAL, Style.BACKTICK, Style.RAW),
    reader=READER,
    advice=_advice,
)
