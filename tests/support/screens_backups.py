"""The page of backups, in each state, for pictures."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from keystead.core.drafts import SecretDraft
from keystead.core.durations import DAY
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.backups import BackupsDialog
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import ATTEMPTS, EXPIRY, REVIEW
from keystead.services import secrets
from tests.support.demo_vault import DemoVault
from tests.support.window import OpenWindow, filled


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Gone when the process ends."""
    return tempfile.TemporaryDirectory(prefix="ks-backups-")


def _open(theme: Theme, vault: DemoVault) -> tuple[OpenWindow, BackupsDialog]:
    window = OpenWindow(theme, vault)
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(REVIEW)
    window.view.notices.dismiss(ATTEMPTS)
    window.show()
    window.view.commands.backups()
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, BackupsDialog)
    return window, dialog


@cache
def _vault() -> DemoVault:
    """Backups of five weeks, one of them damaged; some keys changed since."""
    place = Path(_folder().name) / "vault"
    place.mkdir()
    vault = filled(place)
    now = vault.clock.now()
    owner = vault.open()
    folder = owner.backups.folder
    for days in range(36, 0, -1):
        vault.clock.set(now - days * DAY)
        folder.write(owner.vault)
    vault.clock.set(now)
    damaged = folder.listed()[3].path
    damaged.write_bytes(damaged.read_bytes()[:-1])
    live = {(one.name, one.environment): one for one in owner.vault.secrets()}
    secrets.edit(owner.vault, live["OPENAI_API_KEY", "prod"], {}, SecretText("sk-proj-another"))
    secrets.edit(owner.vault, live["SENTRY_DSN", "prod"], {"notes": "moved", "tags": ("ci",)})
    secrets.trash(owner.vault, [live["SLACK_BOT_TOKEN", "dev"], live["REDIS_URL", "staging"]])
    draft = SecretDraft(name="MISTRAL_API_KEY", environment="dev", service="Mistral")
    secrets.add(owner.vault, draft, SecretText("made-up"))
    owner.vault.close()
    return vault


def backups(theme: Theme) -> OpenWindow:
    """The list."""
    return _open(theme, _vault())[0]


def rehearsed(theme: Theme) -> OpenWindow:
    """A backup was opened with this device's keys."""
    window, dialog = _open(theme, _vault())
    dialog.rehearse()
    window.settle()
    return window


def restore(theme: Theme) -> OpenWindow:
    """What a restore would do."""
    window, dialog = _open(theme, _vault())
    dialog.list.view.setCurrentRow(1)
    dialog.look_ahead()
    window.settle()
    return window


def refused(theme: Theme) -> OpenWindow:
    """A file that is no backup of this vault."""
    window, dialog = _open(theme, _vault())
    path = Path(_folder().name) / "holiday.keystead"
    path.write_bytes(b"Dear diary")
    dialog.look_ahead_at(path, None)
    window.settle()
    return window


def no_backups(theme: Theme) -> OpenWindow:
    """Before the first one."""
    place = Path(_folder().name) / "fresh"
    return _open(theme, _vault_without(place))[0]


@cache
def _vault_without(place: Path) -> DemoVault:
    place.mkdir()
    return filled(place)


BACKUPS: dict[str, Callable[[Theme], OpenWindow]] = {
    "backups": backups,
    "backups-rehearsed": rehearsed,
    "backups-restore": restore,
    "backups-refused": refused,
    "backups-none": no_backups,
}
