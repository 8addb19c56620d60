"""What an import would do, line by line, with values masked; made by the worker."""

from dataclasses import dataclass
from enum import StrEnum

from keystead.core import durations, policy
from keystead.core.model import Secret
from keystead.gui.models.details import KIND_WORDS
from keystead.gui.widgets.masked_value import masked
from keystead.services.imports import ImportPlan, Incoming
from keystead.services.recognition import identify


class What(StrEnum):
    """What would happen with a line."""

    NEW = "New"
    CHANGED = "Changed"
    SAME = "Same"
    EMPTY = "Empty"
    OVERRIDDEN = "Overridden"
    INVALID = "Invalid"


@dataclass(frozen=True)
class Item:
    """One line of the file: ``shown`` is its value masked, ``remark`` what becomes of it."""

    line: int
    name: str
    what: What
    shown: str = ""
    remark: str = ""

    @property
    def takeable(self) -> bool:
        """Whether an import would change anything by it."""
        return self.what in (What.NEW, What.CHANGED)


@dataclass(frozen=True)
class ImportPreview:
    """The plan, and its lines in the order of the file."""

    plan: ImportPlan
    items: tuple[Item, ...]


def preview_of(plan: ImportPlan) -> ImportPreview:
    """The preview of a plan; no value is in its items."""
    found = [_new(one) for one in plan.new]
    found += [_changed(one) for one in plan.changed]
    found += [Item(one.line, one.name, What.SAME, _mask(one), "Already so") for one in plan.same]
    found += [
        Item(one.line, one.name or "", What.EMPTY, "", "No value, so no key") for one in plan.empty
    ]
    found += [
        Item(one.line, one.name or "", What.OVERRIDDEN, "", one.reason) for one in plan.overridden
    ]
    found += [
        Item(one.line, one.name or "", What.INVALID, "", one.reason[:1].upper() + one.reason[1:])
        for one in plan.invalid
    ]
    return ImportPreview(plan, tuple(sorted(found, key=lambda item: item.line)))


def _mask(one: Incoming) -> str:
    found = identify(one.value)
    return masked("" if found is None else found.prefix)


def _new(one: Incoming) -> Item:
    found = identify(one.value)
    kind = "" if found is None else f"{found.service} {KIND_WORDS[found.kind]}".strip()
    shown = masked("" if found is None else found.prefix)
    return Item(one.line, one.name, What.NEW, shown, kind)


def _changed(one: Incoming) -> Item:
    return Item(one.line, one.name, What.CHANGED, _mask(one), _becomes(one.secret))


def _becomes(secret: Secret | None) -> str:
    """What becomes of the value that is there now."""
    current = None if secret is None else secret.current
    if secret is None or current is None:
        return ""
    overlap = durations.span_in_words(policy.overlap(secret))
    return f"v{current.number} stays valid for {overlap}"
