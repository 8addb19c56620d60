"""The audit piece by piece: a long history holds nobody up who waits for the vault.

It is put in the order of its times, as people look for it.  Commits are in another one: a use
waits on its device for the next change, and what was made offline arrives late.
A Reading belongs to the thread that owns the vault; what it was begun with stands: the
commits and the names of that moment.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from keystead.services import audit
from keystead.services.audit import Names, Record, Wanted
from keystead.vault import audit as history
from keystead.vault.audit import Fact
from keystead.vault.session import OpenVault

ROWS = 200
"""Records of one piece."""
LOOKED = 500
"""Facts that are looked at for one piece, however few of them are wanted: about a fifth of a
second."""
DEPTH = 300
"""Facts that one may stand away from its place in time and still come in order."""


@dataclass(frozen=True)
class Piece:
    """``records``: the next ones, the newest first; ``ended``: there are no more;
    ``looked``: facts looked at so far; ``back_to``: the time of the last one (Unix seconds)."""

    records: tuple[Record, ...]
    ended: bool
    looked: int
    back_to: int


class Reading:
    """A walk through the audit that stops after each piece and goes on where it was."""

    def __init__(self, vault: OpenVault, wanted: Wanted) -> None:
        self._wanted, self._named = wanted, Names(vault)
        self._facts = by_time(history.facts(vault, wanted.since))
        self._looked, self._back_to = 0, 0

    def more(self, rows: int = ROWS, looked: int = LOOKED) -> Piece:
        """At most ``rows`` more records, after at most ``looked`` more facts."""
        found = list[Record]()
        for fact in islice(self._facts, looked):
            self._looked, self._back_to = self._looked + 1, fact.time
            record = self._named.record(fact)
            if audit.fits(record, self._wanted):
                found.append(record)
                if len(found) == rows:
                    return self._piece(found, False)
            looked -= 1
        return self._piece(found, looked > 0)

    def _piece(self, found: list[Record], ended: bool) -> Piece:
        return Piece(tuple(found), ended, self._looked, self._back_to)


def by_time(facts: Iterator[Fact], depth: int = DEPTH) -> Iterator[Fact]:
    """The same, the latest first as far as ``depth`` of them at a time tell; those of one time
    stay as they were."""
    held = list[tuple[int, int, Fact]]()
    for number, fact in enumerate(facts):
        entry = (-fact.time, number, fact)
        if len(held) < depth:
            heapq.heappush(held, entry)
        else:
            yield heapq.heappushpop(held, entry)[2]
    while held:
        yield heapq.heappop(held)[2]


def members(vault: OpenVault) -> tuple[str, ...]:
    """The names of all who ever were members, in order."""
    return tuple(sorted({name for name in vault.state.members().values() if name}))
