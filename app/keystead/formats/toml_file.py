"""TOML 1.0: names and texts above the first table.

Read by the standard library's tomllib; changed through tomlkit, which keeps every
comment, blank line and other key as it was.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence

from keystead.formats.flat import Flat, FlatFault, Item, check_size

_NAME = re.compile(r"[ \t]*\[*[ \t]*[\"']?([A-Za-z0-9_-]+)[\"']?[ \t]*[=.\]]")
_AT_LINE = re.compile(r"at line (\d+)")


def items(text: str) -> Sequence[Item]:
    """Every name of the top level.

    Raises FlatFault for what is no TOML (a name that is there twice is none), and for more
    than 1 MiB.
    """
    check_size(text)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        last = text.count("\n") + 1
        raise FlatFault(int(at[1]) if at else last, "this is no TOML.") from None
    except (RecursionError, ValueError, OverflowError):
        raise FlatFault(1, "this is no TOML that can be read.") from None
    lines = _lines_of_names(text)
    return [_item(name, value, lines.get(name, 1)) for name, value in found.items()]


def _lines_of_names(text: str) -> dict[str, int]:
    """The line on which a name first stands, as far as one can tell without a parser."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _NAME.match(line)
        if match is not None:
            lines.setdefault(match[1], number)
    return lines


def _item(name: str, value: object, line: int) -> Item:
    if isinstance(value, str):
        return Item(name, value, line)
    return Item(name, None, line, written=repr(value))


def _written(value: str) -> str:
    import tomlkit  # only who writes TOML needs it

    return tomlkit.string(value).as_string()


def _label(name: str) -> str:
    return f"{name} = "


def _update(text: str, changed: Mapping[str, str], added: Mapping[str, str], note: str) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        for name, value in changed.items():
            document[name] = value
        for name, value in added.items():
            item = tomlkit.string(value)
            # Behind the value: a comment of its own would end up below the last table.
            item.comment(note.removeprefix("# "))
            document.add(name, item)
        return tomlkit.dumps(document)
    except (TOMLKitError, RecursionError, ValueError):
        raise FlatFault(1, "this is no TOML that can be changed.") from None


FLAT = Flat(items=items, label=_label, written=_written, update=_update)
