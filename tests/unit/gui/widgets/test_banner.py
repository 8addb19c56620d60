"""A banner says what happened, offers an action and can be dismissed."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.marks import Severity
from tests.support.pictures import shows


@pytest.mark.parametrize(
    ("severity", "ground"),
    [
        ("info", "sunken"),
        ("success", "green_soft"),
        ("warning", "amber_soft"),
        ("error", "red_soft"),
    ],
)
def test_each_severity_has_its_ground(
    theme: Theme, stage: QWidget, severity: Severity, ground: str
) -> None:
    banner = Banner(theme, severity, "Title", "Words", parent=stage)
    banner.resize(400, 60)
    banner.show()
    assert shows(banner, theme.colour(ground), 1000)  # type: ignore[arg-type]
    assert banner.accessibleName() == f"{severity} Title Words"


def test_it_acts_and_goes(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    banner = Banner(
        theme, "error", "The disk is full", action="Try again", dismissable=True, parent=stage
    )
    banner.show()
    with qtbot.waitSignal(banner.action):
        banner.link.click()
    cross = banner.findChild(IconButton)
    assert cross is not None
    with qtbot.waitSignal(banner.dismissed):
        cross.click()
    assert banner.isHidden()


def test_it_can_say_something_else(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    column, banner = QVBoxLayout(stage), Banner(theme)
    column.addWidget(banner)
    assert banner.link.isHidden()
    banner.say("warning", "2 files are missing", "They were moved.", "Show")
    qtbot.waitUntil(banner.link.isVisible)
    assert banner.words() == "2 files are missing They were moved."
    assert banner.minimumSizeHint().width() == 160
