"""The painted preview."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.export_lines import PreviewBox
from keystead.gui.models.export_preview import Line
from keystead.gui.theme.theme import Theme
from tests.support.pictures import shows
from tests.support.window import Stage

NOTE = "misread by docker --env-file, which keeps quotes as part of the value"


def test_a_line_with_a_note_is_amber_and_tells_it_in_full(qtbot: QtBot, theme: Theme):
    stage = Stage()
    qtbot.addWidget(stage)
    box = PreviewBox(theme)
    stage.hold(box)
    stage.resize(500, 200)
    stage.show()
    box.set_lines((Line(1, "", "# comment"), Line(2, "A", "'••'", NOTE), Line(3, "B", "••")))
    QApplication.processEvents()
    assert shows(box, theme.palette.amber_soft, 200)
    assert box.accessibleDescription().splitlines()[1] == f"A {NOTE}"
    lines = box._lines
    place = QPoint(100, 8 + 20 + 10)
    event = QHelpEvent(QEvent.Type.ToolTip, place, lines.mapToGlobal(place))
    QApplication.sendEvent(lines, event)
    assert QToolTip.text() == NOTE
    QToolTip.hideText()


def test_without_notes_nothing_is_amber(qtbot: QtBot, theme: Theme):
    stage = Stage()
    qtbot.addWidget(stage)
    box = PreviewBox(theme)
    stage.hold(box)
    stage.show()
    box.set_lines((Line(1, "A", "••"),))
    assert not shows(box, theme.palette.amber_soft)
