"""Member records: a member's sealed keys and setup slots, signed, in the vault file.

They are no commits: a replacement deletes the old one.  A record is a deterministic CBOR
map; its sealed part is bound to every field before it, its signature covers all but
itself.  Nothing in a record opens with the passphrase alone.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import COMMITMENT, OVERHEAD, Sealer
from keystead.crypto.errors import DecryptionFailed, SignatureInvalid
from keystead.crypto.hpke import HpkeKey
from keystead.crypto.kdf import Argon2Params
from keystead.crypto.signing import SigningKey, verify
from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.errors import ForgedRecord, KeysRenewed, NewerFormat, VaultDamaged
from keystead.vault.fields import HASH, ID, Reader, malformed
from keystead.vault.identity import Keyset

FORMAT = 1
SALT = 16
UNLOCK_KEY = 32

MAX_BYTES = 8192
"""Bytes of one record."""

MAX_FORMER = 64
"""Former unlock keys that a record keeps."""

_DOMAIN = b"keystead/v1/record"
_INFO_KEYSET = b"keystead/v1/keyset"
_INFO_FORMER = b"keystead/v1/former-key"
_SEED = 32
_GENERATIONS = 1 << 32


class Kind(IntEnum):
    """What a record holds."""

    KEYSET = 1
    SECRET_KEY = 2
    RECOVERY = 3
    FORMER_KEY = 4


_SALTED = (Kind.SECRET_KEY, Kind.RECOVERY)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in clear.  ``salt``: 16 bytes in setup slots, else empty; ``cost`` of the
    Argon2id run in a secret-key slot, else None."""

    kind: Kind
    vault: bytes
    member: bytes
    generation: int
    salt: bytes = b""
    cost: Argon2Params | None = None


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A decoded record; its signature is *not* checked yet."""

    head: Head
    commitment: bytes
    sealed: bytes
    signature: bytes
    raw: bytes

    def open(self, key: bytes, info: bytes) -> bytes:
        """The sealed part; DecryptionFailed on another key or changed bytes."""
        sealer = Sealer.checked(key, info, self.commitment)
        return sealer.open(self.sealed, encode(_clear(self.head, self.commitment)))

    def check_signature(self, publics: Iterable[bytes]) -> None:
        """ForgedRecord unless the holder of one of these 32-byte Ed25519 keys signed it."""
        message = encode(_clear(self.head, self.commitment) | {8: self.sealed})
        for public in publics:
            try:
                verify(public, _DOMAIN, message, self.signature)
            except SignatureInvalid:
                continue
            return
        raise ForgedRecord(
            "A record of a member's keys is not signed by that member. It was not used."
        )


def sign(head: Head, sealer: Sealer, plaintext: bytes, key: SigningKey) -> bytes:
    """The raw bytes of a new record."""
    clear = _clear(head, sealer.commitment)
    fields = clear | {8: sealer.seal(plaintext, encode(clear))}
    return encode(fields | {9: key.sign(_DOMAIN, encode(fields))})


def _clear(head: Head, commitment: bytes) -> dict[int, Cbor]:
    """What the sealed part is bound to."""
    fields: dict[int, Cbor] = {
        0: FORMAT,
        1: head.kind.value,
        2: head.vault,
        3: head.member,
        4: head.generation,
        7: commitment,
    }
    if head.salt:
        fields[5] = head.salt
    if head.cost:
        fields[6] = [head.cost.memory_kib, head.cost.passes, head.cost.lanes]
    return fields


def parse(raw: bytes) -> MemberRecord:
    """The record in ``raw``.  Raises VaultDamaged, or NewerFormat for a higher version."""
    reader = Reader(decode(raw, MAX_BYTES))
    version = reader.integer(0)
    if version > FORMAT:
        raise NewerFormat("This vault was made by a newer Keystead. Please update.")
    number = reader.integer(1)
    if version != FORMAT or not 1 <= number <= len(Kind):
        raise malformed()
    kind = Kind(number)
    vault, member = reader.octets(2, HASH), reader.octets(3, ID)
    generation = reader.integer(4, _GENERATIONS)
    salt = reader.octets(5, SALT) if kind in _SALTED else b""
    cost = _cost(reader.array(6)) if kind is Kind.SECRET_KEY else None
    commitment, sealed = reader.octets(7, COMMITMENT), reader.octets(8)
    signature = reader.octets(9, 64)
    reader.end()
    if len(sealed) < OVERHEAD:
        raise malformed()
    head = Head(kind, vault, member, generation, salt, cost)
    return MemberRecord(head, commitment, sealed, signature, raw)


def _cost(items: list[Cbor]) -> Argon2Params:
    numbers = [item for item in items if isinstance(item, int) and not isinstance(item, bool)]
    if len(items) != 3 or len(numbers) != 3 or max(numbers) >= _GENERATIONS:
        raise malformed()
    return Argon2Params(*numbers)


def of_kind(records: Iterable[bytes], vault: bytes, kind: Kind) -> list[MemberRecord]:
    """The records of this vault and kind, highest generation first."""
    found = [record for record in map(parse, records) if record.head.vault == vault]
    wanted = [record for record in found if record.head.kind is kind]
    return sorted(wanted, key=lambda record: -record.head.generation)


def generation(records: Iterable[bytes], member: bytes, kind: Kind) -> int:
    """The highest generation of a member's records of one kind; 0 where there is none."""
    heads = [parse(raw).head for raw in records]
    return max(
        (head.generation for head in heads if (head.member, head.kind) == (member, kind)),
        default=0,
    )


