"""A scroll area that moves nothing when its bar comes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.scrolled import Scrolled


def test_the_inside_keeps_its_width_when_the_bar_comes(theme: Theme, stage: QWidget, qtbot: QtBot):
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(20, 0, 20, 0)
    line = QWidget()
    line.setFixedHeight(100)
    column.addWidget(line)
    area = Scrolled(inside, room=20)
    area.setParent(stage)
    area.resize(300, 200)
    area.show()
    QApplication.processEvents()
    before = line.width()
    line.setFixedHeight(900)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: line.width() == before == 260)
    line.setFixedHeight(100)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: line.width() == before)


def test_it_takes_no_focus_and_shows_the_ground_behind(theme: Theme, stage: QWidget):
    inside = QWidget()
    area = Scrolled(inside)
    area.setParent(stage)
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not inside.autoFillBackground()
    assert not area.viewport().autoFillBackground()
