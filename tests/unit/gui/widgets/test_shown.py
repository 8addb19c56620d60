"""A part without a parent never opens as a window."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.marks import Message
from keystead.gui.widgets.shown import set_shown
from keystead.gui.widgets.text_field import TextField


def test_a_part_is_shown_with_its_parent(stage: QWidget, qtbot: QtBot) -> None:
    column, part = QVBoxLayout(stage), QLabel("words")
    set_shown(part, False)
    set_shown(part, True)
    assert not part.isVisible()
    column.addWidget(part)
    qtbot.waitUntil(part.isVisible)


def test_a_part_is_shown_with_a_parent_that_opens_later(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column, part = QVBoxLayout(window), QLabel("words")
    set_shown(part, False)
    set_shown(part, True)
    column.addWidget(part)
    window.show()
    assert part.isVisible()


def test_a_hidden_part_stays_away(stage: QWidget) -> None:
    column, part = QVBoxLayout(stage), QLabel("words")
    set_shown(part, False)
    column.addWidget(part)
    stage.hide()
    stage.show()
    assert not part.isVisible()
    set_shown(part, True)
    assert part.isVisible()


def test_making_fields_opens_no_window(theme: Theme, stage: QWidget) -> None:
    message = Message(theme, reserve=44)
    message.show_message("Wrong.")
    parts = [TextField(theme, "Passphrase", password=True), message]
    assert not any(part.isVisible() for part in parts)
