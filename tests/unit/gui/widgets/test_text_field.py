"""Entry fields: labels, messages, passphrases, search, several lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.text_field import SearchField, TextArea, TextField


@pytest.fixture
def column(stage: QWidget) -> QVBoxLayout:
    return QVBoxLayout(stage)


def test_typing_is_told_and_enter_submits(theme: Theme, column: QVBoxLayout, qtbot: QtBot) -> None:
    field = TextField(theme, "Name")
    column.addWidget(field)
    typed: list[str] = []
    field.text_changed.connect(typed.append)
    qtbot.keyClicks(field.edit, "AB")
    assert typed == ["A", "AB"]
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.text() == "AB"
    assert field.edit.accessibleName() == field.label.words() == "Name"


def test_a_name_can_be_heard_and_not_seen(theme: Theme, column: QVBoxLayout) -> None:
    field = TextField(theme, "Name", hide_name=True)
    column.addWidget(field)
    assert field.label.isHidden()
    assert field.edit.accessibleName() == "Name"


def test_an_error_goes_when_one_types(theme: Theme, column: QVBoxLayout, qtbot: QtBot) -> None:
    field = TextField(theme, "Name")
    column.addWidget(field)
    field.set_error("A name begins with a letter.")
    assert field.frame.state == "error"
    assert field.message.words() == field.edit.accessibleDescription()
    qtbot.keyClicks(field.edit, "A")
    assert field.frame.state == "plain"
    assert field.message.words() == field.edit.accessibleDescription() == ""


def test_a_field_can_be_marked_without_words(theme: Theme, column: QVBoxLayout) -> None:
    field = TextField(theme, "Passphrase", password=True)
    column.addWidget(field)
    field.set_error("")
    assert field.frame.state == "error"
    assert field.message.isHidden()


def test_what_is_right_or_a_hint_is_said_too(theme: Theme, column: QVBoxLayout) -> None:
    field = TextField(theme, "Service")
    column.addWidget(field)
    field.set_ok("Known: Stripe")
    assert (field.frame.state, field.message.words()) == ("ok", "Known: Stripe")
    field.set_hint("Separated by commas")
    assert (field.frame.state, field.message.words()) == ("plain", "Separated by commas")


def test_a_passphrase_is_bullets_until_the_eye_is_pressed(
    theme: Theme, column: QVBoxLayout, qtbot: QtBot
) -> None:
    field = TextField(theme, "Passphrase", password=True)
    column.addWidget(field)
    field.set_text("correct horse")
    assert field.edit.displayText() == "•" * 13
    assert field.edit.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    qtbot.mouseClick(field.eye, Qt.MouseButton.LeftButton)
    assert field.edit.displayText() == "correct horse"
    assert field.eye.accessibleName() == "Hide"
    field.clear()
    assert field.text() == ""
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert not field.edit.isUndoAvailable()


def test_a_plain_field_has_no_eye(theme: Theme, column: QVBoxLayout) -> None:
    field = TextField(theme, "Service", placeholder="Stripe")
    column.addWidget(field)
    field.clear()
    assert field.eye.isHidden()
    assert field.edit.placeholderText() == "Stripe"


def test_search_empties_with_esc_and_leaves_with_down(
    theme: Theme, column: QVBoxLayout, qtbot: QtBot
) -> None:
    search = SearchField(theme, "Search 128 keys")
    column.addWidget(search)
    words: list[str] = []
    search.text_changed.connect(words.append)
    search.set_text("env:prod")
    qtbot.keyClick(search.edit, Qt.Key.Key_Escape)
    assert words == ["env:prod", ""]
    with qtbot.waitSignal(search.moved_down):
        qtbot.keyClick(search.edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.submitted):
        qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    search.set_placeholder("Search 5 keys")
    assert search.edit.placeholderText() == "Search 5 keys"
    assert search.text() == ""


def test_several_lines_leave_with_tab(theme: Theme, column: QVBoxLayout, qtbot: QtBot) -> None:
    area, after = TextArea(theme, "Notes", mono=True), TextField(theme, "Tags")
    column.addWidget(area)
    column.addWidget(after)
    qtbot.waitUntil(after.isVisible)
    area.setFocus()
    assert area.edit.hasFocus()
    qtbot.keyClicks(area.edit, "one")
    qtbot.keyClick(area.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(area.edit, "two")
    assert area.text() == "one\ntwo"
    qtbot.keyClick(area.edit, Qt.Key.Key_Tab)
    assert not area.edit.hasFocus()
    assert area.text() == "one\ntwo"


def test_several_lines_can_be_wrong(theme: Theme, column: QVBoxLayout) -> None:
    area = TextArea(theme, "Value")
    column.addWidget(area)
    area.set_error("A value may not be empty.")
    assert (area.frame.state, area.message.words()) == ("error", "A value may not be empty.")
    area.set_text("x")
    assert (area.frame.state, area.message.words()) == ("plain", "")
    assert area.edit.minimumSizeHint().height() == area.edit.sizeHint().height()
