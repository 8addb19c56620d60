"""Starting with the desktop: each system's own list of what a log-in starts."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

AtLogin = Callable[[bool, Path | None], None]
"""Enter Keystead into that list, or take it out; the folder: where all of its files are, where
the user named one.  FileProblem where that cannot be done."""


def nothing(_wanted: bool, _own: Path | None) -> None:
    """A computer without such a list."""


def at_login(command: Sequence[str]) -> AtLogin:
    """The list of this system, for a program that is started by ``command``."""

    def enter(wanted: bool, own: Path | None) -> None:
        if sys.platform == "win32":
            from keystead.system.login_start_windows import change
        elif sys.platform == "darwin":
            from keystead.system.login_start_macos import change
        else:
            from keystead.system.login_start_linux import change
        home = () if own is None else ("--home", str(own))
        change((*command, *home), wanted)

    return enter
