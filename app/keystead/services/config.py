"""The settings of this device: config.toml, read and written whole."""

from pathlib import Path
from typing import TYPE_CHECKING

from keystead.core.settings import Settings
from keystead.core.settings_file import MAX_TEXT, dump_toml, parse_toml
from keystead.errors import FileProblem, KeysteadError
from keystead.vault.host import Host

if TYPE_CHECKING:
    from keystead.services.home import Home

FILE = "config.toml"
AT_LOGIN, WHILE_LOCKED = "window.at_login", "reminders.while_locked"


def load(host: Host, folder: Path) -> Settings:
    """The settings in ``folder``; the defaults where there is no file.

    Raises BadSetting for a file that cannot be understood: it is never written over.
    """
    path = folder / FILE
    if not host.exists(path):
        return Settings()
    try:
        text = host.read(path, MAX_TEXT * 4).decode("utf-8")
    except UnicodeDecodeError:
        raise FileProblem(f"{path} is not text. It was left as it is.") from None
    return parse_toml(text)


def save(host: Host, folder: Path, settings: Settings) -> None:
    """Write the settings; what this version does not know is kept."""
    host.private_folder(folder)
    host.write_atomic(folder / FILE, dump_toml(settings).encode())


def change(home: "Home", before: Settings, after: Settings) -> None:
    """Write the settings that are to hold, and do what one of them asks of the system first:
    what that refuses is not noted as done.  FileProblem."""
    if after.flag(AT_LOGIN) != before.flag(AT_LOGIN):
        home.parts.at_login(after.flag(AT_LOGIN), home.paths.own)
    if before.flag(WHILE_LOCKED) and not after.flag(WHILE_LOCKED):
        from keystead.services.upcoming import forget_all

        forget_all(home)
    save(home.parts.host, home.paths.config, after)


def daily_backups(home: "Home") -> bool:
    """Whether an open vault is backed up each day; so it is where the file says nothing that
    can be understood."""
    try:
        return load(home.parts.host, home.paths.config).flag("backup.daily")
    except KeysteadError:
        return True
