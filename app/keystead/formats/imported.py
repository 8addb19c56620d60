"""What was read from a file, and the words for what was not."""

from dataclasses import dataclass

from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_styles import Style
from keystead.formats.dotenv_words import Reason, Remark
from keystead.formats.errors import ImportProblem


@dataclass(frozen=True)
class ImportedEntry:
    """One variable: ``line`` is where it begins (from 1), ``exported`` had `export`."""

    name: str
    value: SecretText
    line: int
    style: Style
    exported: bool


@dataclass(frozen=True)
class LineProblem:
    """A line that cannot be read; ``name`` only where it is certainly a name."""

    line: int
    reason: Reason
    name: str | None

    @property
    def message(self) -> str:
        """The sentence for a person, without the line number."""
        if self.reason is Reason.NO_TEXT and self.name:
            return f"there is no text behind {self.name}; put a number or a word in quotes."
        return PROBLEM_TEXTS[self.reason]


@dataclass(frozen=True)
class Note:
    """Something to know about a line that was read; ``other_line`` for a duplicate."""

    line: int
    name: str
    remark: Remark
    other_line: int = 0

    @property
    def message(self) -> str:
        """The sentence for a person, without the line number."""
        return NOTE_TEXTS[self.remark].format(other=self.other_line)


@dataclass(frozen=True)
class ImportedFile:
    """Everything in a file: of a name that is there twice, the last entry only."""

    entries: tuple[ImportedEntry, ...]
    problems: tuple[LineProblem, ...]
    notes: tuple[Note, ...]

    def require_complete(self) -> None:
        """Raises ImportProblem where any line has a problem, so that nothing is imported."""
        if not self.problems:
            return
        first = self.problems[0]
        more = len(self.problems) - 1
        words = "more line has a problem" if more == 1 else "more lines have problems"
        others = f" {more} {words}." if more else ""
        raise ImportProblem(
            f"Line {first.line}: {first.message}{others} Nothing was imported.",
            line=first.line,
            reason=first.reason.value,
            name=first.name,
            lines=[
                {"line": problem.line, "reason": problem.reason.value, "name": problem.name}
                for problem in self.problems
            ],
        )


PROBLEM_TEXTS: dict[Reason, str] = {
    Reason.NO_EQUALS: "there is no = in this line, and it is no comment.",
    Reason.BAD_NAME: "what stands before = is no variable name (letters, digits and _ only).",
    Reason.OPEN_QUOTE: "a quote is opened here and never closed.",
    Reason.AFTER_QUOTE: "there is text behind the closing quote.",
    Reason.TOO_LONG: "the value is larger than 64 KiB.",
    Reason.TOO_LARGE: "the file is larger than 4 MiB.",
    Reason.TOO_MANY: "there are more than 10,000 variables, or 1,000 problems.",
    Reason.NOT_UTF8: "the file is not UTF-8 text; save it as UTF-8 first.",
    Reason.BAD_KEY: "the name is no variable name (letters, digits and _ only).",
    Reason.NO_TEXT: "there is no text behind the name; put a number or a word in quotes.",
    Reason.HAS_NUL: "there is a NUL byte; this is not a text file.",
}

NOTE_TEXTS: dict[Remark, str] = {
    Remark.REFERENCE: "a reference to another variable is kept as it stands, not replaced.",
    Remark.COMMAND: "what a shell would run is kept as it stands, not run.",
    Remark.HASH: "the value holds a #; npm dotenv and Node stop reading there.",
    Remark.BACKTICKS: "in backticks: read as text, as npm dotenv does; a shell would run it.",
    Remark.PYTHON_QUOTES: "quotes with backslashes are read as python-dotenv writes them.",
    Remark.DUPLICATE: "the name is on line {other} too; the later line counts.",
}