def newest(
    records: Iterable[bytes], current: Callable[[bytes], Collection[bytes]] | None = None
) -> tuple[bytes, ...]:
    """Of each member and kind the records of the highest generation, in a fixed order.

    Equal generations, made by two devices at once, are all kept until the next change.
    ``current`` gives a member's valid Ed25519 keys: with a key that was renewed nobody
    outbids what was signed with a valid one.
    """
    parsed = [parse(raw) for raw in sorted(set(records))]
    if current is not None:
        parsed = _without_outbidding(parsed, current)
    top: dict[tuple[bytes, Kind], int] = {}
    for record in parsed:
        head = record.head
        top[head.member, head.kind] = max(top.get((head.member, head.kind), 0), head.generation)
    return tuple(
        record.raw
        for record in parsed
        if record.head.generation == top[record.head.member, record.head.kind]
    )


def _without_outbidding(
    parsed: Sequence[MemberRecord], current: Callable[[bytes], Collection[bytes]]
) -> list[MemberRecord]:
    """Without the records of a renewed key that claim a generation above the valid ones.

    Whoever holds a member's old keys, and the file, could otherwise push the member's own
    records out of every copy.
    """
    valid = {id(record): _is_signed_by(record, current(record.head.member)) for record in parsed}
    top: dict[tuple[bytes, Kind], int] = {}
    for record in parsed:
        head = record.head
        if valid[id(record)]:
            top[head.member, head.kind] = max(top.get((head.member, head.kind), 0), head.generation)
    return [
        record
        for record in parsed
        if valid[id(record)]
        or record.head.generation
        <= top.get((record.head.member, record.head.kind), record.head.generation)
    ]


def _is_signed_by(record: MemberRecord, publics: Iterable[bytes]) -> bool:
    try:
        record.check_signature(publics)
    except ForgedRecord:
        return False
    return True


# The keyset ------------------------------------------------------------------------------


def keyset_record(
    vault: bytes,
    member: bytes,
    generation: int,
    unlock_key: SecretBytes,
    keyset: Keyset,
    signer: SigningKey | None = None,
) -> bytes:
    """The member's private keys sealed under U, signed by them or by ``signer``."""
    head = Head(Kind.KEYSET, vault, member, generation)
    sealer = Sealer(unlock_key.reveal(), _INFO_KEYSET)
    return sign(head, sealer, keyset.signing.seed + keyset.hpke.private, signer or keyset.signing)


def open_keysets(
    unlock_key: SecretBytes, records: Sequence[bytes], vault_id: bytes, member: bytes | None = None
) -> tuple[bytes, tuple[Keyset, ...]]:
    """(member id, the keysets that U opens), highest generation first.

    There are two while a renewal of keys is under way: the graph says which one is valid.
    One of them must have signed each record that U opens: ForgedRecord.  Raises KeysRenewed
    when the member's keys are sealed under another U by now, and VaultDamaged when no
    record of keys opens.
    """
    opened: dict[bytes, list[tuple[MemberRecord, Keyset]]] = {}
    for record in of_kind(records, vault_id, Kind.KEYSET):
        try:
            plain = record.open(unlock_key.reveal(), _INFO_KEYSET)
        except DecryptionFailed:
            continue
        keys = Keyset(SigningKey.from_seed(plain[:_SEED]), HpkeKey.from_private(plain[_SEED:]))
        if member in (None, record.head.member):
            opened.setdefault(record.head.member, []).append((record, keys))
    for owner, pairs in opened.items():
        keysets = tuple(keys for _, keys in pairs)
        for record, _ in pairs:
            record.check_signature(keyset.signing.public for keyset in keysets)
        return owner, keysets
    if of_kind(records, vault_id, Kind.FORMER_KEY):
        raise KeysRenewed(
            "The keys of this vault were renewed on another device. The vault is intact; set "
            "this device up again with 'keystead setup-device' and the new Secret Key."
        )
    raise VaultDamaged(
        "The vault file holds no keys that this device can open. Nothing was changed; "
        "'keystead repair' or a backup brings them back."
    )


def open_keyset(
    unlock_key: SecretBytes, records: Sequence[bytes], vault_id: bytes, member: bytes | None = None
) -> tuple[bytes, Keyset]:
    """(member id, the newest keyset that U opens); raises what ``open_keysets`` raises."""
    owner, keysets = open_keysets(unlock_key, records, vault_id, member)
    return owner, keysets[0]


# Former unlock keys ----------------------------------------------------------------------


def former_key_record(
    vault: bytes,
    member: bytes,
    generation: int,
    unlock_key: SecretBytes,
    former: Sequence[SecretBytes],
    signer: SigningKey,
) -> bytes:
    """The unlock keys before this one, newest first, sealed under it.

    They open backups made before, and a replica whose renewal was interrupted.
    """
    head = Head(Kind.FORMER_KEY, vault, member, generation)
    plain = b"".join(key.reveal() for key in former[:MAX_FORMER])
    return sign(head, Sealer(unlock_key.reveal(), _INFO_FORMER), plain, signer)


def former_keys(
    unlock_key: SecretBytes, records: Iterable[bytes], vault_id: bytes
) -> tuple[SecretBytes, ...]:
    """The unlock keys before this one, newest first; empty where there are none."""
    for record in of_kind(records, vault_id, Kind.FORMER_KEY):
        try:
            plain = record.open(unlock_key.reveal(), _INFO_FORMER)
        except DecryptionFailed:
            continue
        return tuple(
            SecretBytes(plain[at : at + UNLOCK_KEY]) for at in range(0, len(plain), UNLOCK_KEY)
        )
    return ()
