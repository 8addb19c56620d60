"""Loading: a replica made from a vault file."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from keystead.core.secret_types import SecretBytes
from keystead.vault import intake, manifest, records
from keystead.vault.commit import Commit
from keystead.vault.host import Host
from keystead.vault.keyring import KeyRing
from keystead.vault.place import Place
from keystead.vault.replica import Batch, Replica
from keystead.vault.saving import rows_of
from keystead.vault.state import VaultState
from keystead.vault.vault_file import VaultContents


@contextmanager
def uncollected() -> Iterator[None]:
    """While a vault's many objects are made nothing becomes garbage; looking for it again and
    again would cost a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What was made is put among the old objects at once, which are looked through
            # rarely: as young ones all of it would be looked through right away.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@uncollected()
def new_replica(host: Host, place: Place, unlock_key: SecretBytes, contents: VaultContents) -> None:
    """Make a replica that holds what a vault file holds, once every signature was checked.

    What lay there is replaced, in one step.  Raises what ``intake`` raises, FileProblem.
    """
    commits = intake.parse_new(contents, {})
    rights = intake.check(commits, place.vault_id, {})
    checked = intake.checked_records(contents.records, place.vault_id, rights)
    kept = records.newest(checked, rights.public_keys)
    write_replica(host, place, unlock_key, commits, contents.blobs, kept)


def write_replica(
    host: Host,
    place: Place,
    unlock_key: SecretBytes,
    commits: Sequence[Commit],
    blobs: Mapping[bytes, bytes],
    kept: tuple[bytes, ...],
) -> None:
    """Make a replica out of commits, parents first, that were checked; FileProblem, and
    VaultDamaged, KeysRenewed where ``kept`` hold no keys under this unlock key."""
    member, keysets = records.open_keysets(unlock_key, kept, place.vault_id)
    private = tuple(keyset.hpke for keyset in keysets)
    replica = Replica.in_memory(place.vault_id, unlock_key)
    try:
        state = VaultState(blobs.get, lambda: KeyRing(place.vault_id, member, private, blobs.get))
        with uncollected():
            state.add(commits)
            purged = state.purged(state.now.tally.to_drop)
            rows = tuple((commit.id, commit.raw) for commit in commits)
            stored = tuple(item for item in blobs.items() if item[0] not in purged)
            replica.write(Batch(rows, stored, kept), rows_of(state, manifest.blank()))
        replica.place(host, place.replica)
    finally:
        replica.close()


def heads_of(commits: Sequence[Commit]) -> tuple[bytes, ...]:
    """The ids of those that no other of them names as parent, sorted."""
    parents = {parent for commit in commits for parent in commit.parents}
    return tuple(sorted(commit.id for commit in commits if commit.id not in parents))
