"""A finished `.env` file, and what may be shown of it: never a value."""

from dataclasses import dataclass

from keystead.core.secret_types import MASK, SecretText
from keystead.formats.dotenv_styles import Style, quote_of
from keystead.formats.target import Caution


@dataclass(frozen=True)
class RenderedLine:
    """One value of the file: ``number`` is its first line, counted from 1.

    ``label`` stands before the value, as `NAME=`; ``end`` behind it, as a comma.
    """

    number: int
    name: str
    style: Style
    warnings: tuple[Caution, ...]
    label: str = ""
    end: str = ""


@dataclass(frozen=True)
class PreviewLine:
    """A line for the window: ``masked_hint`` stands where the value does.

    ``name`` is empty for a comment, whose text is then in ``masked_hint``; ``note`` says
    who would misread the value, or is empty; ``label`` and ``end`` as in RenderedLine.
    """

    number: int
    name: str
    masked_hint: str
    note: str
    label: str = ""
    end: str = ""


@dataclass(frozen=True)
class Rendered:
    """The whole text of a file (UTF-8, LF, no BOM), proved by reading it back.

    ``profile`` is the profile's name, ``comments`` the lines above as written, ``lines``
    one entry a value, and ``tail`` the lines below.
    """

    text: SecretText
    profile: str
    comments: tuple[str, ...]
    lines: tuple[RenderedLine, ...]
    tail: tuple[str, ...] = ()

    def preview(self) -> list[PreviewLine]:
        """What the file looks like, with every value masked."""
        shown = [PreviewLine(n, "", text, "") for n, text in enumerate(self.comments, 1)]
        for line in self.lines:
            quote = quote_of(line.style)
            note = "; ".join(_notes(line.warnings))
            label = line.label or f"{line.name}="
            hint = f"{quote}{MASK}{quote}"
            shown.append(PreviewLine(line.number, line.name, hint, note, label, line.end))
        last = self.text.reveal().count("\n") + 1 - len(self.tail)
        shown += [PreviewLine(n, "", text, "") for n, text in enumerate(self.tail, last)]
        return shown

    def warnings(self) -> list[tuple[str, Caution]]:
        """Every warning with the name that it is about, in the order of the file."""
        return [(line.name, warning) for line in self.lines for warning in line.warnings]

    def misreaders(self) -> dict[str, list[str]]:
        """Which names each reader would misread: title of the reader to names."""
        found: dict[str, list[str]] = {}
        for name, warning in self.warnings():
            if warning.reader:
                found.setdefault(warning.reader, []).append(name)
        return found


def _notes(warnings: tuple[Caution, ...]) -> list[str]:
    readers = [warning.reader for warning in warnings if warning.code == "misread"]
    notes = [f"misread by {', '.join(readers)}"] if readers else []
    return notes + [warning.text for warning in warnings if warning.code != "misread"]
