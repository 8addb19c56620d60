"""The ways a value is written behind `NAME=` in a `.env` file.

The names follow the measurements in the design notes: raw; sq, sq_sh; dqP, dqR, dqC,
dqN; and those which single readers need: bt and dqL, whose quotes know no escapes;
``_ref`` for readers that expand `$` behind any quotes; sq_any, sq_esc; dqF.
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
    SINGLE_ANY = "sq_any"
    SINGLE_ESCAPED = "sq_esc"
    SINGLE_REFERENCE = "sq_ref"
    RAW_REFERENCE = "raw_ref"
    BACKTICK_REFERENCE = "bt_ref"
    DOUBLE_POSIX = "dqP"
    DOUBLE_READABLE = "dqR"
    DOUBLE_CONTROL = "dqC"
    DOUBLE_NEWLINE = "dqN"
    DOUBLE_FEED = "dqF"
    DOUBLE_LITERAL = "dqL"
    DOUBLE_REFERENCE = "dqL_ref"


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


def _single_any(value: str) -> str:
    """For readers that look for the last quote of the line, not the next one."""
    return f"'{value}'"


def _single_escaped(value: str) -> str:
    return "'" + value.replace("'", "\\'") + "'"


def _no_reference(inner: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """For readers that expand what any quotes hold: a backslash before each `$`."""
    return lambda value: inner(value.replace("$", "\\$"))


def _double_feed(value: str) -> str:
    """Line feeds as \\n, carriage returns as they are."""
    return _double('\\"$', control=False)(value).replace("\n", "\\n")


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
    Style.DOUBLE_FEED: _double_feed,
    Style.DOUBLE_LITERAL: _double_literal,
    Style.SINGLE_ANY: _single_any,
    Style.SINGLE_ESCAPED: _single_escaped,
    Style.RAW_REFERENCE: _no_reference(_raw),
    Style.SINGLE_REFERENCE: _no_reference(_between("'")),
    Style.BACKTICK_REFERENCE: _no_reference(_between("`")),
    Style.DOUBLE_REFERENCE: _no_reference(_double_literal),
}

_QUOTES: dict[Style, str] = {
    Style.RAW: "",
    Style.RAW_REFERENCE: "",
    Style.BACKTICK: "`",
    Style.BACKTICK_REFERENCE: "`",
}


def encode(style: Style, value: str) -> str | None:
    """``value`` written in ``style``; None where the style cannot hold it at all."""
    return _ENCODERS[style](value)


def quote_of(style: Style) -> str:
    """The quote character that ``style`` puts around a value, or nothing."""
    return _QUOTES.get(style, "'" if style.startswith("sq") else '"')
