"""Reminders of an open vault: on the desktop, in a calendar, and for while it is locked."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from keystead.core import notices, review
from keystead.core.notices import Memory, Quiet
from keystead.core.settings import Settings
from keystead.errors import KeysteadError, UsageProblem
from keystead.services import calendar_file, config, upcoming
from keystead.system.notifications import Notify
from keystead.vault.reminded import Reminded
from keystead.vault.session import OpenVault

if TYPE_CHECKING:
    from keystead.services.home import Home

SETTLED = 5.0
"""Seconds after the unlock before which nothing is done."""
EVERY = 900.0
"""Seconds between two looks where nothing changes."""
SOON = 10.0
"""Seconds after a change until the files are brought up to date."""
MAX_SNOOZE = 366


class Reminding:
    """For one open vault; called on the vault's thread.

    ``settings`` gives what holds now; ``notify`` shows one notification.  ``problem``: why
    the files could not be written the last time.
    """

    def __init__(self, vault: OpenVault, settings: Callable[[], Settings], notify: Notify) -> None:
        self._vault, self._settings, self._notify = vault, settings, notify
        self._look_at = vault.clock.monotonic() + SETTLED
        self._seen: object = None
        self.problem: KeysteadError | None = None

    @classmethod
    def of(cls, home: "Home", vault: OpenVault) -> "Reminding":
        """By this home's settings, on its desktop."""
        host, folder = home.parts.host, home.paths.config
        return cls(vault, lambda: config.load(host, folder), home.parts.notify)

    def tick(self) -> int:
        """Look where it is time; how many notifications were shown."""
        now, heads = self._vault.clock.monotonic(), self._vault.state.heads()
        if self._seen not in (None, heads):
            self._look_at = min(self._look_at, now + SOON)
            self._seen = heads
        if now < self._look_at:
            return 0
        self._look_at, self._seen = now + EVERY, heads
        try:
            settings = self._settings()
            shown = self._remind(settings)
        except KeysteadError:  # settings that cannot be read, a full disk: reminders stop nothing
            return 0
        self._write(settings)
        return shown

    def last(self) -> None:
        """Before the vault is closed: the files say what holds now."""
        try:
            self._write(self._settings())
        except KeysteadError as error:
            self.problem = error

    def _remind(self, settings: Settings) -> int:
        if not settings.flag("reminders.notify"):
            return 0
        vault = self._vault
        kept, now, secrets = _memory(vault), vault.clock.now(), vault.secrets()
        before, local = kept.read(), _local(vault)
        found, memory = notices.notices(
            secrets,
            now,
            (local.toordinal(), local.hour),
            settings.days("reminders.lead_days"),
            before,
            Quiet(settings.number("reminders.quiet_from"), settings.number("reminders.quiet_to")),
            len(review.due(secrets, now, settings.number("review.every_days"))),
        )
        shown = sum(self._notify(one.title, one.words) for one in found)
        # Where no desktop took it, it is said again.
        if memory != before and shown == len(found):
            kept.write(memory)
        return shown

    def _write(self, settings: Settings) -> None:
        self.problem = None
        for bring in (upcoming.note, calendar_file.keep):
            try:
                bring(self._vault, settings)
            except KeysteadError as error:
                self.problem = error


def snooze(vault: OpenVault, secret: bytes, days: int) -> None:
    """Say nothing about a Secret for so many local days, on this device.  UsageProblem for
    less than 1 or more than 366, FileProblem."""
    if not 1 <= days <= MAX_SNOOZE:
        raise UsageProblem(f"Reminders can be put off from 1 to {MAX_SNOOZE} days.")
    kept = _memory(vault)
    kept.write(notices.snooze(kept.read(), secret, _local(vault).toordinal() + days))


def wake(vault: OpenVault, secret: bytes) -> bool:
    """Remind of a Secret again; whether it was put off."""
    kept = _memory(vault)
    before = kept.read()
    after = notices.wake(before, secret)
    if after != before:
        kept.write(after)
    return after != before


def memory_of(vault: OpenVault) -> Memory:
    """What this device has reminded of."""
    return _memory(vault).read()


def _memory(vault: OpenVault) -> Reminded:
    return Reminded(vault.host, vault.place.state, vault.unlock_key, vault.vault_id)


def _local(vault: OpenVault) -> datetime:
    return datetime.fromtimestamp(vault.clock.now())  # noqa: DTZ006 - people's own day and hour
