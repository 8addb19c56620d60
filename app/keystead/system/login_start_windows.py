"""Starting with the desktop on Windows: a value under this user's ``Run`` key.

"Run and RunOnce Registry Keys", Microsoft.
"""

import subprocess
import sys
from pathlib import Path

from keystead.system.file_problems import write_problem

assert sys.platform == "win32"  # noqa: S101 - tells mypy which platform this file is for

KEY = "Software\\Microsoft\\Windows\\CurrentVersion\\Run"
NAME = "Keystead"


def change(command: tuple[str, ...], wanted: bool) -> None:
    """Set the value, or delete it.  FileProblem."""
    import winreg

    try:
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key:
            if wanted:
                line = subprocess.list2cmdline(command)
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)
            else:
                winreg.DeleteValue(key, NAME)
    except FileNotFoundError:
        return  # it was not there
    except OSError as error:
        raise write_problem(error, Path(KEY)) from error
