"""What the export dialog shows: masked lines, what the reader cannot hold, the target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from keystead.services.export import Exposure, Rendered

_DOTS = "•" * 12


@dataclass(frozen=True)
class Line:
    """One line: ``name`` is '' for a comment; ``note`` says who would misread the value.

    ``label`` stands before the value, `NAME=` where it is empty, and ``end`` behind it.
    """

    number: int
    name: str
    shown: str
    note: str = ""
    label: str = ""
    end: str = ""


@dataclass(frozen=True)
class Refusal:
    """A value that the reader would not get back exactly."""

    name: str
    reason: str


@dataclass(frozen=True)
class ExportPreview:
    """Either a finished file (``rendered``), or the values that stand in its way.

    ``names`` are the keys of the vault, ``as_base64`` those among them that go as base64.
    """

    profile: str
    names: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    rendered: Rendered | None = None
    as_base64: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportTarget:
    """What is known of the file to write: ``problem`` stands in the way altogether,
    ``foreign`` only until the user says what may happen to it; ``exists``: a file is there."""

    path: Path
    exposure: Exposure = Exposure.OUTSIDE
    foreign: bool = False
    exists: bool = False
    problem: str = ""


def refused_lines(
    names: Sequence[str], hints: Mapping[str, str], refusals: Sequence[Refusal]
) -> tuple[Line, ...]:
    """What the file would hold; a value that the reader cannot take is marked."""
    refused = {one.name for one in refusals}
    return tuple(
        Line(number, name, hints.get(name, "") + _DOTS, "cannot be written" * (name in refused))
        for number, name in enumerate(names, 1)
    )


def lines_of(rendered: Rendered, hints: Mapping[str, str]) -> tuple[Line, ...]:
    """The masked lines, each with the public prefix of its value (``hints`` by name)."""
    found = []
    for line in rendered.preview():
        if not line.name:
            found.append(Line(line.number, "", line.masked_hint))
            continue
        quote = line.masked_hint[:1] if line.masked_hint[:1] in "'\"`" else ""
        shown = f"{quote}{hints.get(line.name, '')}{_DOTS}{quote}"
        found.append(Line(line.number, line.name, shown, line.note, line.label, line.end))
    return tuple(found)
