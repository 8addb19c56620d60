"""Registers that keep what was written apart: the merge of edits made on copies.

A register holds every value whose writer no other writer of that register has seen: one
as a rule, several where edits met that did not know of each other.  Which values are left
depends on the writes and on the graph alone, so the order in which commits arrive, and
how often, cannot be told from the result (a multi-value register: Shapiro and others,
"A comprehensive study of Convergent and Commutative Replicated Data Types", 2011).
"""

from typing import Any

from keystead.vault.graph import Graph


class Registers:
    """Fields by number, each with its values and the commits that wrote them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._fields: dict[int, dict[bytes, Any]] = {}

    def write(self, field: int, value: Any, commit_id: bytes) -> None:
        """Write a value; what its writer (a commit in the graph) has seen is dropped.

        Within one commit the last write to a field wins, so the operations of a commit are
        applied in their order.  A write that a value here has seen already changes nothing.
        """
        values = self._fields.get(field)
        if values is None:  # as nearly always where a vault is built
            self._fields[field] = {commit_id: value}
            return
        precedes = self._graph.precedes
        if any(precedes(commit_id, writer) for writer in values):
            return
        for writer in [writer for writer in values if precedes(writer, commit_id)]:
            del values[writer]
        values[commit_id] = value

    def values(self, field: int) -> list[tuple[Any, bytes]]:
        """(value, writer) by writer's id; the first is the one to show, on every replica."""
        found = self._fields.get(field, {})
        if len(found) < 2:
            return [(value, writer) for writer, value in found.items()]
        return [(found[writer], writer) for writer in sorted(found)]

    def in_conflict(self, field: int) -> bool:
        """True where different values stand beside each other, until somebody picks one."""
        found = list(self._fields.get(field, {}).values())
        return len(found) > 1 and any(value != found[0] for value in found)

    def all_are(self, field: int, value: object) -> bool:
        """True iff the field was written and every value is this one.  So an object is
        deleted iff all say so in ``life``, which an edit writes too: an edit beats a
        delete beside it."""
        found = self._fields.get(field, {})
        return bool(found) and all(each == value for each in found.values())

    def saved(self) -> dict[int, dict[bytes, Any]]:
        """What ``restored`` goes on from: values by field and writer."""
        return self._fields

    @classmethod
    def restored(cls, graph: Graph, fields: dict[int, dict[bytes, Any]]) -> "Registers":
        """Registers as they were saved; their writers are in the graph."""
        registers = cls(graph)
        registers._fields = fields
        return registers

    def fields(self) -> list[int]:
        """The numbers of all fields that were written, ascending."""
        return sorted(self._fields)
