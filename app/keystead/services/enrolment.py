"""A new authenticator entry on this device, and the capsule that it opens.

One TOTP secret has one table: whoever holds two tables of one secret can check
passphrases on their difference.  So everything here is new each time, and serves once.
"""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto import totp
from keystead.crypto.offset_table import UNBIASED, Progress
from keystead.services.errors import WrongCode
from keystead.services.home import Home
from keystead.system.device_keys import DEVICE_KEY, DeviceKeys
from keystead.vault.capsule import (
    WINDOWS_A_DAY,
    Credentials,
    NewCapsule,
    create,
    open_capsule,
)
from keystead.vault.capsule_codec import decode
from keystead.vault.errors import CapsuleDamaged
from keystead.vault.fields import ID


@dataclass(frozen=True)
class Owned:
    """Whose capsule it becomes: vault id (32 bytes), member id (16) and unlock key."""

    vault: bytes
    member: bytes
    unlock_key: SecretBytes


class Enrolment:
    """A new TOTP secret, device key and capsule id.

    ``sources`` say where the device key goes (``registry.VaultEntry.device_key``): one,
    or two while it moves.  KeyringUnavailable where one cannot be used.
    """

    def __init__(self, home: Home, vault_name: str, account: str, sources: Sequence[str]) -> None:
        home.parts.hide_memory()
        self._home = home
        self._label = vault_name, account
        self._keys: list[DeviceKeys] = [home.device_keys(source) for source in sources]
        for keys in self._keys:
            keys.describe()
        self._secret = SecretBytes(totp.new_secret())
        self._device_key = SecretBytes(secrets.token_bytes(DEVICE_KEY))
        self._accepted: int | None = None
        self._made = False
        self.capsule = secrets.token_bytes(ID)

    @property
    def totp_uri(self) -> SecretText:
        """The otpauth URI for the QR code."""
        return SecretText(totp.provisioning_uri(self._secret.reveal(), *self._label))

    @property
    def totp_secret_text(self) -> SecretText:
        """The secret to be typed by hand: base 32 in eight groups of four."""
        text = base64.b32encode(self._secret.reveal()).decode("ascii")
        return SecretText(" ".join(text[at : at + 4] for at in range(0, len(text), 4)))

    def confirm(self, code: str) -> None:
        """Take a code as proof that the authenticator has the entry; it is used up.

        Now's window, the one before and the one after are tried.  Raises BadCode, WrongCode.
        """
        typed = f"{totp.parse_code(code):06d}"
        now = totp.window_at(self._home.parts.clock.now())
        for window in (now, now - 1, now + 1):
            if secrets.compare_digest(totp.code(self._secret.reveal(), window), typed):
                self._accepted = window
                return
        raise WrongCode(
            "This is not the code that the new entry shows now. Check that the authenticator "
            "shows the entry for this vault, and that its clock is right."
        )

    @property
    def accepted(self) -> int:
        """The last window that cannot be used: the confirmed one, or what lies before now."""
        if self._accepted is None:
            self._accepted = totp.window_at(self._home.parts.clock.now()) - 2
        return self._accepted

    def make(self, owned: Owned, passphrase: SecretBytes, progress: Progress) -> bytes:
        """Store the device key, read it back, and make the capsule; it was opened once.

        ``passphrase`` is normalised.  Takes the calibrated Argon2id runs and the table.
        Raises KeyringUnavailable, OutOfMemory, BadParameters, TableFailed.
        """
        if self._made:
            raise RuntimeError("one TOTP secret, one table")
        self._made = True
        parts = self._home.parts
        heavy = parts.kdf.calibrate(parts.host.memory_size(), parts.timer)
        for keys in self._keys:
            keys.store(self.capsule.hex(), self._device_key)
        until = totp.window_at(parts.clock.now()) + parts.horizon_days * WINDOWS_A_DAY
        new = NewCapsule(
            owned.vault,
            owned.member,
            self.capsule,
            passphrase,
            self._device_key,
            owned.unlock_key,
            self._secret,
            self.accepted,
            until,
        )
        data = create(new, parts.kdf.light, heavy, self._home.table_builder(), progress)
        for keys in self._keys:
            self._prove(data, owned, passphrase, keys.load(self.capsule.hex()))
        return data

    def _prove(
        self, data: bytes, owned: Owned, passphrase: SecretBytes, device_key: SecretBytes
    ) -> None:
        """CapsuleDamaged unless the capsule opens with what was read back."""
        window, secret = decode(data).header.first, self._secret.reveal()
        while totp.truncated(secret, window) >= UNBIASED:
            window += 1  # where the right code fails on purpose
        given = Credentials(passphrase, int(totp.code(secret, window)), device_key)
        parts = self._home.parts
        memory = parts.host.memory_size()
        opened = open_capsule(data, owned.vault, given, window, parts.kdf, memory)
        if opened.secrets.unlock_key != owned.unlock_key:
            raise CapsuleDamaged(
                "The new unlock file did not open as it should. Nothing was changed; try again."
            )

    def withdraw(self) -> None:
        """Delete the device key again, where something went wrong."""
        for keys in self._keys:
            keys.delete(self.capsule.hex())
