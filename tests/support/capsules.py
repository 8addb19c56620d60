"""Capsules for tests: cheap, with a short table."""

from dataclasses import dataclass

from keystead.core.secret_types import SecretBytes
from keystead.crypto import offset_table, totp
from keystead.vault.capsule import Credentials, NewCapsule, create
from tests.support.policies import CHEAP

PASSPHRASE = SecretBytes(b"correct horse")
DEVICE_KEY = SecretBytes(bytes(range(32)))
UNLOCK_KEY = SecretBytes(bytes(range(32, 64)))
TOTP_SECRET = SecretBytes(b"12345678901234567890")
VAULT, MEMBER, CAPSULE = b"V" * 32, b"M" * 16, b"C" * 16
MEMORY = 1 << 30


def quiet(done: int, total: int) -> None:
    """Progress that nobody looks at."""


@dataclass
class Made:
    """A capsule and what opens it."""

    data: bytes
    new: NewCapsule

    def given(
        self,
        window: int,
        passphrase: SecretBytes | None = None,
        device_key: SecretBytes | None = None,
    ) -> Credentials:
        """The credentials with the right code of ``window``."""
        code = int(totp.code(self.new.totp_secret.reveal(), window))
        return Credentials(
            passphrase or self.new.passphrase, code, device_key or self.new.device_key
        )


def make(
    accepted: int = 1000,
    count: int = 100,
    vault: bytes = VAULT,
    member: bytes = MEMBER,
    capsule: bytes = CAPSULE,
    totp_secret: SecretBytes = TOTP_SECRET,
) -> Made:
    """A capsule whose table covers ``count`` windows after ``accepted``."""
    new = NewCapsule(
        vault, member, capsule, PASSPHRASE, DEVICE_KEY, UNLOCK_KEY, totp_secret, accepted,
        accepted + 1 + count,
    )  # fmt: skip
    return Made(create(new, CHEAP.light, CHEAP.floor, offset_table.build, quiet), new)
