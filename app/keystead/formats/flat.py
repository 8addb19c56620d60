"""Flat files of names and texts in JSON, YAML or TOML: what a module of one of them gives.

Only names with a text beside them are keys.  A number, a list, a table or nothing at all
is another thing's setting: an import says so by its line, an update leaves it alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FLAT_LIMIT = 1024 * 1024
"""Bytes of a file; the libraries behind YAML and TOML take seconds for more."""


@dataclass(frozen=True)
class Item:
    """One name of a file: ``value`` is None where it is no text; ``line`` from 1.

    ``start`` and ``end`` are the offsets of the written value; ``written`` is that text, and
    for what is no text all that tells it from another.
    """

    name: str
    value: str | None = field(repr=False)
    line: int
    start: int = 0
    end: int = 0
    written: str = field(default="", repr=False)


class FlatFault(Exception):
    """A file that cannot be read; ``reason`` is a sentence for a person, without a value."""

    def __init__(self, line: int, reason: str, name: str | None = None) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.name = name


@dataclass(frozen=True)
class Flat:
    """One format.

    ``items`` reads a file (FlatFault); ``label`` and ``written`` give what stands before
    and for a value; ``head``, ``tail`` and ``between`` surround the entries; ``comment`` is
    the mark of a comment, or empty; ``update`` puts values in their places in a text, and
    new ones, with a comment above, at the end.
    """

    items: Callable[[str], Sequence[Item]]
    label: Callable[[str], str]
    written: Callable[[str], str]
    update: Callable[[str, Mapping[str, str], Mapping[str, str], str], str]
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    between: str = ""
    comment: str = "# "


def check_size(text: str) -> None:
    """FlatFault for more than 1 MiB."""
    if len(text) > FLAT_LIMIT or len(text.encode(errors="replace")) > FLAT_LIMIT:
        raise FlatFault(1, "the file is larger than 1 MiB.")


def replaced(text: str, items: Sequence[Item], values: Mapping[str, str]) -> str:
    """``text`` with other written values (by name) in the places of the old ones."""
    for item in reversed(items):
        if item.name in values:
            text = text[: item.start] + values[item.name] + text[item.end :]
    return text
