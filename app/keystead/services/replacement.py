"""A new capsule on this device in the place of the old one, if there was one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto.offset_table import Progress
from keystead.crypto.passphrase import normalise
from keystead.errors import KeysteadError
from keystead.services.enrolment import Enrolment, Owned
from keystead.services.home import Home, absolute
from keystead.vault.capsule_file import CapsuleFile
from keystead.vault.fields import ID
from keystead.vault.registry import VaultEntry

NO_CAPSULE = bytes(ID)
"""Stands in the entry of a device that has no capsule yet."""


class Replacement:
    """A new authenticator entry, device key and capsule for ``entry``.

    ``key_file``: where the device key goes from now on; None leaves it where it is.
    ``old_place_works`` False where only the new place can be relied on, as in an emergency.
    Raises BadPassphrase, KeyringUnavailable.
    """

    def __init__(
        self,
        home: Home,
        entry: VaultEntry,
        passphrase: SecretText,
        key_file: Path | None,
        old_place_works: bool = True,
    ) -> None:
        self._home = home
        self._old = entry
        self._source = entry.device_key if key_file is None else str(absolute(key_file))
        self.passphrase = SecretBytes(normalise(passphrase.reveal()))
        # While the key moves it lies in both places, since capsule and registry cannot be
        # written in one step.
        sources = [self._source]
        if old_place_works and entry.device_key != self._source:
            sources.append(entry.device_key)
        # Authenticators tell entries apart by their label, so the new one shows its time.
        made = datetime.fromtimestamp(home.parts.clock.now(), UTC).strftime("%Y-%m-%d %H.%M")
        self.enrolment = Enrolment(home, entry.name, made, sources)
        self.entry = entry
        self._switched = False

    def make(self, owned: Owned, progress: Progress) -> bytes:
        """Store the new device key and make the capsule; nothing is replaced yet.

        Raises what ``Enrolment.make`` raises; the device key is then taken away again.
        """
        registered = self._home.entry_of(owned.vault)
        if registered is not None:
            # Stopped from here on, the next unlock deletes the key that opens nothing.
            stale = (*registered.stale, self.enrolment.capsule)
            self._home.register(replace(registered, stale=stale))
        try:
            return self.enrolment.make(owned, self.passphrase, progress)
        except (Exception, KeyboardInterrupt):
            self.withdraw()
            raise

    def switch(self, capsules: CapsuleFile, data: bytes, name: str) -> None:
        """Put the capsule in the place of the old one, and register it under ``name``."""
        # Set first: a disk that replaced the file may still fail to confirm it.
        self._switched = True
        capsules.write(data, self.enrolment.accepted)
        old = {*self._old.stale, self._old.capsule} - {self.enrolment.capsule, NO_CAPSULE}
        now = int(self._home.parts.clock.now())
        self.entry = replace(
            self._old,
            name=name or self._old.name,
            capsule=self.enrolment.capsule,
            device_key=self._source,
            last_used=now,
            stale=tuple(sorted(old)),
        )
        self._home.register(self.entry)

    @property
    def in_place(self) -> bool:
        """True where the new capsule is what opens the vault here, however that went."""
        try:
            capsule = self._home.capsule(self._old.vault_id).decoded()
        except KeysteadError:
            return False
        return capsule.header.capsule == self.enrolment.capsule

    def withdraw(self) -> None:
        """Take the new device key away again, unless its capsule is in place."""
        if not self._switched:
            self.enrolment.withdraw()

    def clean(self) -> None:
        """Delete the old device keys, since their capsules are gone.

        A place that cannot be reached does not spoil the change: what is left there opens
        nothing, and the next unlock tries again.
        """
        left = [
            source for source in {self._source, self._old.device_key} if not self._clean(source)
        ]
        if not left:
            self.entry = replace(self.entry, stale=())
            self._home.register(self.entry)

    def _clean(self, source: str) -> bool:
        try:
            keys = self._home.device_keys(source)
            for capsule in self.entry.stale:
                keys.delete(capsule.hex())
            if source != self._source:
                keys.delete(self.enrolment.capsule.hex())
        except KeysteadError:
            return False
        return True
