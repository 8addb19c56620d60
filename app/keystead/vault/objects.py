"""The objects of a vault by name, each read when it is asked for.

Every object has a *slot*, in order of arrival.  A slot holds what lists show of a Secret
(hot), and how to find its registers (cold).  Listing touches the hot part alone.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from keystead.core.model import Secret
from keystead.vault.bodies import ObjectKind
from keystead.vault.entities import Entity, to_secret
from keystead.vault.fields import ID
from keystead.vault.graph import Graph

ObjectName = tuple[bytes, ObjectKind, bytes]
"""(environment id, kind, object id): the same id in two environments is two objects."""


class HotRecord(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One object in a hot page.  ``key``: environment id, kind (1 byte), object id;
    ``cold``: the nonce with which its cold row was sealed; ``secret``: None for others."""

    key: bytes
    cold: bytes
    secret: Secret | None

    @property
    def name(self) -> ObjectName:
        """What the key says."""
        return self.key[:ID], ObjectKind(self.key[ID]), self.key[ID + 1 :]


def key_of(name: ObjectName) -> bytes:
    """The 33 bytes that name an object in a hot page."""
    return name[0] + bytes([name[1]]) + name[2]


class Titles(NamedTuple):
    """The names that Secrets show: of environments and of members, by id."""

    environments: dict[bytes, str]
    members: dict[bytes, str]


ColdSource = Callable[[int, HotRecord, Graph], Entity]
"""Reads the object of a slot."""


class Objects:
    """All objects of one vault.  ``records`` and ``source`` come from a replica, or not."""

    def __init__(
        self,
        graph: Graph,
        records: list[HotRecord] | None = None,
        source: ColdSource | None = None,
    ) -> None:
        self._graph = graph
        self._records = records if records is not None else []
        self._source = source
        secret = ObjectKind.SECRET.value
        self._others = [n for n, record in enumerate(self._records) if record.key[ID] != secret]
        self._entities: dict[int, Entity] = {}
        self._stale: set[int] = set()
        self._named_anew: set[ObjectKind] = set()
        self.unsaved: set[int] = set()

    def __len__(self) -> int:
        return len(self._records)

    @cached_property
    def _slots(self) -> dict[bytes, int]:
        """Slots by key; a list needs none."""
        return {record.key: slot for slot, record in enumerate(self._records)}

    # Objects -----------------------------------------------------------------------------

    def get(self, name: ObjectName) -> Entity | None:
        """The object, or None."""
        slot = self._slot(name)
        return None if slot is None else self.entity(slot)

    def _slot(self, name: ObjectName) -> int | None:
        key = key_of(name)
        if name[1] is ObjectKind.SECRET:
            return self._slots.get(key)
        # There are few others, and whoever only lists Secrets needs no map of all.
        return next((slot for slot in self._others if self._records[slot].key == key), None)

    def entity(self, slot: int) -> Entity:
        """The object of a slot, kept from then on."""
        found = self._entities.get(slot)
        if found is None:
            assert self._source is not None  # noqa: S101 - else it was made here
            found = self._entities[slot] = self._source(slot, self._records[slot], self._graph)
        return found

    def changing(self, name: ObjectName) -> Entity:
        """The object, made where it is new; what it shows is made anew when next asked for."""
        key = key_of(name)
        slots = self._slots
        slot = slots.get(key)
        if slot is None:
            slot = slots[key] = len(self._records)
            self._records.append(HotRecord(key, b"", None))
            self._entities[slot] = Entity(self._graph, name[0], name[2])
            if name[1] is not ObjectKind.SECRET:
                self._others.append(slot)
        if name[1] is ObjectKind.SECRET:
            self._stale.add(slot)
        else:
            self._named_anew.add(name[1])
        self.unsaved.add(slot)
        return self.entity(slot)

    def of_kind(self, kind: ObjectKind) -> Iterator[Entity]:
        """The objects of one kind, by slot."""
        secrets = kind is ObjectKind.SECRET
        for slot in range(len(self._records)) if secrets else self._others:
            if self._records[slot].key[ID] == kind:
                yield self.entity(slot)

    # What is shown ------------------------------------------------------------------------

    def secrets(self, titles: Callable[[], Titles]) -> list[Secret]:
        """What every Secret shows, those that have no name yet included."""
        self.refresh(titles)
        return [record.secret for record in self._records if record.secret is not None]

    def first(self, names: Iterable[ObjectName]) -> Secret | None:
        """What the first of these objects, by slot, shows; ``refresh`` came before."""
        slots = [slot for name in names if (slot := self._slot(name)) is not None]
        return self._records[min(slots)].secret if slots else None

    def refresh(self, titles: Callable[[], Titles]) -> None:
        """Make anew what was changed: of each Secret that was, and the names in others."""
        if not self._stale and not self._named_anew:
            return
        known = titles()
        if ObjectKind.MEMBER in self._named_anew:
            # Who made which Version stands in the registers alone.
            self._stale.update(
                slot for slot, record in enumerate(self._records) if record.secret is not None
            )
        elif ObjectKind.ENVIRONMENT in self._named_anew:
            self._rename(known.environments)
        for slot in self._stale:
            record, entity = self._records[slot], self.entity(slot)
            title = known.environments.get(record.key[:ID], "?")
            secret = to_secret(entity, title, known.members)
            self._records[slot] = HotRecord(record.key, record.cold, secret)
        self.unsaved |= self._stale
        self._stale, self._named_anew = set(), set()

    def _rename(self, environments: dict[bytes, str]) -> None:
        for slot, record in enumerate(self._records):
            title = environments.get(record.key[:ID], "?")
            if record.secret is not None and record.secret.environment != title:
                shown = msgspec.structs.replace(record.secret, environment=title)
                self._records[slot] = HotRecord(record.key, record.cold, shown)
                self.unsaved.add(slot)

    # Saving --------------------------------------------------------------------------------

    def record(self, slot: int) -> HotRecord:
        """What a hot page holds of the slot; ``refresh`` came before."""
        return self._records[slot]

    def page(self, number: int, size: int) -> list[HotRecord]:
        """The records of one hot page."""
        return self._records[number * size : (number + 1) * size]

    def sealed_cold(self, slot: int, nonce: bytes) -> None:
        """The cold row of the slot was sealed with this nonce."""
        record = self._records[slot]
        self._records[slot] = HotRecord(record.key, nonce, record.secret)

    def settle(self, source: ColdSource) -> None:
        """All that was unsaved is saved, and comes from ``source`` when it is needed again."""
        self.unsaved, self._entities, self._source = set(), {}, source
