"""Importing a `.env` file: tolerant of what exists, exact in what it reads.

Accepted: a BOM, LF or CRLF or CR line ends, blank lines, comments (`#`, and `;` as systemd has
it), `export `, blanks round `=`, `NAME: value`, empty values, and every way of quoting in
``dotenv_words``.  A line that cannot be read is reported with its number; the caller imports
nothing then, unless asked to leave such lines out.  Of a name that is there twice, the last
one counts, with a note.

In a file with CRLF line ends a line break inside quotes is LF, as npm dotenv and
python-dotenv have it; in a file with LF line ends a CR inside quotes is part of the value.
"""

import re
from dataclasses import dataclass

from keystead.core.fields import MAX_VALUE, is_name
from keystead.core.secret_types import SecretText
from keystead.formats.dotenv_words import Reason, Remark, WordFault, line_end, read_word
from keystead.formats.errors import ImportProblem
from keystead.formats.imported import (
    PROBLEM_TEXTS,
    ImportedEntry,
    ImportedFile,
    LineProblem,
    Note,
)

FILE_LIMIT = 4 * 1024 * 1024  # bytes
VALUE_LIMIT = MAX_VALUE  # bytes of UTF-8
PROBLEM_LIMIT = 1000
ENTRY_LIMIT = 10_000

# Possessive (`++`, `*+`) throughout: no line may cost more than its length.
_BLANK_LINES = re.compile(r"(?:[ \t\r\v\f]*+(?:[#;][^\n]*+)?\n)++|[ \t\r\v\f]*+(?:[#;][^\n]*+)?\Z")
# `NAME: value`, as Ruby's gem and its kin still take it.
_COLON_HEAD = re.compile(r"[ \t\v\f]*+(?:(export)[ \t]++)?([A-Za-z_][A-Za-z0-9_]*+):([ \t]++)")
_HEAD = re.compile(r"[ \t\v\f]*+(?:(export)[ \t]++)?([^=\n]*+)=([ \t]*+)")
_EXPORT_ONLY = re.compile(
    r"[ \t]*export[ \t]+([A-Za-z_][A-Za-z0-9_]*)[ \t\r]*(?:#[^\n]*)?(?:\n|\Z)"
)


def parse(data: bytes) -> ImportedFile:
    """Read a whole file.

    Raises ImportProblem where there is no line to go on from: more than 4 MiB, not UTF-8,
    a NUL.  All else is in ``problems`` and ``notes`` of the result.
    """
    return _Importer(text_of(data)).run()


def text_of(data: bytes) -> str:
    """The text of a file to import, with LF line ends; ImportProblem as ``parse``."""
    if len(data) > FILE_LIMIT:
        raise _whole_file(Reason.TOO_LARGE, 1)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _whole_file(Reason.NOT_UTF8, 1)
    nul = data.find(b"\0")
    if nul >= 0:
        raise _whole_file(Reason.HAS_NUL, data.count(b"\n", 0, nul) + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        # `from None`: the decoder's error carries the whole file.
        raise _whole_file(Reason.NOT_UTF8, line) from None
    return _with_line_feeds(text)


def _whole_file(reason: Reason, line: int) -> ImportProblem:
    message = f"Line {line}: {PROBLEM_TEXTS[reason]} Nothing was imported."
    return ImportProblem(message, line=line, reason=reason.value)


def _with_line_feeds(text: str) -> str:
    if "\r" not in text:
        return text
    if "\n" not in text:
        return text.replace("\r", "\n")
    if text.count("\n") == text.count("\r\n"):
        return text.replace("\r\n", "\n")
    return text


@dataclass(frozen=True)
class Assignment:
    """Where one assignment stands in a text: its line from 1, and offsets.

    ``start`` of its line; ``value`` and ``stop`` around what is written; ``end`` behind
    its last line.
    """

    name: str
    line: int
    start: int
    value: int
    stop: int
    end: int


def assignments(text: str) -> list[Assignment]:
    """Every assignment of a text with LF line ends, in order, duplicates too.

    Raises ImportProblem with the first line that cannot be read.
    """
    importer = _Importer(text)
    importer.run().require_complete()
    return importer.places


class _Importer:
    """One pass over the text; knows the line it is on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.read = 0
        self.entries: dict[str, ImportedEntry] = {}
        self.problems: list[LineProblem] = []
        self.notes: list[Note] = []
        self.places: list[Assignment] = []

    def run(self) -> ImportedFile:
        while self.at < len(self.text):
            full = len(self.problems) == PROBLEM_LIMIT or self.read == ENTRY_LIMIT
            if full and self._something_follows():
                self.problems.append(LineProblem(self.line, Reason.TOO_MANY, None))
                break
            self._advance(self._statement())
        entries = sorted(self.entries.values(), key=lambda entry: entry.line)
        return ImportedFile(tuple(entries), tuple(self.problems), tuple(self.notes))

    def _something_follows(self) -> bool:
        """Whether anything but blank lines and comments is left."""
        at = self.at
        while (blank := _BLANK_LINES.match(self.text, at)) is not None and blank.end() > at:
            at = blank.end()
        return at < len(self.text)

    def _advance(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def _statement(self) -> int:
        """Read what begins here; gives the offset to go on from."""
        blank = _BLANK_LINES.match(self.text, self.at)
        if blank is not None:
            return blank.end()
        head = _COLON_HEAD.match(self.text, self.at) or _HEAD.match(self.text, self.at)
        if head is None:
            return self._without_equals()
        return self._assignment(head)

    def _without_equals(self) -> int:
        exported = _EXPORT_ONLY.match(self.text, self.at)
        if exported is None or exported[1] not in self.entries:
            self.problems.append(LineProblem(self.line, Reason.NO_EQUALS, None))
        return line_end(self.text, self.at)

    def _assignment(self, head: re.Match[str]) -> int:
        # A name that is not one may be part of a value that lost its quotes: never shown.
        written = head[2].rstrip(" \t")
        name = written if is_name(written) else None
        try:
            word = read_word(self.text, head.end(), blank_before=bool(head[3]))
        except WordFault as fault:
            reason = fault.reason if name is not None else Reason.BAD_NAME
            self.problems.append(LineProblem(self.line, reason, name))
            return line_end(self.text, self.at)
        if name is None:
            self.problems.append(LineProblem(self.line, Reason.BAD_NAME, None))
        elif len(word.value.encode()) > VALUE_LIMIT:
            self.problems.append(LineProblem(self.line, Reason.TOO_LONG, name))
        else:
            value = SecretText(word.value)
            place = Assignment(name, self.line, self.at, head.end(), word.stop, word.end)
            self.places.append(place)
            self._keep(ImportedEntry(name, value, self.line, word.style, head[1] is not None))
            self.notes += [Note(self.line, name, remark) for remark in word.remarks]
        return word.end

    def _keep(self, entry: ImportedEntry) -> None:
        self.read += 1
        earlier = self.entries.get(entry.name)
        if earlier is not None:
            self.notes.append(Note(entry.line, entry.name, Remark.DUPLICATE, earlier.line))
        self.entries[entry.name] = entry
