"""direnv's `dotenv` (in .envrc: `dotenv FILE`), today and as in 2.32.

One expression a line, which looks for the last quote of it, as the Ruby gem once had;
rules after direnv's `pkg/dotenv`.  Today a value in quotes may go over lines; in 2.32
it could not, and a backslash did not protect `$`: hence the second reader.
"""

import re
from collections.abc import Callable
from functools import partial

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order

# Go's \s and \w.
_S = r"[\t\n\f\r ]"
_LINE = re.compile(
    rf"{_S}*(?:|#[^\n]*|(?:export{_S}+)?([0-9A-Za-z_.]+)(?:{_S}*={_S}*|:{_S}+?)"
    rf"('(?:'|[^'])*'|\"(?:\"|[^\"])*\"|[^\t\n\f\r #]+)?{_S}*(?:#[^\n]*)?)\Z"
)
_ESCAPED = re.compile(r"\\([^$])")
# What Go's os.Expand takes for a reference; `${` alone is eaten.
_REFERENCE = re.compile(r"\$(?:\{|[*#$@!?0-9-]|[A-Za-z_])")


def _value(written: str, expand: Callable[[str], str]) -> str:
    if len(written.encode()) <= 1:
        return written
    if written[0] == written[-1] == "'":
        return written[1:-1]
    if written[0] == written[-1] == '"':
        inner = written[1:-1].replace("\\n", "\n").replace("\\r", "\r")
        return expand(_ESCAPED.sub(r"\1", inner))
    return expand(written)


def _expand_all(value: str) -> str:
    return UNKNOWN if _REFERENCE.search(value) else value


def _expand(value: str) -> str:
    parts = value.split("\\$")
    if any(_REFERENCE.search(part) for part in parts):
        return UNKNOWN
    return "$".join(parts)


def _joined(text: str) -> list[str]:
    """The lines, with those of a value over several lines put together."""
    lines: list[str] = []
    open_quote = ""
    for line in re.split(r"[\r\n]+", text):
        if open_quote:
            lines[-1] += "\n" + line
            if line.strip().endswith(open_quote):
                open_quote = ""
            continue
        lines.append(line)
        separator = re.search("[=:]", line)
        rest = line[separator.end() :].lstrip(" \t") if separator and separator.start() else ""
        if rest[:1] in ("'", '"') and rest.count(rest[0]) == 1:
            open_quote = rest[0]
    if open_quote:
        raise Misread
    return lines


def _read(text: str, *, over_lines: bool, expand: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _joined(text) if over_lines else re.split(r"[\r\n]+", text):
        match = _LINE.match(line)
        if match is None:
            if "\n" in line:
                continue
            raise Misread
        if match[1]:
            found[match[1]] = _value(match[2] or "", expand)
    return found


READER = Reader("direnv", partial(_read, over_lines=True, expand=_expand))
OLDER = Reader("direnv 2.32", partial(_read, over_lines=False, expand=_expand_all), quotes="")

PROFILE = Profile(
    name="direnv",
    title="direnv",
    reader_description="the line dotenv in .envrc",
    file_name=".env",
    styles=in_order(Style.SINGLE, Style.SINGLE_ANY, Style.DOUBLE_CONTROL, Style.DOUBLE_NEWLINE),
    reader=READER,
    others=(OLDER,),
)
