"""Opening and proving, for processes that hold a vault on behalf of others."""

from keystead.core.secret_types import SecretText
from keystead.services import config
from keystead.services.entries import VaultEntry
from keystead.services.home import Home
from keystead.services.owner import Owner, OwnerKind
from keystead.services.unlock import authenticate

WAIT = 2.0
"""Seconds to wait for an owner that is just about to end."""


def open_owner(home: Home, entry: VaultEntry, passphrase: str, code: str, kind: OwnerKind) -> Owner:
    """Unlock; the idle time of the settings holds for all but a single command.

    Raises what ``Owner.unlock`` raises, and BadSetting for a broken settings file.
    """
    settings = config.load(home.parts.host, home.paths.config)
    idle = 0 if kind is OwnerKind.COMMAND else settings.number("lock.idle_after")
    return Owner.unlock(home, entry, SecretText(passphrase), code, kind, float(idle), WAIT)


def prove(owner: Owner, passphrase: str, code: str) -> None:
    """Check passphrase and code of an open vault; the code is used up.

    Raises what ``services.unlock.authenticate`` raises.
    """
    authenticate(owner.home, owner.entry, SecretText(passphrase), code)
