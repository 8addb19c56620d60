"""Notifications on macOS, through AppleScript; title and words are arguments, never script."""

import subprocess

_SCRIPT = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
PROGRAM = "/usr/bin/osascript"
PATIENCE = 5.0


def notify(title: str, words: str) -> bool:
    """Show it; True where the system took it."""
    command = [PROGRAM, "-e", _SCRIPT, "--", title, words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
