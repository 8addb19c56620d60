"""Starting with the desktop on macOS: a launch agent of this user (``launchd.plist(5)``)."""

import plistlib
from pathlib import Path

from keystead.system.file_problems import write_problem

LABEL = "app.keystead.window"


def folder() -> Path:
    """Where this user's launch agents are."""
    return Path.home() / "Library" / "LaunchAgents"


def change(command: tuple[str, ...], wanted: bool) -> None:
    """Write the property list, or take it away; it counts from the next log-in.  FileProblem."""
    path = folder() / f"{LABEL}.plist"
    try:
        if not wanted:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_bytes(content(command))
        beside.replace(path)
    except OSError as error:
        raise write_problem(error, path) from error


def content(command: tuple[str, ...]) -> bytes:
    """The property list; ``command``: program and arguments."""
    wanted = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True}
    return plistlib.dumps(wanted | {"ProcessType": "Interactive"})
