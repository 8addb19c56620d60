"""Where the agent of a vault listens, found without loading anything heavy.

The folders are those of ``keystead.system.paths`` (a test holds the two together); the
registry is only looked into, and whatever is not plain there is left to the services.
"""

import json
import os
import sys

MAX_REGISTRY = 4 << 20
MAX_PATH = 4_096
ANNOUNCEMENT = "agent.socket"
"""The file in a vault's state folder that says where its owner listens."""


def state_folder(home: str | None) -> str | None:
    """The state folder as text; None where only ``system.paths`` can say it."""
    if home:
        return os.path.join(os.path.abspath(os.path.expanduser(home)), "state")
    if not sys.platform.startswith("linux"):
        return None
    given = os.environ.get("XDG_STATE_HOME", "").strip()
    base = given or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "keystead")


def announced(state: str, vault_id: str) -> str | None:
    """The socket of the process that holds the vault, or held it and was killed.

    ``vault_id`` is 64 hexadecimal digits.  Said in a file rather than worked out, since
    the runtime folder differs between a desktop session, ``su`` and ``cron``.
    """
    try:
        with open(os.path.join(state, vault_id, ANNOUNCEMENT), "rb") as file:
            return os.fsdecode(file.read(MAX_PATH)) or None
    except OSError:
        return None


def plain_choice(state: str, vault: str | None) -> str | None:
    """The id (hex) of the vault that is certainly meant; None where it takes more to know.

    That is the one whose name or path is exactly ``vault``, or the only one registered.
    """
    entries = registered(state)
    if vault:
        path = os.path.abspath(os.path.expanduser(vault))
        entries = [entry for entry in entries if vault == entry[1] or path == entry[2]]
    return entries[0][0] if len(entries) == 1 else None


def registered(state: str) -> list[tuple[str, str, str]]:
    """(id in hex, name, path) of each vault in the registry; empty when it is not plain."""
    try:
        with open(os.path.join(state, "registry.json"), "rb") as file:
            found = json.loads(file.read(MAX_REGISTRY))
        return [(_hex(one["vault"]), one["name"], one["path"]) for one in found["vaults"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _hex(text: object) -> str:
    if not isinstance(text, str) or len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise ValueError("not the id of a vault")
    return text
