"""Renders every control in light and dark, at 100 % and 200 %, to look at.

``python -m tests.support.gallery FOLDER``
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource
from tests.support.gallery_sheets import SHEETS


def render(widget: QWidget, size: QSize, ratio: float) -> QImage:
    """The widget as a picture of ``size`` logical pixels at a device pixel ratio."""
    widget.resize(size)
    widget.show()
    widget.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def render_all(folder: Path, only: str = "") -> list[Path]:
    """Write every sheet into ``folder``; gives the files."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(resource)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(app, scheme)
        for name, (make, size) in SHEETS.items():
            if only and only != name:
                continue
            for ratio in (1, 2):
                sheet = make(theme)
                file = folder / f"{name}-{scheme}-{ratio}00.png"
                render(sheet, size, ratio).save(str(file))
                sheet.deleteLater()
                written.append(file)
    return written


if __name__ == "__main__":
    for path in render_all(Path(sys.argv[1]), *sys.argv[2:3]):
        sys.stdout.write(f"{path}\n")
