"""Renders every page in both schemes, at 100 % and 200 %, to look at.

    python -m tests.support.screenshots FOLDER [PAGE ...]
    python -m tests.support.screenshots --one PICTURE     the main window alone

A page is added in one line of ``BEFORE`` or ``CHANGE`` (before the unlock), ``AFTER`` or
``PROTECTION``.
"""

import gc
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource
from tests.support.screens_after import AFTER
from tests.support.screens_audit import AUDIT
from tests.support.screens_before import BEFORE
from tests.support.screens_change import CHANGE
from tests.support.screens_everyday import EVERYDAY
from tests.support.screens_protection import PROTECTION
from tests.support.screens_review import REVIEW
from tests.support.screens_revoke import REVOKE
from tests.support.window import Stage

SIZE = QSize(1280, 800)
LOCKED = {**BEFORE, **CHANGE}
OPEN = {**AFTER, **EVERYDAY, **PROTECTION, **REVOKE, **REVIEW, **AUDIT}
PAGES = (*LOCKED, *OPEN)


def render(widget: QWidget, ratio: float) -> QImage:
    """The widget as a picture at a device pixel ratio."""
    for _ in range(3):
        QApplication.processEvents()
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def shoot(theme: Theme, page: str, ratios: Sequence[float] = (1, 2)) -> list[QImage]:
    """A page in the scheme shown, at each ratio."""
    if page in OPEN:
        window = OPEN[page](theme)
        try:
            return [render(window.stage, ratio) for ratio in ratios]
        finally:
            window.close()
    stage = Stage()
    stage.resize(SIZE)
    stage.hold(LOCKED[page](theme))
    stage.show()
    stage.activateWindow()
    images = [render(stage, ratio) for ratio in ratios]
    stage.close()
    stage.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return images


def render_all(folder: Path, pages: Sequence[str] = PAGES) -> list[Path]:
    """Write every page into ``folder``; gives the files."""
    theme, app = _theme()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(app, scheme)
        for page in pages:
            for ratio, image in zip((1, 2), shoot(theme, page), strict=True):
                suffix = "" if ratio == 1 else "@2x"
                file = folder / f"{page}-{scheme}{suffix}.png"
                image.save(str(file))
                written.append(file)
    return written


@cache
def _theme() -> tuple[Theme, QApplication]:
    """Both live until ``_end``: Qt takes it ill when pictures outlive the application."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return Theme(resource), app


def _end() -> None:
    """Take everything down in order, before the interpreter does it in its own."""
    _, app = _theme()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _theme.cache_clear()
    gc.collect()
    app.shutdown()


def main(arguments: Sequence[str]) -> int:
    """Render what was asked for; exit code 2 for no folder."""
    if len(arguments) == 2 and arguments[0] == "--one":
        theme, app = _theme()
        theme.apply(app, Scheme.LIGHT)
        (image,) = shoot(theme, "main", (1,))
        return 0 if image.save(arguments[1]) else 1
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    for path in render_all(Path(arguments[0]), arguments[1:] or PAGES):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    if sys.argv[1:]:
        _end()
    sys.exit(code)
