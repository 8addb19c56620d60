"""Versions below each other, joined by a line."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.timeline import Timeline
from tests.support.pictures import picture, shows


def test_rows_are_joined(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    column, line = QVBoxLayout(stage), Timeline(theme, "Versions")
    column.addWidget(line)
    new = line.add("full", "v7", "Current", "today 12:31", "Created by Mara")
    old = line.add("half", "v6", "Previous", "16 h left")
    last = line.add("hollow", "", "Retired")
    qtbot.waitUntil(last.isVisible)
    assert [(row.first, row.last) for row in (new, old, last)] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert new.accessibleName() == "v7 Current today 12:31 Created by Mara"
    assert shows(new, theme.palette.accent, 30)
    assert picture(new).pixelColor(8, new.height() - 2) == theme.palette.border
    assert picture(last).pixelColor(8, last.height() - 2) != theme.palette.border


def test_it_can_be_emptied(theme: Theme, stage: QWidget) -> None:
    line = Timeline(theme, "Versions", stage)
    line.add("full", "v1", "Current")
    line.clear()
    row = line.add("full", "v2", "Current")
    assert row.first
