"""Setup slots: U once more, for the two sheets of the Emergency Kit.

secret-key   U under HKDF(Argon2id(passphrase, salt; floor) || Secret Key)
recovery     U under HKDF(recovery code)
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.kdf import Argon2Params, argon2id
from keystead.crypto.policy import KdfPolicy
from keystead.crypto.signing import SigningKey
from keystead.vault.errors import WrongCredentials
from keystead.vault.records import SALT, Head, Kind, MemberRecord, of_kind, sign

MAX_TRIED = 64
"""Slots that one attempt tries: a file full of slots must not stop the computer."""

_INFO = {
    Kind.SECRET_KEY: b"keystead/v1/slot/secret-key",
    Kind.RECOVERY: b"keystead/v1/slot/recovery",
}


@dataclass(frozen=True, slots=True)
class SlotKey:
    """A derived key with its salt and cost, so that a slot can be sealed at two
    generations with one run of Argon2id."""

    kind: Kind
    salt: bytes
    cost: Argon2Params | None
    key: bytes = field(repr=False)

    def record(
        self, vault: bytes, member: bytes, generation: int, unlock_key: SecretBytes,
        signer: SigningKey,
    ) -> bytes:  # fmt: skip
        """The raw slot that seals U."""
        head = Head(self.kind, vault, member, generation, self.salt, self.cost)
        sealer = Sealer(self.key, _info(self.kind, self.salt))
        return sign(head, sealer, unlock_key.reveal(), signer)


def secret_key_slot(passphrase: SecretBytes, secret_key: SecretBytes, policy: KdfPolicy) -> SlotKey:
    """The key of a new secret-key slot: one run at the floor, so that a small computer can
    open it.  ``passphrase`` is normalised, ``secret_key`` has 20 bytes.  OutOfMemory."""
    salt = secrets.token_bytes(SALT)
    return SlotKey(
        Kind.SECRET_KEY, salt, policy.floor, _material(passphrase, secret_key, salt, policy.floor)
    )


def recovery_slot(recovery_code: SecretBytes) -> SlotKey:
    """The key of a new recovery slot; the code has 32 random bytes, so no Argon2id."""
    return SlotKey(Kind.RECOVERY, secrets.token_bytes(SALT), None, recovery_code.reveal())


def open_with_secret_key(
    records: Iterable[bytes],
    vault: bytes,
    passphrase: SecretBytes,
    secret_key: SecretBytes,
    policy: KdfPolicy,
    memory_size: int,
) -> tuple[MemberRecord, SecretBytes]:
    """The slot that opened, and U.

    Raises WrongCredentials; BadParameters for a cost outside the policy, before anything
    is derived; OutOfMemory.  The caller checks the record's signature.
    """
    slots = of_kind(records, vault, Kind.SECRET_KEY)[:MAX_TRIED]
    costs = [slot.head.cost or policy.floor for slot in slots]
    for cost in costs:
        policy.check(cost, memory_size)
    for slot, cost in zip(slots, costs, strict=True):
        opened = _try(slot, _material(passphrase, secret_key, slot.head.salt, cost))
        if opened is not None:
            return slot, opened
    raise WrongCredentials(
        "Passphrase or Secret Key is wrong. Compare the Secret Key with the newest sheet of the "
        "Emergency Kit; the passphrase is the one that was in use when it was printed."
    )


def open_with_recovery_code(
    records: Iterable[bytes], vault: bytes, recovery_code: SecretBytes
) -> tuple[MemberRecord, SecretBytes]:
    """The slot that opened, and U; WrongCredentials.  The caller checks the signature."""
    for slot in of_kind(records, vault, Kind.RECOVERY)[:MAX_TRIED]:
        opened = _try(slot, recovery_code.reveal())
        if opened is not None:
            return slot, opened
    raise WrongCredentials(
        "This recovery code does not open the vault. Compare it with the newest sheet of the "
        "Emergency Kit, and check that the vault file is the right one."
    )


def _material(
    passphrase: SecretBytes, secret_key: SecretBytes, salt: bytes, cost: Argon2Params
) -> bytes:
    return argon2id(passphrase.reveal(), salt, cost) + secret_key.reveal()


def _try(slot: MemberRecord, key: bytes) -> SecretBytes | None:
    try:
        return SecretBytes(slot.open(key, _info(slot.head.kind, slot.head.salt)))
    except DecryptionFailed:
        return None


def _info(kind: Kind, salt: bytes) -> bytes:
    return _INFO[kind] + salt
