"""Importing a flat file of names and texts: JSON, YAML or TOML."""

from pathlib import PurePath

from keystead.core.fields import is_name
from keystead.core.secret_types import SecretText
from keystead.formats import json_file, toml_file, yaml_file
from keystead.formats.dotenv_read import ENTRY_LIMIT, PROBLEM_LIMIT, VALUE_LIMIT, text_of
from keystead.formats.dotenv_styles import Style
from keystead.formats.dotenv_words import Reason
from keystead.formats.errors import ImportProblem
from keystead.formats.flat import Flat, FlatFault, Item
from keystead.formats.imported import ImportedEntry, ImportedFile, LineProblem

_FLATS: dict[str, Flat] = {
    "json": json_file.FLAT,
    "yaml": yaml_file.FLAT,
    "toml": toml_file.FLAT,
}
_ENDINGS = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml"}
FORMATS = tuple(_FLATS)


def format_of(file_name: str) -> str | None:
    """The format that the ending of a file's name tells, or None."""
    return _ENDINGS.get(PurePath(file_name).suffix.lower())


def parse(kind: str, data: bytes) -> ImportedFile:
    """Read a whole file of ``kind``, one of FORMATS.

    Raises ImportProblem, with its line, for what is no such file: bad syntax, a name that
    is there twice, more than 1 MiB, not UTF-8, a NUL.  A name without a text is among
    ``problems``.
    """
    try:
        items = _FLATS[kind].items(text_of(data))
    except FlatFault as fault:
        message = f"Line {fault.line}: {fault.reason} Nothing was imported."
        raise ImportProblem(message, line=fault.line, reason="not-flat") from None
    problems: list[LineProblem] = []
    entries: list[ImportedEntry] = []
    for item in items:
        problem = _problem(item)
        if len(problems) == PROBLEM_LIMIT or len(entries) == ENTRY_LIMIT:
            problems.append(LineProblem(item.line, Reason.TOO_MANY, None))
            break
        if problem is not None:
            problems.append(problem)
        elif item.value is not None:
            value = SecretText(item.value)
            entries.append(ImportedEntry(item.name, value, item.line, Style.RAW, exported=False))
    return ImportedFile(tuple(entries), tuple(problems), ())


def _problem(item: Item) -> LineProblem | None:
    if not is_name(item.name):
        return LineProblem(item.line, Reason.BAD_KEY, None)
    if item.value is None:
        return LineProblem(item.line, Reason.NO_TEXT, item.name)
    if len(item.value.encode(errors="replace")) > VALUE_LIMIT:
        return LineProblem(item.line, Reason.TOO_LONG, item.name)
    return None
