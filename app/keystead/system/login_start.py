"""Starting with the desktop: each system's own list of what a log-in starts."""

import sys
from collections.abc import Callable, Sequence

AtLogin = Callable[[bool], None]
"""Enter Keystead into that list, or take it out; FileProblem where that cannot be done."""


def nothing(_wanted: bool) -> None:
    """A computer without such a list."""


def at_login(command: Sequence[str]) -> AtLogin:
    """The list of this system, for a program that is started by ``command``."""

    def enter(wanted: bool) -> None:
        if sys.platform == "win32":
            from keystead.system.login_start_windows import change
        elif sys.platform == "darwin":
            from keystead.system.login_start_macos import change
        else:
            from keystead.system.login_start_linux import change
        change(tuple(command), wanted)

    return enter
