"""Nothing having the focus lasts for no longer than a turn of the event loop."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.focus_keeper import FocusKeeper


@pytest.fixture
def page(stage: QWidget, qtbot: QtBot) -> QLineEdit:
    """What the keeper gives the focus to."""
    page = QLineEdit(stage)
    QVBoxLayout(stage).addWidget(page)
    FocusKeeper(stage, lambda: page)
    qtbot.waitUntil(page.isVisible)
    return page


def test_the_page_gets_what_nothing_has(page: QLineEdit, stage: QWidget, qtbot: QtBot) -> None:
    other = QLineEdit(stage)
    other.show()
    other.setFocus()
    assert QApplication.focusWidget() is other
    other.clearFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page)


def test_a_dialog_over_it_gets_it_instead(
    page: QLineEdit, stage: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    frame = DialogFrame(theme, stage, "Over it")
    button = Button(theme, "Save")
    frame.footer.addWidget(button)
    frame.open(button)
    button.clearFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    frame.end()


def test_a_menu_keeps_the_keys(page: QLineEdit, stage: QWidget, qtbot: QtBot) -> None:
    page.setFocus()
    menu = QMenu(stage)
    menu.addAction("One")
    menu.popup(stage.rect().center())
    qtbot.waitUntil(menu.isVisible)
    page.clearFocus()
    qtbot.wait(20)
    assert QApplication.focusWidget() is not page
    menu.close()


def test_without_a_page_nothing_is_done(stage: QWidget, qtbot: QtBot) -> None:
    other = QLineEdit(stage)
    other.show()
    other.setFocus()
    keeper = FocusKeeper(stage, lambda: None)
    other.clearFocus()
    keeper.keep()
    assert QApplication.focusWidget() is None
