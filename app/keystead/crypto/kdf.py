"""Key derivation: Argon2id (RFC 9106) for passphrases, HKDF-SHA256 (RFC 5869) for keys."""

from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from keystead.crypto.errors import BadParameters, OutOfMemory

KEY_SIZE = 32
MIN_SALT = 8
MAX_HKDF = 255 * 32


@dataclass(frozen=True, slots=True)
class Argon2Params:
    """Cost of one Argon2id run: memory in KiB, passes over it (t), lanes (p)."""

    memory_kib: int
    passes: int
    lanes: int = 4


def argon2id(secret: bytes, salt: bytes, params: Argon2Params) -> bytes:
    """32 bytes from a secret by Argon2id version 1.3 (RFC 9106).

    Parameters that come from a file go through ``KdfPolicy.check`` first; here only
    what RFC 9106 itself rules out is refused.  Raises BadParameters, OutOfMemory.
    """
    # Why it is safe: Argon2id fills its first half pass independently of the secret
    # (no timing leak) and the rest dependent on it (no time-memory trade-off); the cost
    # in memory is what a guesser with graphics cards cannot buy cheaply.  The salt is
    # random per use, so no work is shared between capsules.
    if params.lanes < 1 or params.passes < 1 or params.memory_kib < 8 * params.lanes:
        raise BadParameters("The Argon2id cost is not a possible one.")
    if len(salt) < MIN_SALT:
        raise BadParameters("The Argon2id salt is too short.")
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=params.passes,
            memory_cost=params.memory_kib,
            parallelism=params.lanes,
            hash_len=KEY_SIZE,
            type=Type.ID,
            version=ARGON2_VERSION,
        )
    except HashingError as error:
        # The arguments were checked, so memory or a thread for a lane is what was missing.
        raise OutOfMemory(
            f"Keystead needs {max(1, params.memory_kib // 1024)} MiB of free memory to "
            "check a passphrase. Nothing was changed; close other programs and try again.",
            memory_kib=params.memory_kib,
        ) from error


def hkdf(key: bytes, info: bytes, length: int = KEY_SIZE, salt: bytes = b"") -> bytes:
    """``length`` bytes (1 to 8160) by HKDF-SHA256, extract and expand (RFC 5869).

    An empty salt is the RFC's default, 32 zero bytes.  Raises BadParameters.
    """
    # Why it is safe: keys of different ``info`` are independent, so one key may serve many
    # purposes as long as each names its own; no two uses in Keystead share an info.
    # Where ``key`` is a concatenation, every part has a fixed width, so that no two
    # different lists of parts give the same bytes.  Salts have a fixed width for the
    # same reason: HMAC pads short keys with zeros.
    if not 1 <= length <= MAX_HKDF:
        raise BadParameters("HKDF-SHA256 gives 1 to 8160 bytes.")
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)
