"""A notification on the desktop: one small interface, and what each system has for it."""

import sys
from collections.abc import Callable

Notify = Callable[[str, str], bool]
"""Title and words; True where the desktop took it.  Never raises."""


def nowhere(_title: str, _words: str) -> bool:
    """No desktop."""
    return False


def desktop(title: str, words: str) -> bool:
    """Show it as this system does.  What that needs is loaded with the first one: a command
    that shows none does not pay for it."""
    if sys.platform == "linux":
        from keystead.system.notifications_linux import notify
    elif sys.platform == "darwin":
        from keystead.system.notifications_macos import notify
    elif sys.platform == "win32":
        from keystead.system.notifications_windows import notify
    else:
        notify = nowhere
    return notify(title, words)
