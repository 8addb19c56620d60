"""The capsule on the disk, with the last accepted window in plain beside it.

The caller holds ``capsule.lock`` from reading to writing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keystead.core.clock import Clock
from keystead.crypto.offset_table import Progress
from keystead.crypto.policy import KdfPolicy
from keystead.crypto.totp import window_at
from keystead.errors import FileProblem
from keystead.vault.capsule import (
    WINDOWS_A_DAY,
    Credentials,
    Opened,
    TableBuilder,
    open_capsule,
    renew,
    why_not,
)
from keystead.vault.capsule_codec import MAX_FILE, Capsule, decode
from keystead.vault.errors import NoDeviceKey, WrongCredentials
from keystead.vault.host import Host

_WAIT = 30.0


class CapsuleFile:
    """The capsule of one vault in its state folder."""

    def __init__(self, host: Host, folder: Path) -> None:
        self._host = host
        self._folder = folder
        self.path = folder / "capsule"
        self._window = folder / "capsule.window"

    @contextmanager
    def locked(self, wait: float = _WAIT) -> Iterator[None]:
        """Hold ``capsule.lock``; Busy after ``wait`` seconds."""
        self._host.private_folder(self._folder)
        with self._host.lock(self._folder / "capsule.lock", wait):
            yield

    def read(self) -> bytes:
        """The bytes; NoDeviceKey when this device has no capsule, FileProblem."""
        if not self._host.exists(self.path):
            raise NoDeviceKey(
                "This device is not set up for the vault. The vault is intact; set this device "
                "up with 'keystead setup-device' and the Secret Key of the Emergency Kit."
            )
        return self._host.read(self.path, MAX_FILE)

    def decoded(self) -> Capsule:
        """What stands in clear; raises what ``read`` and ``capsule_codec.decode`` raise."""
        return decode(self.read())

    def write(self, data: bytes, accepted: int) -> None:
        """Replace the capsule in one step, then note the accepted window in plain."""
        self._host.private_folder(self._folder)
        self._host.write_atomic(self.path, data)
        self._host.write_atomic(self._window, b"%d\n" % accepted)

    def accepted(self) -> int:
        """The window in plain; -1 when there is none.  Unauthenticated: for messages only."""
        try:
            text = self._host.read(self._window, 24).strip()
        except FileProblem:
            return -1
        return int(text) if text.isdigit() else -1

    def remove(self) -> None:
        """Forget this device's capsule; none there is no error."""
        self._host.remove(self.path)
        self._host.remove(self._window)

    def unlock(
        self,
        vault: bytes,
        given: Credentials,
        clock: Clock,
        policy: KdfPolicy,
        horizon_days: int,
        build: TableBuilder,
        progress: Progress,
    ) -> Opened:
        """Open the capsule, then cut the used window and append up to the horizon.

        Raises WrongCredentials, WaitForNextCode, TableEnded, NoDeviceKey, CapsuleDamaged,
        BadParameters, OutOfMemory, FileProblem.
        """
        data, now = self.read(), clock.now()
        try:
            opened = open_capsule(
                data, vault, given, window_at(now), policy, self._host.memory_size()
            )
        except WrongCredentials:
            reason = why_not(decode(data).header, self.accepted(), now)
            if reason is None:
                raise
            raise reason from None
        until = window_at(now) + horizon_days * WINDOWS_A_DAY
        self.write(renew(opened, until, build, progress), opened.window)
        return opened
