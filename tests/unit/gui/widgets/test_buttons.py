"""Buttons: named, pressed by mouse, Space and Enter; the focus is seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.metrics import LARGE, PAGE, PANE
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from tests.support.pictures import colours, picture, shows


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_it(theme: Theme, stage: QWidget, qtbot: QtBot, key: Qt.Key) -> None:
    button = Button(theme, "Continue", parent=stage)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_it_says_its_name(theme: Theme, stage: QWidget) -> None:
    button = Button(theme, "Back", parent=stage)
    assert button.accessibleName() == "Back"
    button.set_words("Cancel")
    assert (button.text(), button.accessibleName()) == ("Cancel", "Cancel")
    icon = IconButton(theme, "eye", "Show", parent=stage)
    assert (icon.accessibleName(), icon.toolTip()) == ("Show", "Show")
    icon.set_icon("eye-off", "Hide")
    assert (icon.accessibleName(), icon.toolTip()) == ("Hide", "Hide")


@pytest.mark.parametrize("height", [PANE, PAGE, LARGE])
def test_heights_are_kept(theme: Theme, stage: QWidget, height: int) -> None:
    assert Button(theme, "Unlock", height=height, parent=stage).sizeHint().height() == height


def test_an_icon_and_a_menu_take_room(theme: Theme, stage: QWidget) -> None:
    plain = Button(theme, "New", parent=stage).sizeHint().width()
    button = Button(theme, "New", icon="plus", parent=stage)
    assert button.sizeHint().width() == plain + 16 + 6
    button.setMenu(QMenu(button))
    assert button.sizeHint().width() == plain + 16 + 6 + 16 + 4
    assert button.minimumSizeHint() == button.sizeHint()
    button.show()
    assert shows(button, theme.palette.raised)


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_shows_its_words(theme: Theme, stage: QWidget, kind: Kind) -> None:
    button = Button(theme, "Revoke", kind, icon="revoked", parent=stage)
    button.resize(120, 32)
    button.show()
    words = {Kind.PRIMARY: "on_accent", Kind.DESTRUCTIVE: "red"}.get(kind, "text")
    assert shows(button, theme.colour(words), 5)  # type: ignore[arg-type]
    assert shows(button, theme.palette.accent, 500) is (kind is Kind.PRIMARY)


@pytest.mark.parametrize("kind", list(Kind))
def test_pressed_and_disabled_look_different(theme: Theme, stage: QWidget, kind: Kind) -> None:
    button = Button(theme, "Export", kind, parent=stage)
    button.show()
    calm = picture(button)
    button.setDown(True)
    pressed = picture(button)
    button.setDown(False)
    button.setEnabled(False)
    assert calm != pressed
    assert picture(button) not in (calm, pressed)


@pytest.mark.parametrize("kind", [Kind.PRIMARY, Kind.SECONDARY])
def test_the_keyboard_shows_the_focus_and_the_mouse_does_not(
    theme: Theme, stage: QWidget, qtbot: QtBot, kind: Kind
) -> None:
    button = Button(theme, "Deny", kind, parent=stage)
    button.show()
    colour = theme.palette.on_accent if kind is Kind.PRIMARY else theme.palette.accent
    before = colours(picture(button))[colour.name()]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.focus_shown
    assert colours(picture(button))[colour.name()] > before + 60
    button.clearFocus()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert not button.focus_shown


def test_an_icon_alone_is_square_and_shows_states(theme: Theme, stage: QWidget) -> None:
    button = IconButton(theme, "copy", "Copy", parent=stage)
    button.show()
    assert button.sizeHint().width() == button.sizeHint().height() == PANE
    assert shows(button, theme.palette.text2)
    button.setDown(True)
    assert shows(button, theme.palette.sel, 100)
    button.setDown(False)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert shows(button, theme.palette.accent, 60)
    button.setEnabled(False)
    assert shows(button, theme.palette.disabled)
