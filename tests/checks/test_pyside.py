"""PySide6 6.12.0 lost a reference to None in every call that returns None (Python 3.11)."""

import sys
from importlib.metadata import version

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPainter, QPen, Qt

from tests.support.source_tree import program_modules

CALLS = 300


def test_calls_that_return_none_keep_its_references():
    if sys.version_info >= (3, 12):
        # None is immortal since 3.12: nothing to lose, nothing to measure.
        assert version("PySide6-Essentials") != "6.12.0"
        return
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    pen = QPen(Qt.GlobalColor.black)
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.setPen(pen)
        painter.drawPoint(1, 1)
        thing.setObjectName("x")
        thing.property("none")
    lost = before - sys.getrefcount(None)
    painter.end()
    assert abs(lost) < CALLS // 10


def test_nobody_asks_for_what_takes_widgets_from_their_parents():
    """PySide makes what these give a child of the widget that was asked; when that one goes,
    widgets which are still shown go with it, or become garbage at once."""
    words = ("nextInFocusChain(", "previousInFocusChain(", ".focusProxy()")
    faults = [
        f"{module.path}:{number}"
        for module in program_modules()
        if module.layer == "gui"
        for number, line in enumerate(module.text.splitlines(), 1)
        if any(word in line for word in words)
    ]
    assert faults == []
