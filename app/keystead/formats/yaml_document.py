"""YAML 1.2, and 1.1 as most readers still have it: one mapping of names and texts.

Read by the events of ruamel.yaml, which builds nothing: no tag makes an object, no alias
a copy, no nesting a call.  Written in double quotes alone, on one line.
"""

import io
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
    check_size(text)
    try:
        return _Collector(text).run()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FlatFault(1 if mark is None else mark.line + 1, "this is no YAML.") from None
    except (YAMLError, ValueError):
        raise FlatFault(1, "this is no YAML that can be read.") from None


class _Collector:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, Item] = {}
        self.resolver = _resolver()

    def run(self) -> Sequence[Item]:
        events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(io.StringIO(self.text)))
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _fault(event, "a second document begins here.")
            elif isinstance(event, MappingStartEvent):
                self.mapping(events)
            elif isinstance(event, ScalarEvent | SequenceStartEvent | AliasEvent):
                if isinstance(event, ScalarEvent) and not event.value and event.implicit[0]:
                    continue
                raise _fault(event, "there should be names with texts, as in NAME: text.")
        return list(self.found.values())

    def mapping(self, events: Iterator[Event]) -> None:
        for key in events:
            if isinstance(key, MappingEndEvent):
                return
            if not isinstance(key, ScalarEvent):
                raise _fault(key, "what stands here is no name.")
            name = str(key.value)
            if name in self.found:
                raise _fault(key, "this name is there more than once.")
            self.found[name] = self.item(name, key, next(events), events)

    def item(self, name: str, key: ScalarEvent, value: Event, events: Iterator[Event]) -> Item:
        line = key.start_mark.line + 1
        start = value.start_mark.index
        if isinstance(value, ScalarEvent):
            end = self.scalar_end(value)
            written = self.text[start:end]
            return Item(name, self.text_of(value), line, start, end, written)
        last = _skipped(value, events)
        end = last.end_mark.index
        return Item(name, None, line, start, end, self.text[start:end])

    def text_of(self, scalar: ScalarEvent) -> str | None:
        if scalar.anchor is not None or scalar.tag not in _PLAIN_TEXT_TAGS:
            return None
        value = str(scalar.value)
        if scalar.implicit[0] and scalar.style is None:
            tag = self.resolver.resolve(ScalarNode, value, scalar.implicit)
            if str(tag) != "tag:yaml.org,2002:str" or value.lower() in _WORDS:
                return None
        return value

    def scalar_end(self, scalar: ScalarEvent) -> int:
        """Where the value ends; a block's mark lies behind blank lines and comments."""
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if scalar.style not in ("|", ">"):
            return int(end)
        lines = self.text[start:end].split("\n")
        kept = 1
        for number, line in enumerate(lines[1:], 2):
            if line.strip(" ") and not line.startswith(" "):
                break
            if line.strip(" "):
                kept = number
        return int(start) + len("\n".join(lines[:kept]))


def _skipped(first: Event, events: Iterator[Event]) -> Event:
    """The last event of what ``first`` begins."""
    depth = 0
    event = first
    while True:
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
            if depth > _DEPTH:
                raise _fault(event, "this is nested too deep.")
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        if depth == 0:
            return event
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
    found = items(text)
    text = replaced(text, found, {name: written(value) for name, value in changed.items()})
    if added:
        text += "" if not text or text.endswith("\n") else "\n"
        if f"{note}\n" not in text:
            text += f"\n{note}\n" if text.strip() else f"{note}\n"
        text += "".join(f"{label(name)}{written(value)}\n" for name, value in added.items())
    return text
