"""What an export is written for: a Profile, and the Readers whose rules decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from keystead.formats.dotenv_styles import Style
from keystead.formats.flat import Flat

UNKNOWN = "\0"
"""Stands where a reader would put something from its environment, which is not ours to
guess, or would run something.  No value can hold it, so no such value passes as exact."""


class Misread(Exception):
    """The reader would stop, fail or run something; carries no text of the file."""


@dataclass(frozen=True)
class Reader:
    """A program that reads `.env` files, by our own implementation of its rules.

    ``read`` takes the whole file and gives names and values as the program gets them,
    with UNKNOWN for what comes from elsewhere; it raises Misread where the program would
    fail, or run something.  ``quotes`` are the characters that open a quoted value there,
    and so could swallow what follows.
    """

    title: str
    read: Callable[[str], dict[str, str]]
    quotes: str = "'\""


@dataclass(frozen=True)
class Caution:
    """A warning about one written value: ``code`` is stable, ``text`` for a person.

    ``reader`` names who would misread it; empty where no single reader is meant.
    """

    code: str
    text: str
    reader: str = ""


def no_advice(value: str) -> tuple[Caution, ...]:  # noqa: ARG001 - the shape of Profile.advice
    """For profiles which have nothing to add."""
    return ()


@dataclass(frozen=True)
class Profile:
    """A named target of an export.

    ``name`` is what `--for` takes; ``title`` and ``reader_description`` are shown;
    ``file_name`` is the default name of the file.  ``styles`` gives the ways to try
    for a value, best first; ``reader`` decides whether one is exact; ``others`` only
    warn.  ``reserved`` maps names the reader keeps for itself to the reason; ``forbidden``
    maps what no value may hold, however it is written, to the reason.  ``flat`` is there
    for files that are no `.env`; those have no styles.
    """

    name: str
    title: str
    reader_description: str
    file_name: str
    styles: Callable[[str], tuple[Style, ...]]
    reader: Reader
    others: tuple[Reader, ...] = ()
    advice: Callable[[str], tuple[Caution, ...]] = no_advice
    reserved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    forbidden: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    flat: Flat | None = None


def in_order(*styles: Style) -> Callable[[str], tuple[Style, ...]]:
    """The same ways, in this order, for every value."""
    return lambda value: styles  # noqa: ARG005 - the shape of Profile.styles
