"""The one place that reads Keystead's environment variables, and takes them away at once.

What is read is removed from the process, so that no child, the agent included, inherits it.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

RECOVERY_CODE = "KEYSTEAD_RECOVERY_CODE"
SECRET_KEY = "KEYSTEAD_SECRET_KEY"
_SECRET = (
    "KEYSTEAD_PASSPHRASE",
    "KEYSTEAD_CODE",
    "KEYSTEAD_NEW_PASSPHRASE",
    RECOVERY_CODE,
    SECRET_KEY,
)
_PLAIN = ("KEYSTEAD_HOME", "KEYSTEAD_VAULT")
NAMES = (*_PLAIN, *_SECRET)


class Given:
    """What the variables say; empty ones count as missing.  Prints no secret."""

    __slots__ = (
        "code",
        "home",
        "new_passphrase",
        "passphrase",
        "recovery_code",
        "runtime_root",
        "secret_key",
        "vault",
    )

    def __init__(self, found: dict[str, str], runtime_root: str | None = None) -> None:
        self.home = found.get("KEYSTEAD_HOME") or None
        self.vault = found.get("KEYSTEAD_VAULT") or None
        self.passphrase = found.get("KEYSTEAD_PASSPHRASE") or None
        self.code = found.get("KEYSTEAD_CODE") or None
        self.new_passphrase = found.get("KEYSTEAD_NEW_PASSPHRASE") or None
        self.recovery_code = found.get(RECOVERY_CODE) or None
        self.secret_key = found.get(SECRET_KEY) or None
        self.runtime_root = runtime_root

    def for_child(self, vault: str | None) -> "dict[str, str]":
        """The variables with which a program that we run finds the same home and ``vault``."""
        given = {"KEYSTEAD_HOME": self.home, "KEYSTEAD_VAULT": vault}
        return {name: text for name, text in given.items() if text}

    def __repr__(self) -> str:
        return f"Given(home={self.home!r}, vault={self.vault!r})"


def take(erase: "Callable[[str], None]") -> Given:
    """Read the variables and remove them from this process and its children.

    ``erase`` blanks out a secret one where other programs can read what this process was
    started with (``system.hardening.erase_variable``).
    """
    for name in _SECRET:
        if name in os.environ:
            erase(name)
    found = {name: os.environ.pop(name) for name in NAMES if name in os.environ}
    return Given(found, _runtime_root())


def _runtime_root() -> str | None:
    """The user's runtime folder, also where the variable is missing (cron, su): commands and
    agent must look for the socket in the same place."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given:
        return given
    usual = f"/run/user/{os.getuid()}" if hasattr(os, "getuid") else ""
    return usual if usual and os.path.isdir(usual) else None
