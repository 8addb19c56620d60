"""The Ruby gem dotenv 3; and 2.4, which reads line by line, hence the second reader.

Rules after `lib/dotenv/parser.rb` and `lib/dotenv/substitutions/`.  Single quotes are
literal; elsewhere `$(…)` is run and `$NAME` is expanded, unless a backslash stands before.
"""

import re
from collections.abc import Iterable

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order

# Ruby's \s, and what String#strip takes away.
_S = r"[ \t\r\n\f\v]"
_BLANKS = " \t\r\n\f\v"
_LINE = re.compile(
    rf"^{_S}*(?:export{_S}+)?([A-Za-z0-9_.]+)(?:{_S}*={_S}*?|:{_S}+?)"
    rf"({_S}*'(?:\\'|[^'])*'|{_S}*\"(?:\\\"|[^\"])*\"|[^#\r\n]+)?{_S}*(?:#[^\n]*)?$",
    re.MULTILINE,
)
_LINE_2 = re.compile(
    rf"\A{_S}*(?:export{_S}+)?([A-Za-z0-9_.]+)(?:{_S}*={_S}*|:{_S}+?)"
    rf"('(?:'|[^'])*'|\"(?:\"|[^\"])*\"|[^#\n]+)?{_S}*(?:#[^\n]*)?\Z"
)
_QUOTED = re.compile(r"\A(['\"])([\s\S]*)\1\Z")
_ESCAPED = re.compile(r"\\([^$])")
_VARIABLE = re.compile(r"\\?\$(?!\()\{?([A-Za-z0-9_]+)?\}?")


def _unquoted(written: str) -> tuple[str, str]:
    """The quote (or nothing), and what stands in the quotes."""
    value = written.lstrip(_BLANKS).rstrip(_BLANKS + "\0")
    match = _QUOTED.match(value)
    return ("", value) if match is None else (match[1], match[2])


def _substituted(value: str) -> str:
    if "$(" in value:
        return UNKNOWN

    def one(match: re.Match[str]) -> str:
        if match[0].startswith("\\"):
            return match[0][1:]
        return UNKNOWN if match[1] else match[0]

    return _VARIABLE.sub(one, value)


def _value(written: str) -> str:
    quote, inner = _unquoted(written)
    if quote == "'":
        return inner
    if quote == '"':
        inner = inner.replace("\\n", "\\\\n").replace("\\r", "\\\\r")
    return _substituted(_ESCAPED.sub(r"\1", inner))


def _value_2(written: str) -> str:
    quote, inner = _unquoted(written)
    if quote == "'":
        return inner
    if quote == '"':
        inner = _ESCAPED.sub(r"\1", inner.replace("\\n", "\n").replace("\\r", "\r"))
    return _substituted(inner)


def _check_exports(lines: Iterable[str], found: dict[str, str]) -> None:
    """`export NAME` alone is an error where the name is not set."""
    for line in lines:
        words = re.findall(r"[^ \t\n\v\f\r\0]+", line)
        if words[:1] == ["export"] and not all(word in found for word in words[1:]):
            raise Misread


def _read(text: str) -> dict[str, str]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = {match[1]: _value(match[2] or "") for match in _LINE.finditer(lines)}
    _check_exports(_LINE.sub("", lines).split("\n"), found)
    return found


def _read_2(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in re.split(r"[\n\r]+", text.removeprefix("\ufeff")):
        match = _LINE_2.match(line)
        if match is None:
            _check_exports([line], found)
        else:
            found[match[1]] = _value_2(match[2] or "")
    return found


READER = Reader("Ruby dotenv", _read)
OLDER = Reader("Ruby dotenv 2", _read_2, quotes="")

PROFILE = Profile(
    name="ruby",
    title="Ruby dotenv",
    reader_description="the gem dotenv, also in Rails",
    file_name=".env",
    styles=in_order(
        Style.SINGLE, Style.SINGLE_ANY, Style.DOUBLE_READABLE, Style.DOUBLE_CONTROL, Style.RAW
    ),
    reader=READER,
    others=(OLDER,),
)
