"""YAML 1.2, and 1.1 as most readers still have it: one mapping of names and texts.

Read by the events of ruamel.yaml, which builds nothing: no tag makes an object, no alias
a copy, no nesting a call.  Written in double quotes alone, on one line.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from keystead.formats.flat import FlatFault, Item, check_size, replaced

_WIDE = 1 << 30
_DEPTH = 64
_BLOCKS = ("|", ">")
# Three dots at the begin of a line end the document, whatever stands around them.
_END = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE)
# What stands before a value that is nothing.
_MARKS = re.compile(r"(?:\s*[:?-](?=\s|$))*")
# A text that keeps the blank lines behind it, and would get another one.
_KEEPS = re.compile(r"[|>][1-9]?\+")
# Names that YAML 1.1 or 1.2 would take for another thing than text.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_PLAIN_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


def _resolver() -> Any:
    """Tells what a plain scalar is by YAML 1.2; its methods are not typed."""
    return YAML(typ="safe", pure=True).resolver


def items(text: str) -> Sequence[Item]:
    """Every entry of the one mapping, in order; none for an empty file.

    Raises FlatFault for what is no YAML, no mapping, more than one document, a name that
    is there twice or is no text, and more than 1 MiB.
    """
    return list(_collected(text).found.values())


def _collected(text: str) -> "_Collector":
    check_size(text)
    collector = _Collector(text)
    try:
        collector.run()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FlatFault(1 if mark is None else mark.line + 1, "this is no YAML.") from None
    except (YAMLError, ValueError):
        raise FlatFault(1, "this is no YAML that can be read.") from None
    return collector


class _Collector:
    """Reads the one mapping: ``found`` are its entries by name, ``column`` is where the first
    begins (from 0), None where there is none; ``braces``: whether they stand in some."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, Item] = {}
        self.column: int | None = None
        self.braces = False
        self.resolver = _resolver()

    def run(self) -> None:
        events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(io.StringIO(self.text)))
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _fault(event, "a second document begins here.")
            elif isinstance(event, MappingStartEvent):
                self.braces = bool(event.flow_style)
                self.mapping(events)
            elif isinstance(event, ScalarEvent | SequenceStartEvent | AliasEvent):
                if isinstance(event, ScalarEvent) and not event.value and event.implicit[0]:
                    continue
                raise _fault(event, "there should be names with texts, as in NAME: text.")

    def mapping(self, events: Iterator[Event]) -> None:
        for key in events:
            if isinstance(key, MappingEndEvent):
                return
            if not isinstance(key, ScalarEvent):
                raise _fault(key, "what stands here is no name.")
            name = str(key.value)
            if self.column is None:
                self.column = key.start_mark.column
            if name in self.found:
                raise _fault(key, "this name is there more than once.")
            self.found[name] = self.item(name, key, next(events), events)

    def item(self, name: str, key: ScalarEvent, value: Event, events: Iterator[Event]) -> Item:
        line = key.start_mark.line + 1
        start = value.start_mark.index
        if isinstance(value, ScalarEvent):
            end = self.scalar_end(value)
            if start == end:
                start = end = self.behind_marks(key.end_mark.index)
            written = self.text[start:end]
            return Item(name, self.text_of(value), line, start, end, written)
        end, blocks = start, ""
        for event in _through(value, events):
            if isinstance(event, ScalarEvent) and not event.value and event.style is None:
                # Nothing: its mark lies where the next thing begins, too.
                end = self.behind_marks(end)
            elif isinstance(event, ScalarEvent):
                end = self.scalar_end(event)
                blocks += f"\n{event.value!r}" if event.style in _BLOCKS else ""
            elif event.end_mark.index > event.start_mark.index:
                # What ends by its indentation alone ends, says the parser, where the next
                # thing begins, behind comments that are not its own.
                end = event.end_mark.index
        return Item(name, None, line, start, end, self.text[start:end] + blocks)

    def text_of(self, scalar: ScalarEvent) -> str | None:
        if scalar.anchor is not None or scalar.tag not in _PLAIN_TEXT_TAGS:
            return None
        value = str(scalar.value)
        if scalar.implicit[0] and scalar.style is None:
            tag = self.resolver.resolve(ScalarNode, value, scalar.implicit)
            if str(tag) != "tag:yaml.org,2002:str" or value.lower() in _WORDS:
                return None
        return value

    def behind_marks(self, at: int) -> int:
        """Behind the colons and dashes that follow, with nothing else between them."""
        match = _MARKS.match(self.text, at)
        return at if match is None else match.end()

    def scalar_end(self, scalar: ScalarEvent) -> int:
        """Where the value ends; a block's mark lies behind blank lines and comments."""
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if scalar.style not in _BLOCKS:
            return int(end)
        lines = self.text[start:end].split("\n")
        kept = 1
        for number, line in enumerate(lines[1:], 2):
            if line.strip(" ") and not line.startswith(" "):
                break
            if line.strip(" "):
                kept = number
        return int(start) + len("\n".join(lines[:kept]))


def _through(first: Event, events: Iterator[Event]) -> Iterator[Event]:
    """``first`` and all that it begins."""
    depth = 0
    event = first
    while True:
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
            if depth > _DEPTH:
                raise _fault(event, "this is nested too deep.")
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        yield event
        if depth == 0:
            return
        event = next(events)


def _fault(event: Event, reason: str) -> FlatFault:
    return FlatFault(event.start_mark.line + 1, reason)


def written(value: str) -> str:
    """The value in double quotes, on one line."""
    out = io.StringIO()
    emitter = YAML(typ="rt", pure=True)
    emitter.width = _WIDE
    emitter.dump({"A": DoubleQuotedScalarString(value)}, out)
    return out.getvalue().removeprefix("A: ").removesuffix("\n")


def label(name: str) -> str:
    """What stands before the value: the name, in quotes where YAML would take it for a word."""
    return f'"{name}": ' if name.lower() in _WORDS else f"{name}: "


def update(text: str, changed: Mapping[str, str], added: Mapping[str, str], note: str) -> str:
    """``text`` with other values, in place, and new entries at its end below ``note``."""
    read = _collected(text)
    found = list(read.found.values())
    empty = {item.name for item in found if item.start == item.end}
    values = {n: f"{' ' if n in empty else ''}{written(v)}" for n, v in changed.items()}
    text = replaced(text, found, values)
    if not added:
        return text
    if read.braces:
        reason = "the names stand in braces, where none can be added; give each its own line."
        raise FlatFault(found[0].line if found else 1, reason)
    dots = _END.search(text)
    at = len(text) if dots is None else dots.start()
    indent = " " * (read.column or 0)
    lines = [f"{indent}{label(name)}{written(value)}\n" for name, value in added.items()]
    return text[:at] + _head(text[:at], f"{indent}{note}") + "".join(lines) + text[at:]


def _head(text: str, note: str) -> str:
    """What stands between ``text`` and what is added to it."""
    end = "" if not text or text.endswith("\n") else "\n"
    if f"{note}\n" in f"\n{text}{end}":
        return end
    gap = "\n" if text.strip() and not _KEEPS.search(text) else ""
    return f"{end}{gap}{note}\n"
