"""The bar at the foot: says what was done, offers Undo, goes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.toast import Toast
from tests.support.pictures import shows


@pytest.fixture
def toast(theme: Theme, stage: QWidget) -> Toast:
    return Toast(theme, stage)


def test_it_stands_above_the_foot_in_the_middle(
    toast: Toast, stage: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    assert toast.isHidden()
    toast.show_message("STRIPE_SECRET_KEY moved to the trash", "Undo")
    assert toast.isVisible()
    assert toast.geometry().bottom() < stage.height() - 28
    assert abs(toast.geometry().center().x() - stage.width() // 2) <= 1
    stage.resize(500, 400)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - 250) <= 1)
    assert shows(toast, theme.palette.field_border, 100)


def test_undo_is_told_and_it_goes(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message("Moved to the trash", "Undo")
    link = toast.findChild(LinkLabel)
    assert link is not None
    with qtbot.waitSignal(toast.undone), qtbot.assertNotEmitted(toast.expired):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_it_goes_by_itself(toast: Toast, qtbot: QtBot) -> None:
    with qtbot.waitSignal(toast.expired):
        toast.show_message("Copied", seconds=0.05)
    assert toast.isHidden()
    assert toast.words() == "Copied"


def test_a_new_one_ends_the_old_one(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message("First", "Undo")
    with qtbot.waitSignal(toast.expired):
        toast.show_message("Second")
    assert toast.isVisible()
    assert toast.accessibleName() == "Second"


def test_it_can_be_dismissed(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message("First")
    cross = toast.findChild(IconButton)
    assert cross is not None
    with qtbot.waitSignal(toast.expired):
        cross.click()
