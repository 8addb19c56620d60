"""A process whose window shows a vault: `python -m tests.bench.idle_process FOLDER`.

Prints its resident memory in MiB, once it rests.
"""

import sys
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource
from tests.bench.big_window import BigWindow, Gaps
from tests.support import kept_vaults

RESTING = 2000
"""Milliseconds."""


def main(folder: str) -> int:
    """Exit code 0."""
    app = QApplication([])
    theme = Theme(resource)
    theme.apply(app, Scheme.LIGHT)
    window = BigWindow(theme, kept_vaults.there(Path(folder)))
    window.open(Gaps())
    loop = QEventLoop()
    QTimer.singleShot(RESTING, loop.quit)
    loop.exec()
    resident = psutil.Process().memory_info().rss
    window.close()
    print(resident / 2**20)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
