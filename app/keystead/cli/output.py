"""Printing: JSON, tables and notes; colour on a terminal only."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence

from keystead.cli import streams, tables

_COLOURS = {"red": "31", "yellow": "33", "green": "32", "dim": "2", "bold": "1"}
_STATES = {
    "expired": "red",
    "conflict": "red",
    "rotation-due": "yellow",
    "expiring": "yellow",
    "overlap": "yellow",
    "revoked": "dim",
    "trash": "dim",
}


def print_json(value: object) -> None:
    """One JSON document with a line break at its end."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def note(text: str) -> None:
    """A line for people on stderr, behind what was printed before: it disturbs nobody who
    reads the output."""
    streams.tell(text)


def is_terminal() -> bool:
    """Whether a person reads the output."""
    return sys.stdout.isatty()


def coloured(text: str, colour: str) -> str:
    """The text in colour where a terminal shows it; NO_COLOR (no-color.org) is respected."""
    plain = not is_terminal() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if plain or not colour else f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def text(content: str) -> None:
    """A whole file as it would lie on the disk, line ends too."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode())
    sys.stdout.buffer.flush()


def value(text: str) -> None:
    """A value, exactly; a line break behind it only where a person reads it."""
    data = text.encode("utf-8", "surrogatepass")
    sys.stdout.flush()
    sys.stdout.buffer.write(data + (b"\n" if is_terminal() else b""))
    sys.stdout.buffer.flush()


def local_time(instant: str) -> str:
    """An instant of an answer (RFC 3339, in UTC) as this computer's clock shows it, to the
    minute, for a person at a terminal; as it is for a script."""
    if not instant or not sys.stderr.isatty():
        return instant
    from datetime import datetime

    here, now = datetime.fromisoformat(instant).astimezone(), datetime.now().astimezone()
    return f"{here:%H:%M}" if here.date() == now.date() else f"{here:%Y-%m-%d %H:%M}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as they need, fitted to a terminal as ``tables`` says; no heads in a
    pipe, and none above nothing."""
    shown = [tuple(safe(cell) for cell in row) for row in rows]
    if not shown:
        return
    colours = [_STATES.get(row[-1], "") for row in shown]
    if is_terminal():
        shown.insert(0, tuple(head.upper() for head in heads))
        colours.insert(0, "dim")
    limit = _columns() if is_terminal() else None
    for line, colour in zip(tables.lines(heads, shown, limit), colours, strict=True):
        print(coloured(line, colour))


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def fields(pairs: Iterable[tuple[str, str]]) -> None:
    """Names and contents in two columns; those without content are left out."""
    shown = [(name, content) for name, content in pairs if content]
    width = max((len(name) for name, _ in shown), default=0)
    for name, content in shown:
        first, *rest = safe(content, keep_lines=True).split("\n")
        print(f"{coloured(name.ljust(width), 'dim')}  {first}".rstrip())
        for line in rest:
            print(f"{' ' * width}  {line}".rstrip())


def safe(text: str, keep_lines: bool = False) -> str:
    """The text without control characters, which could move the cursor or hide lines."""
    return "".join(
        one if one.isprintable() or (keep_lines and one == "\n") else "\ufffd" for one in text
    )


def text_of(found: Mapping[str, object], name: str) -> str:
    """A field of an answer as text; '' where it is null or missing."""
    content = found.get(name)
    return "" if content is None else str(content)
