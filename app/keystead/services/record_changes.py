"""How a change of keys goes through the member records without ever locking anyone out.

First the new records stand *beside* the old ones: they get the generation of the old, and
equal generations are all kept.  When the new kit is in the user's hands, they are sealed
once more at the next generation *instead* of the old.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from keystead.vault.records import Kind, generation, newest, parse

Makers: TypeAlias = Mapping[Kind, Sequence[Callable[[int], bytes]]]
"""For each kind of record what makes one at a given generation."""


def beside(records: Sequence[bytes], member: bytes, new: Makers) -> tuple[bytes, ...]:
    """All records, and the new ones at the generation of the old of their kind."""
    made = [
        make(max(1, generation(records, member, kind)))
        for kind, makers in new.items()
        for make in makers
    ]
    return newest((*records, *made))


def instead(records: Sequence[bytes], member: bytes, new: Makers) -> tuple[bytes, ...]:
    """The new records at the next generation, and the old ones of other kinds and members."""
    heads = {raw: parse(raw).head for raw in records}
    kept = [raw for raw, head in heads.items() if head.member != member or head.kind not in new]
    made = [
        make(generation(records, member, kind) + 1)
        for kind, makers in new.items()
        for make in makers
    ]
    return newest((*kept, *made))


def is_unfinished(records: Sequence[bytes], member: bytes) -> bool:
    """True where old and new records of a member stand beside each other: a change of keys
    was stopped before the new kit was confirmed, and the old kit still opens the vault."""
    heads = [parse(raw).head for raw in newest(records)]
    kinds = [head.kind for head in heads if head.member == member]
    return len(kinds) != len(set(kinds))
