"""Saving: what changed in a state becomes sealed rows for one transaction of the replica."""

import os

from keystead.crypto.aead import NONCE
from keystead.vault import cold_rows
from keystead.vault.bodies import ObjectKind
from keystead.vault.effects import Contents
from keystead.vault.manifest import KEY, PAGE_RECORDS, Manifest
from keystead.vault.objects import Objects
from keystead.vault.replica import StateRows
from keystead.vault.saved_state import StateSealer, pages_of
from keystead.vault.state import VaultState


def rows_of(state: VaultState, before: Manifest) -> StateRows:
    """What has to be written: the rows that changed since ``before``, or all of them, under
    a new key, where the state was built anew."""
    state.refresh()
    whole, now = state.is_rebuilt, state.now
    key = os.urandom(KEY) if whole else before.key
    sealer = StateSealer(key)
    slots = list(range(len(now.objects))) if whole else sorted(now.objects.unsaved)
    cold = tuple((slot, _cold(sealer, now.objects, slot)) for slot in slots)
    pages = {
        number: sealer.page(number, now.objects.page(number, PAGE_RECORDS))
        for number in pages_of(slots)
    }
    nonces = dict(enumerate(() if whole else before.pages))
    nonces |= {number: sealed[:NONCE] for number, sealed in pages.items()}
    nodes = tuple(
        (commit_id, sealer.node(commit_id, node)) for commit_id, node in now.graph.fresh().items()
    )
    manifest = _manifest(now, before.generation + 1, key, tuple(nonces.values()))
    return StateRows(manifest, nodes, tuple(pages.items()), cold, whole)


def _cold(sealer: StateSealer, objects: Objects, slot: int) -> bytes:
    """The sealed cold row of a slot, whose hot record then names it."""
    is_secret = objects.record(slot).name[1] is ObjectKind.SECRET
    sealed = sealer.cold(slot, cold_rows.to_bytes(objects.entity(slot), is_secret))
    objects.sealed_cold(slot, sealed[:NONCE])
    return sealed


def _manifest(now: Contents, generation: int, key: bytes, pages: tuple[bytes, ...]) -> Manifest:
    outline, tally = now.graph.outline, now.tally
    return Manifest(
        generation=generation,
        key=key,
        count=outline.commits,
        heads=outline.heads,
        chains=outline.chains,
        structural=tuple(tally.structural),
        pages=pages,
        objects=len(now.objects),
        unreadable=tally.unreadable,
        missing=tuple(tally.missing),
        purged_digests=tuple(tally.purged_digests),
        purged_versions=tuple(tally.purged_versions),
        quarantined=tuple((one.commit, one.index, one.reason) for one in tally.quarantined),
    )
