"""The manifest: what this device last wrote into its replica, in one small sealed row.

It names the heads, counts the commits, and holds the nonce of every hot page, so that an
old page put back, like an old manifest beside new pages, is noticed.  ``key`` seals all
rows of the state; it is renewed with the unlock key, and whenever the state is built
again, so that no row of an earlier building opens.
"""

import os

import msgspec

from keystead.vault.effects import Quarantined, Tally
from keystead.vault.errors import VaultDamaged
from keystead.vault.graph import Outline

KEY = 32
PAGE_RECORDS = 128
"""Objects of one hot page: a change rewrites a page, opening reads them all."""


class Manifest(msgspec.Struct, array_like=True, frozen=True):
    """See the module.  ``generation`` grows with every write; ``count`` is of commits;
    ``renew``: the key may be known to others, so all is to be sealed under a new one."""

    generation: int
    key: bytes
    count: int = 0
    heads: tuple[bytes, ...] = ()
    chains: tuple[tuple[bytes, int], ...] = ()
    structural: tuple[bytes, ...] = ()
    pages: tuple[bytes, ...] = ()
    objects: int = 0
    unreadable: int = 0
    missing: tuple[bytes, ...] = ()
    purged_digests: tuple[bytes, ...] = ()
    purged_versions: tuple[tuple[bytes, bytes, bytes], ...] = ()
    quarantined: tuple[tuple[bytes, int, str], ...] = ()
    renew: bool = False

    def __repr__(self) -> str:
        """Without the key."""
        return f"Manifest(generation={self.generation}, count={self.count})"

    @property
    def outline(self) -> Outline:
        """What the graph goes on from."""
        return Outline(self.count, self.heads, self.chains)

    def tally(self) -> Tally:
        """What is counted, to be counted on."""
        return Tally(
            self.unreadable,
            set(self.missing),
            list(self.structural),
            set(self.purged_digests),
            set(self.purged_versions),
            [Quarantined(*each) for each in self.quarantined],
        )


_decoder = msgspec.msgpack.Decoder(Manifest)


def blank() -> Manifest:
    """Of a replica in which nothing is yet."""
    return Manifest(0, os.urandom(KEY))


def to_bytes(manifest: Manifest) -> bytes:
    """For ``from_bytes``."""
    return msgspec.msgpack.encode(manifest)


def from_bytes(data: bytes) -> Manifest:
    """The manifest in bytes that were sealed; VaultDamaged where a version wrote another."""
    try:
        return _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise VaultDamaged("The private copy's list of contents has another form.") from error
