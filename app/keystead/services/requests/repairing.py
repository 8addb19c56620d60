"""Repair, which opens the vault in its own way; no request, since no owner can hold it."""

from keystead.core.secret_types import SecretText
from keystead.services.entries import VaultEntry
from keystead.services.home import Home
from keystead.services.owner import ownership
from keystead.services.requests.params import JsonObject
from keystead.services.unlock import authenticate
from keystead.vault import repair as repairing


def repair(home: Home, entry: VaultEntry, passphrase: str, code: str) -> JsonObject:
    """Keep every commit and value that is whole, in replica and vault file alike.

    The damaged originals stay beside them (``aside``).  Raises what ``authenticate`` and
    ``vault.repair`` raise, and OwnedElsewhere.
    """
    host, place = home.parts.host, home.place(entry)
    with ownership(host, place):
        unlock_key = authenticate(home, entry, SecretText(passphrase), code)
        done = repairing.repair(host, home.parts.clock, place, unlock_key)
        done.vault.close()
    return {
        "replica_rebuilt": done.replica_rebuilt,
        "lost": done.lost,
        "dropped_commits": done.dropped_commits,
        "missing": done.missing,
        "aside": [str(path) for path in done.aside],
    }
