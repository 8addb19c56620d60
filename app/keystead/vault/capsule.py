"""Making, opening and renewing a capsule: passphrase, code and device key give U.

The construction, step by step, is in docs/vault-format.md.  Nothing can be checked with
passphrase and device key alone: they verify only together with a code, so that each
guess of a passphrase costs up to a million heavy Argon2 runs.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.kdf import Argon2Params, argon2id
from keystead.crypto.offset_table import ENTRY, LIMIT, Progress, table_key, target_at
from keystead.crypto.policy import KdfPolicy
from keystead.crypto.totp import CODES, STEP
from keystead.vault.capsule_codec import SALT, Capsule, Header, Secrets, decode
from keystead.vault.errors import TableEnded, WaitForNextCode, WrongCredentials

TableBuilder: TypeAlias = Callable[[bytes, bytes, int, int, int, Progress], bytes]
"""(TOTP secret, table key, T, first window, count, progress) -> entries."""

WINDOWS_A_DAY = 24 * 60 * 60 // STEP

_INFO_KEY = b"keystead/v1/capsule/key"


@dataclass(frozen=True, slots=True)
class NewCapsule:
    """What a new lineage starts from.

    Its TOTP secret must never have been in another table.  ``passphrase`` is normalised;
    the table covers the windows after ``accepted`` and before ``until``.
    """

    vault: bytes
    member: bytes
    capsule: bytes
    passphrase: SecretBytes
    device_key: SecretBytes
    unlock_key: SecretBytes
    totp_secret: SecretBytes
    accepted: int
    until: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody gave: normalised passphrase, code as a number, device key."""

    passphrase: SecretBytes
    code: int = field(repr=False)
    device_key: SecretBytes


@dataclass(frozen=True, slots=True)
class Opened:
    """An open capsule; ``window`` is the one whose code was right."""

    capsule: Capsule
    secrets: Secrets
    window: int
    table_key: bytes = field(repr=False)
    sealer: Sealer = field(repr=False)


def create(
    new: NewCapsule,
    light: Argon2Params,
    heavy: Argon2Params,
    build: TableBuilder,
    progress: Progress,
) -> bytes:
    """The bytes of a new capsule.  Takes one light and one heavy run and the table.

    Raises BadParameters, OutOfMemory, and what ``build`` and ``progress`` raise.
    """
    first, target = new.accepted + 1, secrets.randbelow(CODES)
    count = min(new.until - first, LIMIT)
    light_salt, heavy_salt = secrets.token_bytes(SALT), secrets.token_bytes(SALT)
    header = Header(
        new.vault, new.member, new.capsule, heavy, light_salt, heavy_salt, first, count, b""
    )
    light_key = argon2id(new.passphrase.reveal(), light_salt, light)
    key = table_key(new.device_key.reveal(), light_key, header.lineage())
    table = build(new.totp_secret.reveal(), key, target, first, count, progress)
    material, info = _key_material(header, target, light_key, new.device_key)
    sealer = Sealer(material, info)
    contents = Secrets(new.unlock_key, target, new.totp_secret, new.accepted)
    return _seal(replace(header, commitment=sealer.commitment), table, contents, sealer)


def open_capsule(
    data: bytes,
    vault: bytes,
    given: Credentials,
    window: int,
    policy: KdfPolicy,
    memory_size: int,
) -> Opened:
    """Try the code in ``window`` (now's), the one before and the one after.

    ``vault`` is the id that the caller expects.  Raises what ``decode`` and
    ``KdfPolicy.check`` raise before anything is derived; then, after four Argon2 runs
    whatever was wrong, WrongCredentials.  OutOfMemory.
    """
    capsule = decode(data)
    header = capsule.header
    policy.check(header.cost, memory_size)
    light_key = argon2id(given.passphrase.reveal(), header.light_salt, policy.light)
    key = table_key(given.device_key.reveal(), light_key, header.lineage())
    for candidate in (window, window - 1, window + 1):
        # A window outside the table, or the capsule of another vault, costs the same run,
        # so that time tells nothing; what it gives is thrown away, since a blind T is right
        # once in a million.
        inside = header.vault == vault and header.first <= candidate < header.end
        target = target_at(capsule.table, key, header.first, candidate, given.code) if inside else 0
        material, info = _key_material(header, target, light_key, given.device_key)
        try:
            sealer = Sealer.checked(material, info, header.commitment)
            contents = Secrets.decode(sealer.open(capsule.sealed, capsule.aad()))
        except DecryptionFailed:
            continue
        if inside:
            return Opened(capsule, contents, candidate, key, sealer)
    raise WrongCredentials("Passphrase or code is wrong. If you are sure, wait for the next code.")


def _key_material(
    header: Header, target: int, light_key: bytes, device_key: SecretBytes
) -> tuple[bytes, bytes]:
    """Key material and info of the sealed part; the heavy run."""
    # Why the heavy run is here and not in the first step: it is what a thief repeats for
    # each of the million values of T, and for each passphrase again.
    secret = target.to_bytes(4, "big") + light_key
    heavy_key = argon2id(secret, header.heavy_salt, header.cost)
    return heavy_key + device_key.reveal(), _INFO_KEY + header.lineage()


def renew(opened: Opened, until: int, build: TableBuilder, progress: Progress) -> bytes:
    """The capsule after this unlock: cut up to the used window, appended up to ``until``.

    A used code can then never open it again.  The entries that stay are the same bytes.
    """
    old = opened.capsule.header
    first = opened.window + 1
    count = max(0, min(until, first + LIMIT) - old.end)
    contents = replace(opened.secrets, accepted=opened.window)
    more = build(
        contents.totp_secret.reveal(), opened.table_key, contents.target, old.end, count, progress
    )
    table = opened.capsule.table[ENTRY * (first - old.first) :] + more
    return _seal(
        replace(old, first=first, count=old.end + count - first), table, contents, opened.sealer
    )


def _seal(header: Header, table: bytes, contents: Secrets, sealer: Sealer) -> bytes:
    unsealed = Capsule(header, b"", table)
    return replace(unsealed, sealed=sealer.seal(contents.encode(), unsealed.aad())).encode()


def why_not(header: Header, accepted: int, now: float) -> WaitForNextCode | TableEnded | None:
    """What can be said beside "wrong", from what stands in clear; None when nothing.

    ``accepted`` is the last accepted window as kept in plain.  Told after all runs,
    whatever was typed.
    """
    window = int(now // STEP)
    last = max(accepted, header.first - 1)
    if window in (last, last - 1):
        seconds = max(1, round((last + 1) * STEP - now))
        return WaitForNextCode("Wait for the next code.", seconds=seconds)
    if window < last:
        return TableEnded(
            "The clock of this computer is before the last unlock. The vault is intact. Set the "
            "clock right; if it is right, 'keystead setup-device FILE' opens the vault with the "
            "Secret Key of the Emergency Kit.",
            reason="clock",
        )
    if window > header.end:
        return TableEnded(
            "This vault was not opened on this device for so long that no code opens it here any "
            "more. The vault is intact: 'keystead setup-device FILE' opens it with the Secret Key "
            "of the Emergency Kit.",
            reason="used-up",
        )
    return None
