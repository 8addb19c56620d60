"""The bytes of a capsule: the file that opens a vault on one device.

    magic (8) | format version (2) | vault id (32) | member id (16) | capsule id (16)
    | memory in KiB (4) | passes (1) | lanes (1) | s1 (16) | s2 (16)
    | first window (8) | count (4) | commitment (32)         the header, 156 bytes
    sealed part (92): nonce (12) | ciphertext (64) | tag (16)
    table: count entries of 3 bytes

All numbers are big-endian.  The ciphertext holds unlock key U (32) | T (4) | TOTP secret
(20) | last accepted window (8), at fixed width, so that nothing shows in a size.
"""

import hashlib
import struct
from dataclasses import dataclass, field

from keystead.core.secret_types import SecretBytes
from keystead.crypto.errors import BadParameters
from keystead.crypto.kdf import Argon2Params
from keystead.crypto.offset_table import ENTRY, LIMIT, check_entries
from keystead.crypto.totp import MAX_WINDOW, SECRET
from keystead.vault.errors import CapsuleDamaged, NewerFormat, NotAVault
from keystead.vault.fields import HASH, ID

MAGIC = b"KEYSTCAP"
FORMAT = 1
SALT = 16
KEY = 32

_HEADER = struct.Struct(f">8sH{HASH}s{ID}s{ID}sIBB{SALT}s{SALT}sQI{HASH}s")
_SECRETS = struct.Struct(f">{KEY}sI{SECRET}sQ")

HEADER = _HEADER.size
SEALED = 12 + _SECRETS.size + 16
MAX_FILE = HEADER + SEALED + ENTRY * LIMIT
"""Bytes of the largest capsule: 4.5 MB."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in clear.  ``first`` and ``count`` are windows of 30 seconds."""

    vault: bytes
    member: bytes
    capsule: bytes
    cost: Argon2Params
    light_salt: bytes
    heavy_salt: bytes
    first: int
    count: int
    commitment: bytes

    @property
    def end(self) -> int:
        """The window behind the last one of the table."""
        return self.first + self.count

    def encode(self) -> bytes:
        """The 156 bytes."""
        return _HEADER.pack(
            MAGIC, FORMAT, self.vault, self.member, self.capsule,
            self.cost.memory_kib, self.cost.passes, self.cost.lanes,
            self.light_salt, self.heavy_salt, self.first, self.count, self.commitment,
        )  # fmt: skip

    def lineage(self) -> bytes:
        """H: 32 bytes over what stays the same as long as the table is appended to."""
        parts = (MAGIC, FORMAT.to_bytes(2, "big"), self.vault, self.member, self.capsule)
        return hashlib.sha256(b"".join((*parts, self.light_salt, self.heavy_salt))).digest()


@dataclass(frozen=True, slots=True)
class Capsule:
    """A decoded capsule; nothing of it is trusted until ``sealed`` opens."""

    header: Header
    sealed: bytes
    table: bytes = field(repr=False)

    def encode(self) -> bytes:
        """The bytes of the file."""
        return self.header.encode() + self.sealed + self.table

    def aad(self) -> bytes:
        """What the sealed part is bound to: every byte of header and table."""
        return self.header.encode() + hashlib.sha256(self.table).digest()


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the sealed part holds.  ``target`` is T; ``accepted`` the last accepted window."""

    unlock_key: SecretBytes
    target: int = field(repr=False)
    totp_secret: SecretBytes
    accepted: int

    def encode(self) -> bytes:
        """The 64 bytes."""
        return _SECRETS.pack(
            self.unlock_key.reveal(), self.target, self.totp_secret.reveal(), self.accepted
        )

    @staticmethod
    def decode(data: bytes) -> "Secrets":
        """From the 64 bytes that the cipher has vouched for."""
        unlock_key, target, totp_secret, accepted = _SECRETS.unpack(data)
        return Secrets(SecretBytes(unlock_key), target, SecretBytes(totp_secret), accepted)


def decode(data: bytes) -> Capsule:
    """The capsule in ``data``, every number checked, nothing derived yet.

    Raises NotAVault, NewerFormat where the version says so, or CapsuleDamaged.
    The Argon2 cost is for ``KdfPolicy.check``.
    """
    if not data.startswith(MAGIC):
        raise NotAVault("The unlock file of this device is not one of Keystead.")
    if len(data) < HEADER + SEALED + ENTRY:
        raise damaged()
    fields = _HEADER.unpack_from(data)
    version, (memory, passes, lanes) = fields[1], fields[5:8]
    if version > FORMAT:
        raise NewerFormat(
            "The unlock file of this device was made by a newer Keystead. Please update."
        )
    cost = Argon2Params(memory, passes, lanes)
    header = Header(fields[2], fields[3], fields[4], cost, *fields[8:])
    _check_range(version, header, len(data))
    table = data[HEADER + SEALED :]
    try:
        check_entries(table)
    except BadParameters as error:
        raise damaged() from error
    return Capsule(header, data[HEADER : HEADER + SEALED], table)


def _check_range(version: int, header: Header, size: int) -> None:
    if version != FORMAT or not 1 <= header.count <= LIMIT or header.end >= MAX_WINDOW:
        raise damaged()
    if size != HEADER + SEALED + ENTRY * header.count:
        raise damaged()


def damaged() -> CapsuleDamaged:
    """The one error for a capsule whose form is not right."""
    return CapsuleDamaged(
        "The unlock file of this device is damaged. The vault is intact; set this device up "
        "again with the Emergency Kit."
    )
