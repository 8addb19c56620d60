"""JSON (RFC 8259): one object of names and texts."""

import json
import re
from collections.abc import Mapping, Sequence

from keystead.formats.flat import Flat, FlatFault, Item, check_size, replaced

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(parse_constant=lambda name: _refuse_constant(name))


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


class _Scanner:
    """One pass over the text; every fault has its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._counted = (0, 1)  # an offset, and its line

    def line(self, at: int) -> int:
        counted, line = self._counted
        if at < counted:
            counted, line = 0, 1
        line += self.text.count("\n", counted, at)
        self._counted = (at, line)
        return line

    def fault(self, reason: str, name: str | None = None) -> FlatFault:
        return FlatFault(self.line(self.at), reason, name)

    def skip(self) -> str:
        """Go over blanks; the next character, or nothing at the end."""
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def take(self, sign: str) -> None:
        if self.skip() != sign:
            raise self.fault(f"there should be a {sign} here.")
        self.at += 1

    def value(self) -> tuple[object, int, int]:
        """The value that begins here, with its first and last offset."""
        self.skip()
        start = self.at
        try:
            found, self.at = _DECODER.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            self.at = min(error.pos, len(self.text))
            raise self.fault("this is no JSON.") from None
        except (ValueError, RecursionError):
            raise self.fault("this is no JSON that can be read.") from None
        return found, start, self.at


def items(text: str) -> Sequence[Item]:
    """Every member of the one object, in order.

    Raises FlatFault for what is no JSON object, a name that is there twice, and more than
    1 MiB.
    """
    check_size(text)
    scanner = _Scanner(text)
    scanner.take("{")
    found: dict[str, Item] = {}
    if scanner.skip() != "}":
        _members(scanner, found)
    scanner.take("}")
    if scanner.skip():
        raise scanner.fault("there is text behind the object.")
    return list(found.values())


def _members(scanner: _Scanner, found: dict[str, Item]) -> None:
    while True:
        if scanner.skip() != '"':
            raise scanner.fault("there should be a name in quotes here.")
        name, start, _ = scanner.value()
        line = scanner.line(start)
        if not isinstance(name, str) or name in found:
            raise FlatFault(line, "this name is there more than once.")
        scanner.take(":")
        value, begin, end = scanner.value()
        text = value if isinstance(value, str) else None
        found[name] = Item(name, text, line, begin, end, scanner.text[begin:end])
        if scanner.skip() != ",":
            return
        scanner.at += 1


def _written(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _label(name: str) -> str:
    return f'  "{name}": '


def _update(text: str, changed: Mapping[str, str], added: Mapping[str, str], _note: str) -> str:
    found = items(text)
    new = [f'"{name}": {_written(value)}' for name, value in added.items()]
    if new:
        last = found[-1].end if found else text.index("{") + 1
        indent = _indent(text, found)
        joined = "".join(
            f"{',' if found or number else ''}{indent}{entry}" for number, entry in enumerate(new)
        )
        rest = text[last:]
        text = text[:last] + joined + (rest if found or "\n" in rest else "\n" + rest)
    return replaced(text, found, {name: _written(value) for name, value in changed.items()})


def _indent(text: str, found: Sequence[Item]) -> str:
    """What stands before the last name: the line end and blanks that the file uses."""
    if not found:
        return "\n  "
    before = text[: found[-1].start].rstrip(" \t\r\n:")
    name = before.rfind(json.dumps(found[-1].name, ensure_ascii=False))
    match = re.search(r"\s*\Z", text[:name]) if name >= 0 else None
    return match[0] if match and match[0] else " "


FLAT = Flat(
    items=items,
    label=_label,
    written=_written,
    update=_update,
    head=("{",),
    tail=("}",),
    between=",",
    comment="",
)
