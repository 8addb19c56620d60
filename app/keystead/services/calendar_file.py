"""The ends of a vault's keys for a calendar: written once, or kept up to date in one file.

Such a file is in the clear.  Whoever reads it learns which keys there are, unless it is
written without names; values never go into it.
"""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from keystead.core import policy
from keystead.core.model import Secret
from keystead.core.reminders import Due, DueKind, due
from keystead.core.settings import Settings
from keystead.errors import FileProblem, Refused
from keystead.services import targets
from keystead.vault.session import OpenVault

SETTING: Final = "reminders.calendar"
NAMES: Final = "reminders.calendar_names"
AHEAD: Final = 730
"""Days ahead that go into the file."""
MAX_FILE: Final = 64 * 1024 * 1024
_MARK: Final = b"BEGIN:VCALENDAR"
_WORDS: Final = {
    DueKind.EXPIRES: "expires",
    DueKind.ROTATION: "is to be rotated",
    DueKind.RETIRE: "ends its overlap",
}


def content(vault: OpenVault, leads: tuple[int, ...], *, names: bool = True) -> bytes:
    """The file: what ends within two years, and what is overdue."""
    from keystead.formats.calendar import Entry, calendar

    now = vault.clock.now()
    found = {secret.id: secret for secret in vault.secrets()}
    title = vault.name if names else "Keystead"
    entries = (
        Entry(
            _uid(vault, one),
            one.on,
            _title(one, names=names),
            _words(one, vault.name, names=names),
            _leads(found[one.secret_id], leads),
        )
        for one in due(found.values(), now, AHEAD)
    )
    return calendar(title, entries, now)


def write(vault: OpenVault, path: Path, data: bytes, *, force: bool = False) -> None:
    """Write it.  Raises Refused where something else than a calendar lies there, or any
    file does and ``force`` is not given; FileProblem."""
    host = vault.host
    targets.check(path)
    if host.exists(path):
        if not _is_calendar(vault, path):
            why = "exists and is no calendar. It was left as it is."
            raise Refused(f"'{path}' {why}", path=str(path))
        if not force:
            raise Refused(f"'{path}' exists. Write over it with --force.", path=str(path))
    host.write_atomic(path, data)


def keep(vault: OpenVault, settings: Settings) -> bool:
    """Bring the vault's file in the folder that the settings name up to date; whether it was
    written anew.

    Raises what ``write`` raises; a file of the same events is left alone.
    """
    chosen = settings.text(SETTING)
    if not chosen:
        return False
    path = kept_at(vault, Path(chosen).expanduser())
    leads = settings.days("reminders.lead_days")
    data = content(vault, leads, names=settings.flag(NAMES))
    from keystead.formats.calendar import undated

    with suppress(FileProblem):
        if vault.host.exists(path) and undated(vault.host.read(path, MAX_FILE)) == undated(data):
            return False
    write(vault, path, data, force=True)
    return True


def kept_at(vault: OpenVault, folder: Path) -> Path:
    """The file of a vault in the folder: its name, and a piece of its id, so that two of one
    name do not meet.  Raises Refused for a folder that is none."""
    if not folder.is_absolute() or not folder.is_dir():
        raise Refused(f"{SETTING} is '{folder}', which is not a folder.", path=str(folder))
    name = re.sub(r"[^\w]+", "-", vault.name).strip("-")[:60] or "vault"
    return folder / f"{name}-{vault.vault_id.hex()[:6]}.ics"


def _is_calendar(vault: OpenVault, path: Path) -> bool:
    try:
        return vault.host.read(path, MAX_FILE).startswith(_MARK)
    except FileProblem:
        return False


def _uid(vault: OpenVault, one: Due) -> str:
    """Ids are random and say nothing; the day is no part, so that what moves is moved."""
    return f"{one.secret_id.hex()}-{one.kind.value}-{vault.vault_id.hex()[:8]}@keystead"


def _title(one: Due, *, names: bool) -> str:
    what = f"{one.name} ({one.environment})" if names else "A key"
    return f"{what} {_WORDS[one.kind]}"


def _words(one: Due, vault: str, *, names: bool) -> str:
    if not names:
        return "Keystead shows which key it is."
    return f"{one.name} in {one.environment}, vault {vault}."


def _leads(secret: Secret, leads: tuple[int, ...]) -> tuple[int, ...]:
    return policy.leads(secret) or leads
