"""One backup a day, made while nobody waits: in a quiet moment, or with the lock.

None of a vault without keys: it would be the backup of the day, and what is typed on the
first day would be in none.
"""

from collections.abc import Callable

from keystead.core.clock import Clock
from keystead.errors import KeysteadError
from keystead.services.backups import BackupFolder
from keystead.vault.session import OpenVault

SETTLED = 10.0
"""Seconds after the unlock before which nothing is looked at."""

QUIET = 3.0
"""Seconds in which the user did nothing: then a second of work delays nobody."""

AGAIN = 600.0
"""Seconds until it is looked again whether a backup is due, or one that failed is tried."""


class DailyBackup:
    """For one open vault; called on the vault's thread.

    ``wanted``: whether the user wants daily backups, asked when one is due.  ``problem``:
    why the last attempt failed; None where it did not, or none was made.
    """

    def __init__(self, folder: BackupFolder, clock: Clock, wanted: Callable[[], bool]) -> None:
        self.folder, self._clock, self._wanted = folder, clock, wanted
        self.problem: KeysteadError | None = None
        self._look_at = clock.monotonic() + SETTLED

    def tick(self, vault: OpenVault, quiet: float) -> None:
        """Make one where it is due; ``quiet``: seconds since the user did something."""
        if quiet >= QUIET and self._clock.monotonic() >= self._look_at:
            self.make(vault)

    def make(self, vault: OpenVault) -> None:
        """Make one where it is due.  A problem is kept: it must stop nothing else."""
        self._look_at = self._clock.monotonic() + AGAIN
        try:
            if vault.state.secrets() and self._wanted() and self.folder.due(self._clock.now()):
                self.folder.write(vault)
            self.problem = None
        except KeysteadError as error:
            self.problem = error
