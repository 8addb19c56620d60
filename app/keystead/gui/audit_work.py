"""The audit on the worker: its first piece, the next ones, the file, the steps of the proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from keystead.services import audit, audit_proof
from keystead.services.audit import Wanted
from keystead.services.audit_proof import Proof
from keystead.services.audit_reading import Piece, Reading, members
from keystead.services.owner import Owner


@dataclass(frozen=True)
class Begun:
    """A reading with its first piece; ``here``: the id of this device, ``now`` in Unix
    seconds, ``people``: whom one can filter by."""

    reading: Reading
    piece: Piece
    here: bytes
    now: float
    people: tuple[str, ...]


def begin(owner: Owner, wanted: Wanted) -> Begun:
    """Read from the newest on."""
    vault = owner.vault
    reading = Reading(vault, wanted)
    piece = reading.more()
    return Begun(reading, piece, vault.place.device, vault.clock.now(), members(vault))


def write(owner: Owner, path: Path, wanted: Wanted) -> int:
    """Write what is wanted as JSON Lines, over what lies there; how many records."""
    return audit.export(owner.vault, owner.vault.host, path, wanted, force=True)


class Proving:
    """The proof, step by step; each step is a job of its own, so that others come between."""

    def __init__(self) -> None:
        self._steps: Iterator[Proof] | None = None
        self._next: Proof | None = None

    def step(self, owner: Owner) -> tuple[Proof, int, bool]:
        """What holds so far, of how many commits, and whether that is the outcome."""
        if self._steps is None:
            self._steps = audit_proof.verifying(owner.vault)
            self._next = next(self._steps)
        found = self._next
        assert found is not None  # noqa: S101 - there is no step after the outcome
        self._next = next(self._steps, None)
        return found, len(owner.vault.state.commits), self._next is None
