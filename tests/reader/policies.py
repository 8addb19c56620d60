"""Section 6, registers 32 and 33 of a Secret, 33 and 34 in environment 0: what they say."""

import re

from tests.reader.keys import check

OWN, BY_RISK = 33, 34
FOLLOWED, REMINDERS = 32, 33
NAME = re.compile("[a-z0-9]|[a-z0-9][a-z0-9-]{0,38}[a-z0-9]")


def rows(values: list[list]) -> dict[str, list]:
    """Rows by name of values that stand beside each other, those of removed ones aside."""
    found: dict[str, list] = {}
    for value in values:
        check(len(value) <= 1_000, "too many policies")
        for name, *row in value:
            look(name, *row)
            row[2] = row[2] and sorted(set(row[2]), reverse=True)
            found[name] = max(found.get(name, row), row, key=rank)
    return {name: row[:3] for name, row in sorted(found.items()) if row[:3] != [None] * 3}


def look(name: str, every: int | None, overlap: int | None, leads: object, revision: int) -> None:
    """What nobody may write is refused."""
    check(bool(NAME.fullmatch(name)), "name of a policy")
    check(every is None or 0 <= every <= 3_650, "days")
    check(overlap is None or 0 <= overlap <= 366 * 86_400, "seconds")
    check(leads is None or (leads != [] and are_leads(leads)), "days before")
    check(1 <= revision < 2**32, "revision")


def are_leads(days: object) -> bool:
    """At most 8 days from 1 to 365."""
    return isinstance(days, list) and len(days) <= 8 and all(1 <= day <= 365 for day in days)


def rank(row: list) -> tuple:
    """The order of two rows of one name, the one that counts last."""
    every, overlap, leads, revision = row
    return (
        revision,
        row[:3] != [None] * 3,
        -4_000 if every is None else -9_999 if every == 0 else -every,
        -(10**9) if overlap is None else -overlap,
        len(leads or ()),
        leads or [],
    )
