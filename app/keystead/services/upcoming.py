"""The file with days and opaque labels from which a locked vault reminds; opt-in.

It lies with the vault's state on this device, in the clear, for this user alone, and is
made anew by whoever holds the vault.  Without the setting there is none.
"""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from keystead.core.notices import Notice, Quiet
from keystead.core.settings import Settings
from keystead.core.upcoming import LABEL, Upcoming, checked, ends_of, is_due, notice
from keystead.crypto.kdf import hkdf
from keystead.errors import FileProblem, KeysteadError
from keystead.services import config
from keystead.system.notifications import Notify
from keystead.vault.host import Host
from keystead.vault.session import OpenVault

if TYPE_CHECKING:
    from keystead.services.home import Home
    from keystead.vault.registry import VaultEntry

FILE: Final = "upcoming.json"
SETTING: Final = config.WHILE_LOCKED
MAX_FILE: Final = 4 * 1024 * 1024
_INFO = b"keystead/v1/upcoming"


def note(vault: OpenVault, settings: Settings) -> bool:
    """Write what ends in the vault, or take the file away where nobody wants it; whether
    anything was changed.  FileProblem."""
    path = vault.place.state / FILE
    if not settings.flag(SETTING):
        found = vault.host.exists(path)
        if found:
            vault.host.remove(path)
        return found
    before = read(vault.host, vault.place.state)
    leads = settings.days("reminders.lead_days")
    ends = ends_of(vault.secrets(), partial(_label, vault), vault.clock.now(), leads)
    if before is not None and before.ends == ends:
        return False
    _write(vault.host, vault.place.state, Upcoming(ends, 0 if before is None else before.told))
    return True


def read(host: Host, folder: Path) -> Upcoming | None:
    """What was noted in a vault's state folder; None where there is no such file, or none
    that this program wrote."""
    path = folder / FILE
    if not host.exists(path):
        return None
    try:
        return checked(msgspec.json.decode(host.read(path, MAX_FILE), type=Upcoming))
    except (FileProblem, msgspec.DecodeError, ValueError):
        return None


def due_keys(home: "Home", entry: "VaultEntry") -> int | None:
    """How many keys of a locked vault need attention; None where nobody noted it."""
    found = read(home.parts.host, home.place(entry).state)
    if found is None:
        return None
    day = _local(home).toordinal()
    return len({one.label for one in found.ends if is_due(one, day)})


def remind(home: "Home", entry: "VaultEntry", show: Notify) -> bool:
    """Show what is to be said of a locked vault now; whether a desktop took it."""
    try:
        settings = config.load(home.parts.host, home.paths.config)
        said = _notice(home, entry, settings)
        if said is None or not show(said[0].title, said[0].words):
            return False
        _write(home.parts.host, home.place(entry).state, said[1])
    except KeysteadError:  # a broken settings file, a full disk: reminders stop nothing
        return False
    return True


def remind_all(home: "Home", but: bytes | None) -> int:
    """Show what is to be said of every vault of this computer but the one with this id, which
    is open and reminds itself; how many notifications were shown."""
    entries = home.vaults()
    return sum(remind(home, one, home.parts.notify) for one in entries if one.vault_id != but)


def forget_all(home: "Home") -> None:
    """Nobody wants these reminders any more: no vault's file stays.  FileProblem."""
    for one in home.vaults():
        path = home.place(one).state / FILE
        if home.parts.host.exists(path):
            home.parts.host.remove(path)


def _notice(
    home: "Home", entry: "VaultEntry", settings: Settings
) -> tuple[Notice, Upcoming] | None:
    wanted = settings.flag("reminders.notify") and settings.flag(SETTING)
    found = read(home.parts.host, home.place(entry).state) if wanted else None
    local = _local(home)
    quiet = Quiet(settings.number("reminders.quiet_from"), settings.number("reminders.quiet_to"))
    if found is None or quiet.holds(local.hour):
        return None
    said, noted = notice(found, entry.name, local.toordinal())
    return None if said is None else (said, noted)


def _label(vault: OpenVault, secret: bytes) -> str:
    """Nobody without the vault's key can tie it to a key of the vault."""
    return hkdf(vault.unlock_key.reveal(), _INFO + secret, LABEL // 2).hex()


def _local(home: "Home") -> datetime:
    return datetime.fromtimestamp(home.parts.clock.now())  # noqa: DTZ006 - people's own day


def _write(host: Host, folder: Path, noted: Upcoming) -> None:
    host.private_folder(folder)
    host.write_atomic(folder / FILE, msgspec.json.encode(noted))
