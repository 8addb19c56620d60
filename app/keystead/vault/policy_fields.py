"""Registers of the vault's policies: own ones by name, and what risk classes come to.

An array of [name or risk, days or null, seconds or null, array of days or null, revision].
A row that says nothing is what is left of one that was removed.  Values that two people
wrote apart are put together row by row: the higher revision counts, so that what one of
them edited is not undone by the other, who did not touch that row.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from keystead.core.durations import MAX_DAYS
from keystead.core.model import Risk
from keystead.core.policies import (
    MAX_OVERLAP,
    MAX_POLICIES,
    Rule,
    is_policy_name,
)
from keystead.vault.cbor import Cbor
from keystead.vault.fields import as_cbor, malformed
from keystead.vault.life_fields import days_before, number, text

MAX_ROWS: Final = 10 * MAX_POLICIES
"""Rows that are read: what was put together, and removed, may be more than one may make."""

MAX_REVISION: Final = 2**32 - 1


class Row(NamedTuple):
    """One rule and how often it was edited, from 1 on; an empty rule was removed."""

    rule: Rule
    revision: int


Rows = dict[str, Row]


def policies(value: Cbor) -> dict[str, Rule]:
    """Own policies by name, removed ones not; VaultDamaged for what is malformed or out of
    range."""
    return {name: row.rule for name, row in _rows(value).items() if not row.rule.is_empty}


def classes(value: Cbor) -> dict[Risk, Rule]:
    """What risk classes come to; a class of a newer version is passed over."""
    return {Risk(name): rule for name, rule in policies(value).items() if name in list(Risk)}


def check(value: Cbor) -> None:
    """VaultDamaged for what nobody may write."""
    if len(_list(value)) > MAX_ROWS:
        raise malformed()
    _rows(value)


def edited(value: Cbor, changes: Mapping[str, Rule]) -> Cbor:
    """The array with these rules, an empty one for a removal; what is changed goes one
    revision up.  The rows of a newer version stay as they are."""
    rows = _rows(value)
    for name, rule in changes.items():
        before = rows.get(name, Row(Rule(), 0))
        if rule != before.rule:
            rows[name] = Row(rule, min(before.revision + 1, MAX_REVISION))
    return _to_cbor(_fitting(rows))


def union(values: Iterable[Any]) -> Cbor:
    """Every row of either; of one name the higher revision, of two of one revision what asks
    for more.  Commutative, associative, idempotent: of each name the first in a total order."""
    rows: Rows = {}
    for value in values:
        for name, row in _rows(value).items():
            rows[name] = min(rows.get(name, row), row, key=_order)
    return _to_cbor(rows)


def _order(row: Row) -> tuple[object, ...]:
    """Newest, then strictest: something before nothing, the shorter interval (never last),
    the shorter overlap, more and earlier reminders."""
    rule, endless = row.rule, MAX_DAYS + 1
    every = endless if rule.every is None else rule.every or endless + 1
    overlap = MAX_OVERLAP + 1 if rule.overlap is None else rule.overlap
    leads = tuple(-one for one in rule.leads or ())
    return -row.revision, rule.is_empty, every, overlap, -len(leads), leads


def _fitting(rows: Rows) -> Rows:
    """As many as are read: the oldest removals go first."""
    ranked = sorted(rows, key=lambda name: (rows[name].rule.is_empty, -rows[name].revision, name))
    return {name: rows[name] for name in ranked[:MAX_ROWS]}


def _to_cbor(rows: Rows) -> Cbor:
    return as_cbor(
        [
            [name, rule.every, rule.overlap, rule.leads and list(rule.leads), revision]
            for name, (rule, revision) in sorted(rows.items())
        ]
    )


def _rows(value: Cbor) -> Rows:
    rows: Rows = {}
    for item in _list(value):
        name, row = _row(item)
        rows[name] = min(rows.get(name, row), row, key=_order)
    return rows


def _list(value: Cbor) -> list[Cbor]:
    if not isinstance(value, list):
        raise malformed()
    return value


def _row(value: Cbor) -> tuple[str, Row]:
    if not isinstance(value, list) or len(value) != 5:
        raise malformed()
    name, revision = text(value[0]), number(value[4])
    if not is_policy_name(name) or not 1 <= revision <= MAX_REVISION:
        raise malformed()
    every, overlap = _limited(value[1], MAX_DAYS), _limited(value[2], MAX_OVERLAP)
    leads = days_before(value[3])
    if leads == ():
        raise malformed()
    return name, Row(Rule(every, overlap, leads), revision)


def _limited(value: Cbor, most: int) -> int | None:
    if value is None:
        return None
    found = number(value)
    if found > most:
        raise malformed()
    return found
