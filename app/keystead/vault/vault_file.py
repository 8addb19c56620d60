"""The vault file: one flat file of frames that can be shared, copied, mailed, backed up.

    magic (8) | format version (2, big-endian) | vault id (32)
    frames:  marker (4) | kind (1) | length (4, big-endian) | payload | check (8)
    closing: the same frame with kind 0; its payload is the SHA-256 of all bytes before it

``check`` is the first 8 bytes of SHA-256(kind | length | payload).  There is no index, so
damage stays local and ``salvage`` keeps every frame whose check is right.
"""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from keystead.vault.errors import NewerFormat, NotAVault, TooLarge, VaultDamaged
from keystead.vault.fields import HASH

MAGIC = b"KEYSTEAD"
FORMAT = 1
HEADER = len(MAGIC) + 2 + HASH
MARKER = b"\xf0\x9f\x97\x9d"
CHECK = 8
MAX_FILE = 1 << 30
"""Bytes of a vault file: 1 GiB."""

MAX_PAYLOAD = 16 * 1024 * 1024
"""Bytes of one frame's payload: 16 MiB."""

MAX_WASTED = 256 * 1024 * 1024
"""Bytes that salvage reads in vain for frames that are none: a file made of markers that
claim long frames must not keep it busy for hours."""

CLOSING, RECORD, COMMIT, BLOB = 0, 1, 2, 3

_HEAD = struct.Struct(">4sBI")


@dataclass(frozen=True)
class VaultContents:
    """What a vault file holds: member records, commits and blobs, all as raw bytes.

    ``blobs`` maps the SHA-256 of a blob to it.
    """

    vault_id: bytes
    records: tuple[bytes, ...]
    commits: tuple[bytes, ...]
    blobs: dict[bytes, bytes] = field(repr=False)


@dataclass(frozen=True)
class Salvage:
    """What ``salvage`` could keep; ``lost`` counts the damaged stretches of the file."""

    contents: VaultContents
    lost: int


def encode(contents: VaultContents) -> bytes:
    """The bytes of a vault file; the same contents always give the same bytes."""
    blobs = contents.blobs
    parts = frames(RECORD, sorted(contents.records)) + frames(COMMIT, contents.commits)
    parts += frames(BLOB, [blobs[digest] for digest in sorted(blobs)])
    body = b"".join((header(contents.vault_id), *parts))
    return body + closing(hashlib.sha256(body).digest())


def header(vault_id: bytes) -> bytes:
    """The first bytes of a vault file."""
    return MAGIC + FORMAT.to_bytes(2, "big") + vault_id


def closing(digest: bytes) -> bytes:
    """The last frame, of the SHA-256 of all bytes before it."""
    return frames(CLOSING, [digest])[0]


def frames(kind: int, payloads: Sequence[bytes]) -> list[bytes]:
    """One frame for each payload; a loop with few calls, since a vault has tens of thousands.
    TooLarge for a payload that no reader would take."""
    if max(map(len, payloads), default=0) > MAX_PAYLOAD:
        raise TooLarge("A part of the vault is larger than the format allows.")
    sha256, pack = hashlib.sha256, struct.Struct(">BI").pack
    found: list[bytes] = []
    for payload in payloads:
        head = pack(kind, len(payload)) + payload
        found.append(MARKER + head + sha256(head).digest()[:CHECK])
    return found


def _check(head: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(head[4:] + payload).digest()[:CHECK]


def read_id(data: bytes) -> bytes:
    """The 32-byte vault id in the header.

    Raises NotAVault, or NewerFormat where the version says so.
    """
    if len(data) < HEADER or not data.startswith(MAGIC):
        raise NotAVault("This file is not a Keystead vault.")
    version = int.from_bytes(data[8:10], "big")
    if version > FORMAT:
        raise NewerFormat("This vault was made by a newer Keystead. Please update.")
    if version != FORMAT:
        raise NotAVault("This file is not a Keystead vault.")
    return data[10:HEADER]


def decode(data: bytes) -> VaultContents:
    """The contents of a vault file.

    Raises NotAVault, NewerFormat, or VaultDamaged for any changed or missing byte.
    """
    vault_id = read_id(data)
    found: dict[int, list[bytes]] = {RECORD: [], COMMIT: [], BLOB: []}
    at, closed = HEADER, False
    while at < len(data) and not closed:
        kind, payload, following = _read_frame(data, at)
        if kind == CLOSING:
            if payload != hashlib.sha256(memoryview(data)[:at]).digest():
                raise _damaged()
            closed = True
        else:
            found[kind].append(payload)
        at = following
    if not closed or at != len(data):
        raise _damaged()
    return _contents(vault_id, found)


def _read_frame(data: bytes, at: int) -> tuple[int, bytes, int]:
    """(kind, payload, offset behind the frame); VaultDamaged unless its check is right."""
    start = at + _HEAD.size
    if start > len(data):
        raise _damaged()
    marker, kind, length = _HEAD.unpack_from(data, at)
    end = start + length
    if marker != MARKER or kind > BLOB or length > MAX_PAYLOAD or end + CHECK > len(data):
        raise _damaged()
    payload = data[start:end]
    if _check(data[at:start], payload) != data[end : end + CHECK]:
        raise _damaged()
    return kind, payload, end + CHECK


def _contents(vault_id: bytes, found: dict[int, list[bytes]]) -> VaultContents:
    blobs = {hashlib.sha256(blob).digest(): blob for blob in found[BLOB]}
    return VaultContents(vault_id, tuple(found[RECORD]), tuple(found[COMMIT]), blobs)


def salvage(data: bytes) -> Salvage:
    """Every frame of a damaged file whose check is right, wherever it stands.

    The header may be damaged, too: ``contents.vault_id`` is what stands at its place.
    Raises NewerFormat for a whole file of a newer version.
    """
    found: dict[int, list[bytes]] = {RECORD: [], COMMIT: [], BLOB: []}
    lost, at, closed = 0, HEADER, False
    for kind, payload, start, end in _frames(data):
        lost += start != at
        at = end
        if kind == CLOSING:
            closed = payload == hashlib.sha256(memoryview(data)[:start]).digest()
        else:
            found[kind].append(payload)
    if closed:
        read_id(data)
    lost += at != len(data) or (not closed and lost == 0)
    return Salvage(_contents(data[10:HEADER], found), lost)


def _frames(data: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """(kind, payload, start, end) of each whole frame, in order, searching marker by marker."""
    at, wasted = data.find(MARKER, HEADER), 0
    while at >= 0 and wasted < MAX_WASTED:
        try:
            kind, payload, end = _read_frame(data, at)
        except VaultDamaged:
            claimed = int.from_bytes(data[at + 5 : at + _HEAD.size], "big")
            wasted += min(claimed, len(data) - at)
            at = data.find(MARKER, at + 1)
            continue
        yield kind, payload, at, end
        at = data.find(MARKER, end)


def _damaged() -> VaultDamaged:
    return VaultDamaged(
        "The vault file is damaged. It was left as it is. 'keystead sync --republish' writes it "
        "anew from this computer's copy and keeps the damaged one; where there is no copy, "
        "'keystead repair' keeps what is whole, with the vault locked."
    )
