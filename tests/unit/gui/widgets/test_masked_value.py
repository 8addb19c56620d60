"""A value is masked; shown by a click or while held; copied with a countdown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.core.secret_types import SecretText
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.masked_value import DOTS, SHOWN, MaskedValueBox, TextBox, fitting, masked
from keystead.gui.widgets.paint import width_of
from tests.support.pictures import picture, shows

VALUE = SecretText("sk_live_" + "x" * 99)


@pytest.fixture
def box(theme: Theme, stage: QWidget, qtbot: QtBot) -> MaskedValueBox:
    column, box = QVBoxLayout(stage), MaskedValueBox(theme, "sk_live_")
    box.setMaximumWidth(300)
    column.addWidget(box)
    qtbot.waitUntil(box.isVisible)
    return box


def test_the_mask_does_not_tell_the_length() -> None:
    assert masked("sk_live_") == "sk_live_" + "•" * DOTS
    assert masked("") == "•" * DOTS


def test_the_dots_fit_and_tell_nothing_but_the_room(theme: Theme) -> None:
    font = theme.fonts.mono()
    assert fitting("sk-proj-", 900, font) == masked("sk-proj-")
    narrow = fitting("sk-proj-", 120, font)
    assert 3 <= narrow.count("•") < DOTS
    assert width_of(narrow, font) <= 120
    assert fitting("sk-proj-", 0, font) == "sk-proj-•••"


def test_it_is_shown_while_the_eye_is_held(box: MaskedValueBox, qtbot: QtBot) -> None:
    masked_picture = picture(box)
    with qtbot.waitSignal(box.reveal_started):
        qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    assert box.wanted
    assert not box.showing
    box.show_value(VALUE)
    assert box.showing
    assert not box.shown_time.isActive()
    assert box.height() > 40
    assert picture(box) != masked_picture
    box.click_time.stop()  # as if it had been down for longer than a click
    with qtbot.waitSignal(box.reveal_ended):
        qtbot.mouseRelease(box.eye, Qt.MouseButton.LeftButton)
    assert not box.showing
    assert box.height() == 40


def test_space_holds_it_too(box: MaskedValueBox, qtbot: QtBot) -> None:
    qtbot.keyPress(box.eye, Qt.Key.Key_Space)
    box.show_value(SecretText("short"))
    assert box.showing
    assert box.height() == 40
    box.click_time.stop()
    qtbot.keyRelease(box.eye, Qt.Key.Key_Space)
    assert not box.showing


@pytest.mark.parametrize("early", [True, False])
def test_a_click_shows_it_for_some_seconds(
    box: MaskedValueBox, qtbot: QtBot, *, early: bool
) -> None:
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    if early:
        box.show_value(VALUE)
    qtbot.mouseRelease(box.eye, Qt.MouseButton.LeftButton)
    box.show_value(VALUE)
    assert box.showing
    assert box.shown_time.interval() == SHOWN * 1000
    assert box.shown_time.isActive()
    assert box.eye.accessibleName() == "Hide value"
    with qtbot.waitSignal(box.reveal_ended):
        box.shown_time.setInterval(1)
    assert not box.showing
    assert box.eye.accessibleName() == "Show value"
    assert box.eye.toolTip() == "Show value: click for 10 seconds, or hold"


def test_the_next_click_hides_it(box: MaskedValueBox, qtbot: QtBot) -> None:
    started: list[int] = []
    box.reveal_started.connect(lambda: started.append(1))
    qtbot.keyClick(box.eye, Qt.Key.Key_Return)
    box.show_value(VALUE)
    assert box.showing
    qtbot.mouseClick(box.eye, Qt.MouseButton.LeftButton)
    assert not box.showing
    assert started == [1]
    assert not box.shown_time.isActive()


def test_an_answer_that_comes_too_late_is_dropped(box: MaskedValueBox, qtbot: QtBot) -> None:
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    box.click_time.stop()
    qtbot.mouseRelease(box.eye, Qt.MouseButton.LeftButton)
    box.show_value(VALUE)
    assert not box.showing


def test_nothing_stays_shown_on_a_hidden_page(box: MaskedValueBox, qtbot: QtBot) -> None:
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    box.show_value(VALUE)
    with qtbot.waitSignal(box.reveal_ended):
        box.hide()
    assert not box.showing


def test_another_key_is_masked_at_once(box: MaskedValueBox, qtbot: QtBot) -> None:
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    box.show_value(VALUE)
    box.set_prefix("ghp_")
    assert not box.showing
    assert "ghp_" in box.accessibleName()


def test_the_value_is_never_told(box: MaskedValueBox, qtbot: QtBot) -> None:
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    box.show_value(VALUE)
    names = (box.accessibleName(), box.accessibleDescription(), box.toolTip())
    assert VALUE.reveal() not in " ".join(names)
    assert names[0] == "Value: shown"
    box.set_prefix("")
    assert box.accessibleName() == "Value: hidden"


def test_a_long_value_says_how_much_is_left_out(box: MaskedValueBox, qtbot: QtBot) -> None:
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    box.show_value(SecretText("\n".join(["line"] * 28)))
    high = box.height()
    assert high == 8 * 20 + 20
    assert picture(box).height() == high
    box.setMaximumWidth(200)
    qtbot.waitUntil(lambda: box.width() == 200)
    assert box.height() == high


def test_copy_turns_into_a_ring_with_seconds(
    box: MaskedValueBox, theme: Theme, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(box.copy_requested):
        qtbot.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    assert not box.copy.counting
    box.set_remaining(14.2, 20)
    assert box.copy.counting
    assert box.copy.accessibleName() == "Copied, clears in 14 s"
    assert shows(box.copy, theme.palette.accent, 20)
    box.copy.clearFocus()
    box.copy.setFocus(Qt.FocusReason.TabFocusReason)
    assert shows(box.copy, theme.palette.accent, 80)
    box.set_remaining(0, 20)
    assert box.copy.accessibleName() == "Copy value"


def test_it_can_be_narrow(box: MaskedValueBox) -> None:
    assert box.minimumSizeHint().width() < box.sizeHint().width()


def test_open_text_can_be_copied(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    box = TextBox(theme, ["MZ4H Q2LT", "NF2G S5DJ"], "Secret", stage)
    box.adjustSize()
    box.show()
    with qtbot.waitSignal(box.copy_requested):
        box.copy.click()
    assert box.height() == 56
    assert shows(box, theme.palette.text, 20)
    assert (box.accessibleName(), box.accessibleDescription()) == (
        "Secret",
        "MZ4H Q2LT NF2G S5DJ",
    )
