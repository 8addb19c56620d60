"""Registers of the vault's policies: own ones by name, and what risk classes come to.

An array of [name or risk, days or null, seconds or null, array of days or null].  Values
that two people wrote apart are put together, so that no policy is lost.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from keystead.core.durations import MAX_DAYS
from keystead.core.model import Risk
from keystead.core.policies import MAX_LEADS, MAX_OVERLAP, MAX_POLICIES, Rule
from keystead.vault.cbor import Cbor
from keystead.vault.fields import as_cbor, malformed
from keystead.vault.life_fields import number, text

MAX_ROWS: Final = 4 * MAX_POLICIES
"""Rows that are read: what was put together may be more than one person may make."""


def policies(value: Cbor) -> dict[str, Rule]:
    """Own policies by name; VaultDamaged for what is malformed or out of range."""
    if not isinstance(value, list) or len(value) > MAX_ROWS:
        raise malformed()
    return dict(_row(item) for item in value)


def classes(value: Cbor) -> dict[Risk, Rule]:
    """What risk classes come to; a class of a newer version is passed over."""
    return {Risk(name): rule for name, rule in policies(value).items() if name in list(Risk)}


def _row(value: Cbor) -> tuple[str, Rule]:
    if not isinstance(value, list) or len(value) != 4:
        raise malformed()
    every, overlap = _limited(value[1], MAX_DAYS), _limited(value[2], MAX_OVERLAP)
    leads = value[3]
    if leads is None:
        return text(value[0]), Rule(every, overlap)
    if not isinstance(leads, list) or not 1 <= len(leads) <= MAX_LEADS:
        raise malformed()
    return text(value[0]), Rule(every, overlap, tuple(_lead(one) for one in leads))


def _limited(value: Cbor, most: int) -> int | None:
    if value is None:
        return None
    found = number(value)
    if found > most:
        raise malformed()
    return found


def _lead(value: Cbor) -> int:
    found = _limited(value, MAX_DAYS)
    if not found:
        raise malformed()
    return found


def to_cbor(rules: Mapping[str, Rule]) -> Cbor:
    """The array of these rules, in order of their names."""
    rows = [
        [name, rule.every, rule.overlap, None if rule.leads is None else list(rule.leads)]
        for name, rule in sorted(rules.items())
    ]
    return as_cbor(rows)


def union(values: Iterable[Any]) -> Cbor:
    """Every row of either; of one name the last in order."""
    rows: dict[str, list[Cbor]] = {}
    for value in values:
        for row in value:
            before = rows.get(row[0])
            rows[row[0]] = row if before is None else max(before, row, key=repr)
    return as_cbor([rows[name] for name in sorted(rows)][:MAX_ROWS])
