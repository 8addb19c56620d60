"""Notifications on Windows: a toast, through the PowerShell that comes with the system.

Title and words are handed over in the environment of that one process, never as script.
Toasts of a program that is not in the start menu are dropped by Windows, hence the identity
of PowerShell, under which they are shown ("Application User Model IDs", Microsoft).
"""

import os
import subprocess
from pathlib import Path

_SCRIPT = """
$ErrorActionPreference = 'Stop'
$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02
$page = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind)
$texts = $page.GetElementsByTagName('text')
$null = $texts.Item(0).AppendChild($page.CreateTextNode($env:NOTICE_TITLE))
$null = $texts.Item(1).AppendChild($page.CreateTextNode($env:NOTICE_WORDS))
$toast = New-Object Windows.UI.Notifications.ToastNotification $page
$who = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($who).Show($toast)
"""  # noqa: E501 - a type's name in PowerShell cannot be broken
PATIENCE = 10.0
"""Seconds: the first PowerShell of a day is slow."""
_NO_WINDOW = 0x08000000  # CREATE_NO_WINDOW: no console flashes up


def notify(title: str, words: str) -> bool:
    """Show it; True where the system took it."""
    root = Path(os.environ.get("SYSTEMROOT", "C:\\Windows"))
    shell = root / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    told = {"NOTICE_TITLE": title, "NOTICE_WORDS": words}
    try:
        done = subprocess.run(
            [str(shell), "-NoProfile", "-NonInteractive", "-Command", _SCRIPT],
            env=os.environ | told,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            creationflags=_NO_WINDOW if os.name == "nt" else 0,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
