"""Making a vault, in two phases: first what the user must take away, then what is slow.

creation = Creation(home, path, name, passphrase)
... show totp_uri, secret_key, recovery_code ...
creation.confirm(code); creation.check_kit(last group, last group)
created = creation.finish(progress)
"""

import contextlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.offset_table import Progress
from keystead.crypto.passphrase import normalise
from keystead.errors import KeysteadError, UsageProblem
from keystead.services.emergency_kit import KitResult, Sheets
from keystead.services.enrolment import Enrolment, Owned
from keystead.services.home import Home, absolute
from keystead.services.table import quiet
from keystead.vault import records, slots
from keystead.vault.errors import AlreadyThere, NameTaken
from keystead.vault.fields import ID
from keystead.vault.founding import Founding, found
from keystead.vault.identity import Keyset
from keystead.vault.member_keys import member_id
from keystead.vault.place import Place
from keystead.vault.records import UNLOCK_KEY
from keystead.vault.registry import KEYRING, VaultEntry

MAX_NAME = 100


@dataclass(frozen=True)
class CreatedVault:
    """A vault that is set up on this device; open it with ``OpenVault.open``."""

    entry: VaultEntry
    unlock_key: SecretBytes


class Creation:
    """A vault that does not exist yet.

    ``key_file``: where the device key goes; None for the system's keyring.  Raises
    AlreadyThere, NameTaken, UsageProblem, BadPassphrase, SharedHome, KeyringUnavailable.
    Nothing is written before ``finish``.
    """

    def __init__(
        self,
        home: Home,
        path: Path,
        name: str,
        passphrase: SecretText,
        key_file: Path | None = None,
        member_name: str = "",
    ) -> None:
        self._home = home
        self._path = absolute(path)
        self._name = name.strip() or self._path.stem
        self._member_name = member_name.strip() or "Me"
        self._check()
        self._passphrase = SecretBytes(normalise(passphrase.reveal()))
        self._source = KEYRING if key_file is None else str(absolute(key_file))
        self._enrolment = Enrolment(home, self._name, member_name.strip(), [self._source])
        self._sheets = Sheets()

    def _check(self) -> None:
        self._home.check_local()
        if not self._name.isprintable() or len(self._name) > MAX_NAME:
            raise UsageProblem(f"A vault's name is plain text of at most {MAX_NAME} characters.")
        self._check_free()
        taken = [entry.name.casefold() for entry in self._home.vaults()]
        if self._name.casefold() in taken:
            raise NameTaken(f"A vault called '{self._name}' is set up here. Choose another name.")

    def _check_free(self) -> None:
        if self._home.parts.host.exists(self._path):
            raise AlreadyThere(
                f"Something lies at '{self._path}' already. Nothing was changed; choose another "
                "name or folder.",
                path=str(self._path),
            )

    @property
    def totp_uri(self) -> SecretText:
        """The otpauth URI for the QR code."""
        return self._enrolment.totp_uri

    @property
    def totp_secret_text(self) -> SecretText:
        """The same secret to be typed by hand: base 32 in groups."""
        return self._enrolment.totp_secret_text

    @property
    def secret_key(self) -> SecretText:
        """The first sheet of the Emergency Kit."""
        return self._sheets.secret_key_text

    @property
    def recovery_code(self) -> SecretText:
        """The second sheet of the Emergency Kit."""
        assert self._sheets.recovery_text is not None  # noqa: S101 - made with it
        return self._sheets.recovery_text

    def confirm(self, code: str) -> None:
        """Take a code as proof that the authenticator is set up; BadCode, WrongCode."""
        self._enrolment.confirm(code)

    def check_kit(self, secret_key_part: str, recovery_part: str) -> None:
        """WrongKitPart unless these are the last groups of the two sheets."""
        self._sheets.check(secret_key_part, recovery_part)

    def finish(self, progress: Progress = quiet) -> CreatedVault:
        """Make everything; a few seconds.  Stopped anywhere, nothing half made is listed.

        Raises AlreadyThere, KeyringUnavailable, OutOfMemory, BadParameters, TableFailed,
        FileProblem; what was begun is then taken away again.
        """
        host, now = self._home.parts.host, int(self._home.parts.clock.now())
        keyset, device = Keyset.generate(), secrets.token_bytes(ID)
        member = member_id(keyset.signing.public, keyset.hpke.public)
        unlock_key = SecretBytes(secrets.token_bytes(UNLOCK_KEY))
        founding = found(keyset, member, device, self._name, self._member_name, now)
        entry = VaultEntry(
            founding.vault_id,
            self._name,
            self._path,
            self._enrolment.capsule,
            device,
            self._source,
            now,
            now,
        )
        place = self._home.place(entry)
        self._check_free()
        if self._path.parent == self._home.paths.data:
            host.private_folder(self._path.parent)
        try:
            self._write(founding, keyset, unlock_key, place, progress)
            self._home.register(entry)
        except (Exception, KeyboardInterrupt):
            # Once it is in the list it is whole, even if the disk did not confirm the list.
            if self._home.entry_of(entry.vault_id) is None:
                self._take_away(place)
                raise
        return CreatedVault(entry, unlock_key)

    def _write(
        self,
        founding: Founding,
        keyset: Keyset,
        unlock_key: SecretBytes,
        place: Place,
        progress: Progress,
    ) -> None:
        """Device key, capsule, replica, vault file, in this order."""
        vault, member = founding.vault_id, founding.member
        with self._home.changing(vault) as capsules:
            owned = Owned(vault, member, unlock_key)
            capsule = self._enrolment.make(owned, self._passphrase, progress)
            capsules.write(capsule, self._enrolment.accepted)
            raw = (
                records.keyset_record(vault, member, 1, unlock_key, keyset),
                *self._slots(vault, member, unlock_key, keyset),
            )
            founding.write(self._home.parts.host, place, raw, unlock_key)

    def _slots(
        self, vault: bytes, member: bytes, unlock_key: SecretBytes, keyset: Keyset
    ) -> list[bytes]:
        assert self._sheets.recovery is not None  # noqa: S101 - made with it
        made = (
            slots.secret_key_slot(self._passphrase, self._sheets.secret_key, self._home.parts.kdf),
            slots.recovery_slot(self._sheets.recovery),
        )
        return [slot.record(vault, member, 1, unlock_key, keyset.signing) for slot in made]

    def _take_away(self, place: Place) -> None:
        """Remove what this creation has written, as far as that goes."""
        host = self._home.parts.host
        with contextlib.suppress(KeysteadError):
            self._enrolment.withdraw()
        with contextlib.suppress(KeysteadError):
            self._home.capsule(place.vault_id).remove()
        with contextlib.suppress(KeysteadError):
            host.remove(place.replica)
        with contextlib.suppress(KeysteadError):
            # Somebody else's file may have come to lie there meanwhile.
            if host.exists(place.file) and self._home.read_id(place.file) == place.vault_id:
                host.remove(place.file)

    def result(self, created: CreatedVault) -> KitResult:
        """What the command prints."""
        return KitResult(
            str(created.entry.path),
            created.entry.vault_id.hex(),
            self.totp_uri,
            self.secret_key,
            self.recovery_code,
        )
