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


def test_the_words_have_the_width_below_action_and_cross(theme: Theme, stage: QWidget) -> None:
    words = "Its value is not copied, exported or used any more. A new value brings it back."
    banner = Banner(theme, "error", "Revoked", words, dismissable=True, parent=stage)
    plain = Banner(theme, "error", "Revoked", words, parent=stage)
    banner.say("error", "Revoked", words, "Incident")
    for one in (banner, plain):
        one.resize(340, one.heightForWidth(340))
        one.show()
        layout = one.layout()
        assert layout is not None
        layout.activate()
    assert banner.height() == plain.height()
    assert banner.link.geometry().right() < banner.width() - 14
    # Without a title they stand beside the cross, not below an empty line.
    banner.say("info", "", "Short.")
    assert banner.heightForWidth(340) == plain.heightForWidth(2000) - 20
    banner.say("error", "Revoked", words)
    assert banner.heightForWidth(340) == plain.heightForWidth(340)


def test_it_can_say_something_else(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    column, banner = QVBoxLayout(stage), Banner(theme)
    column.addWidget(banner)
    assert banner.link.isHidden()
    banner.say("warning", "2 files are missing", "They were moved.", "Show")
    qtbot.waitUntil(banner.link.isVisible)
    assert banner.words() == "2 files are missing They were moved."
    assert banner.minimumSizeHint().width() == 160
