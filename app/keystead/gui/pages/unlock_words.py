"""What the unlock page says about what went wrong; pure, no widget.

Short answers go into the slot below the code, which is kept free so that nothing moves;
what needs more words goes into a banner below.  Codes are those of the error classes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from keystead.errors import KeysteadError

WRONG = "wrong-credentials"
WAIT = "wait-for-next-code"
SHORT = {WRONG, WAIT, "bad-passphrase", "bad-code"}


@dataclass(frozen=True)
class Said:
    """``slot``: for the slot of two lines; ``title`` and ``words``: for the banner;
    ``marks``: both fields are marked, since the program does not say which was wrong."""

    slot: str = ""
    title: str = ""
    words: str = ""
    marks: bool = False


_TITLES = {
    "table-ended": "The codes of this computer have ended",
    "no-keyring": "The keyring cannot be used",
    "keyring-timeout": "The keyring did not answer",
    "no-device-key": "This computer's key is missing",
    "device-key-damaged": "This computer's key is damaged",
    "unsafe-key-file": "The device key file is not safe",
    "file-missing": "The vault file is not there",
    "not-a-file": "This is not a file",
    "not-permitted": "The file cannot be read",
    "read-only": "The disk cannot be written to",
    "disk-full": "The disk is full",
    "not-a-vault": "This is not a vault",
    "vault-damaged": "The vault file is damaged",
    "vault-incomplete": "The vault file is incomplete",
    "vault-rolled-back": "The vault file is an old one",
    "wrong-vault": "This is another vault",
    "newer-format": "Made by a newer Keystead",
    "replica-damaged": "This computer's copy is damaged",
    "capsule-damaged": "The unlock file is damaged",
    "registry-damaged": "The list of vaults is damaged",
    "keys-renewed": "The keys of this vault were renewed",
    "owned-elsewhere": "The vault is open elsewhere",
    "busy": "Another Keystead is at it",
    "out-of-memory": "Not enough memory",
    "shared-home": "Keystead's folder is copied elsewhere",
    "wrong-user": "Another user's agent",
}
_REPAIRED = {"vault-damaged", "vault-incomplete", "not-a-vault", "replica-damaged"}

SET_UP = "Set up this computer"
_FILE = "or choose a device key file instead"
_FILE_HERE = "or set up this computer anew with your Secret Key, its part in a file"
_SET_UP_HELPS = {
    "no-keyring",
    "keys-renewed",
    "no-device-key",
    "device-key-damaged",
    "capsule-damaged",
    "table-ended",
}


def entry_of(vault_name: str) -> str:
    """How an authenticator names the entry; the computer's name of then is not known any more."""
    return f"Keystead entry “{vault_name.replace(':', ' ')} (this computer)”"


def action_of(error: KeysteadError) -> str:
    """What the banner offers: a new entry for this computer, where that is the way out."""
    return SET_UP if error.code in _SET_UP_HELPS else ""


def said_of(error: KeysteadError, vault_name: str) -> Said:
    """What to say, and where; an error with a ``path`` is about that file, not this vault."""
    if error.code in SHORT:
        return Said(slot=_short(error), marks=error.code == WRONG)
    words = error.message.replace(_FILE, _FILE_HERE)
    if error.code in _REPAIRED and "repair" not in words and "path" not in error.data:
        words += f" In a terminal, `keystead repair --vault {_quoted(vault_name)}` brings back"
        words += " what is whole."
    slot = "The vault was not opened; see below."
    title = _TITLES.get(error.code, "The vault was not opened")
    return Said(slot=slot, title=title, words=_beyond(title, words))


def _beyond(title: str, words: str) -> str:
    """What the words say beyond the title above them."""
    rest = words.removeprefix(f"{title}. ")
    return rest[:1].upper() + rest[1:]


def _short(error: KeysteadError) -> str:
    seconds = error.data.get("seconds")
    if error.code == WAIT and isinstance(seconds, int | float):
        return wait_words(float(seconds))
    return error.message


def wait_words(seconds: float) -> str:
    """``Wait for the next code: 12 s.``"""
    left = max(0, round(seconds))
    if left == 0:
        return "The next code is there now."
    return f"Wait for the next code: {left} s. Each code works once."


def _quoted(name: str) -> str:
    return name if name.isalnum() else f"'{name}'"


LOCKED = {
    "asked": "you locked the vault",
    "screen": "the screen was locked",
    "sleep": "the computer went to sleep",
    "quit": "Keystead was closed",
    "taken-over": "another Keystead opened the vault",
    "renewed": "what opens it was renewed",
}


def clock_words(unix: float) -> str:
    """``19:12``, by the clock on the wall."""
    at = datetime.fromtimestamp(unix, UTC).astimezone()
    return f"{at.hour:02}:{at.minute:02}"


def locked_words(reason: str, clock: str, idle_after: float = 0.0) -> str:
    """``Locked at 19:12: the computer was idle for 5 min``; ``clock`` as HH:MM."""
    if reason == "idle":
        minutes = round(idle_after / 60)
        why = f"the computer was idle for {minutes} min" if minutes else "the computer was idle"
    else:
        why = LOCKED.get(reason, "the vault was locked")
    return f"Locked at {clock}: {why}"
