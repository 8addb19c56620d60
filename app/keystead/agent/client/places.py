"""Where the agent of a vault listens, found without loading anything heavy.

The folders are those of ``keystead.system.paths`` (a test holds the two together); the
registry is only looked into, and whatever is not plain there is left to the services.
"""

import hashlib
import json
import os
import sys

MAX_REGISTRY = 4 << 20
_MAX_RUNTIME = 60


def state_folder(home: str | None) -> str | None:
    """The state folder as text; None where only ``system.paths`` can say it."""
    if home:
        return os.path.join(os.path.abspath(os.path.expanduser(home)), "state")
    if not sys.platform.startswith("linux"):
        return None
    given = os.environ.get("XDG_STATE_HOME", "").strip()
    base = given or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "keystead")


def runtime_folder(state: str, runtime_root: str | None) -> str:
    """The folder of the sockets that belong to a state folder."""
    name = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    if runtime_root and len(os.fsencode(runtime_root)) + len(name) < _MAX_RUNTIME:
        return os.path.join(runtime_root, f"keystead-{name}")
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else 0
    return os.path.join(tempfile.gettempdir(), f"keystead-{user}-{name}")


def socket_path(runtime: str, vault_id: str) -> str:
    """The socket of one vault; ``vault_id`` is 64 hexadecimal digits."""
    return os.path.join(runtime, f"{vault_id[:16]}.sock")


def plain_choice(state: str, vault: str | None) -> str | None:
    """The id (hex) of the vault that is certainly meant; None where it takes more to know.

    That is the one whose name or path is exactly ``vault``; without one the only one
    registered, or the default.
    """
    entries, default = registered(state)
    if vault:
        path = os.path.abspath(os.path.expanduser(vault))
        entries = [entry for entry in entries if vault == entry[1] or path == entry[2]]
    elif len(entries) > 1:
        entries = [entry for entry in entries if entry[0] == default]
    return entries[0][0] if len(entries) == 1 else None


def registered(state: str) -> tuple[list[tuple[str, str, str]], object]:
    """(id in hex, name, path) of each vault in the registry, and the id of the default one;
    empty when the file is not plain."""
    try:
        with open(os.path.join(state, "registry.json"), "rb") as file:
            found = json.loads(file.read(MAX_REGISTRY))
        rows = [(_hex(one["vault"]), one["name"], one["path"]) for one in found["vaults"]]
        return rows, found.get("default")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [], None


def _hex(text: object) -> str:
    if not isinstance(text, str) or len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise ValueError("not the id of a vault")
    return text
