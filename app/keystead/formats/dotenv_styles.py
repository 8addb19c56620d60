"""The ways a value is written behind `NAME=` in a `.env` file.

The names follow the measurements in the design notes: raw; sq, sq_sh; dqP, dqR, dqC,
dqN; and two which npm dotenv and Node need, whose quotes know no escapes: bt and dqL.
Each is a pure text mapping; whether a reader gets the value back is asked elsewhere.
"""

import re
from collections.abc import Callable
from enum import StrEnum


class Style(StrEnum):
    """One way of writing a value."""

    RAW = "raw"
    SINGLE = "sq"
    SINGLE_SHELL = "sq_sh"
    BACKTICK = "bt"
    DOUBLE_POSIX = "dqP"
    DOUBLE_READABLE = "dqR"
    DOUBLE_CONTROL = "dqC"
    DOUBLE_NEWLINE = "dqN"
    DOUBLE_LITERAL = "dqL"


# Nothing here means anything to any reader; `~` is left out: shells expand it.
_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+\Z")


def is_plain(value: str) -> bool:
    """Whether ``value`` needs no quotes anywhere; an empty value does need them."""
    return _PLAIN.match(value) is not None


def _raw(value: str) -> str | None:
    return None if "\n" in value else value


def _between(quote: str) -> Callable[[str], str | None]:
    """A quote without escapes: it holds everything but itself."""
    return lambda value: None if quote in value else f"{quote}{value}{quote}"


def _single_shell(value: str) -> str:
    """POSIX: close, an escaped quote, open again (XCU 2.2.2)."""
    return "'" + value.replace("'", "'\\''") + "'"


def _double(escaped: str, *, control: bool) -> Callable[[str], str]:
    """Backslash before each of ``escaped``; with ``control`` LF and CR as \\n and \\r."""
    table = {ord(char): "\\" + char for char in escaped}
    if control:
        table |= {ord("\n"): "\\n", ord("\r"): "\\r"}
    return lambda value: '"' + value.translate(table) + '"'


def _double_literal(value: str) -> str | None:
    return None if '"' in value else '"' + value.replace("\r", "\\r") + '"'


_ENCODERS: dict[Style, Callable[[str], str | None]] = {
    Style.RAW: _raw,
    Style.SINGLE: _between("'"),
    Style.SINGLE_SHELL: _single_shell,
    Style.BACKTICK: _between("`"),
    Style.DOUBLE_POSIX: _double('\\"$`', control=False),
    Style.DOUBLE_READABLE: _double('\\"$', control=False),
    Style.DOUBLE_CONTROL: _double('\\"$', control=True),
    Style.DOUBLE_NEWLINE: _double('\\"', control=True),
    Style.DOUBLE_LITERAL: _double_literal,
}

_QUOTES: dict[Style, str] = {Style.RAW: "", Style.BACKTICK: "`"}


def encode(style: Style, value: str) -> str | None:
    """``value`` written in ``style``; None where the style cannot hold it at all."""
    return _ENCODERS[style](value)


def quote_of(style: Style) -> str:
    """The quote character that ``style`` puts around a value, or nothing."""
    return _QUOTES.get(style, "'" if style.startswith("sq") else '"')
