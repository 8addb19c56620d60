"""The field of a value: one line or many, nothing shortened, hidden until asked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from keystead.core.recognised import Recognition
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.value_field import Pasted, ValueField, holds_several, read_pasted
from keystead.gui.theme.theme import Theme
from tests.support.window import Stage

PEM = "-----BEGIN PRIVATE KEY-----\nMIIE\nabcd\n-----END PRIVATE KEY-----"


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> Iterator[ValueField]:
    stage = Stage()
    qtbot.addWidget(stage)
    field = ValueField(theme)
    holder = QWidget()
    field.setParent(holder)
    field.resize(500, 200)
    stage.hold(holder)
    stage.show()
    stage.activateWindow()
    qtbot.waitActive(stage)
    yield field
    stage.close()


def paste(field: ValueField, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    field.line.edit.setFocus()
    qtbot.keyClick(field.line.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_it_is_hidden_while_it_is_typed(field: ValueField, qtbot: QtBot):
    qtbot.keyClicks(field.line.edit, "abc")
    assert field.line.edit.echoMode() is QLineEdit.EchoMode.Password
    assert field.value() == SecretText("abc")


def test_a_pasted_pem_keeps_its_lines_and_stays_hidden(field: ValueField, qtbot: QtBot):
    paste(field, qtbot, f"{PEM}\r\n".replace("\n", "\r\n"))
    assert field.value().reveal() == PEM
    assert not field.area.isVisible()
    assert field._count.words() == "4 lines, 63 bytes"
    qtbot.mouseClick(field._toggle, Qt.MouseButton.LeftButton)
    assert field.area.isVisible()
    qtbot.mouseClick(field._toggle, Qt.MouseButton.LeftButton)
    assert not field.area.isVisible()


def test_a_paste_of_one_line_goes_where_the_cursor_is(field: ValueField, qtbot: QtBot):
    qtbot.keyClicks(field.line.edit, "ab")
    qtbot.keyClick(field.line.edit, Qt.Key.Key_Left)
    paste(field, qtbot, "XY\n")
    assert field.value().reveal() == "aXYb"


def test_the_menu_of_the_mouse_pastes_alike(field: ValueField):
    QGuiApplication.clipboard().setText(PEM)
    field.line.edit.customContextMenuRequested.emit(QPoint(3, 3))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    paste_entry, clear_entry = menu.actions()
    paste_entry.trigger()
    assert field.value().reveal() == PEM
    clear_entry.trigger()
    assert field.is_empty
    menu.close()


def test_several_lines_can_be_typed(field: ValueField, qtbot: QtBot):
    qtbot.mouseClick(field._single, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field.area.edit, "one")
    qtbot.keyClick(field.area.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(field.area.edit, "two")
    assert field.value().reveal() == "one\ntwo"
    field.set_error("Too long.")
    assert field.area.frame.state == "error"


def test_what_it_is_recognised_as_is_said(field: ValueField):
    seen: list[Recognition | None] = []
    field.recognised.connect(seen.append)
    field.set_value(SecretText("glpat-aaaaaaaaaaaaaaaaaaaa"))
    assert seen[-1] is not None
    assert seen[-1].service == "GitLab"
    assert field.line.message.words() == "Looks like a GitLab personal access token"
    field.set_value(SecretText("plain"))
    assert seen[-1] is None
    assert field.line.message.words() == ""


def test_what_is_odd_or_over_is_a_warning(field: ValueField):
    header, claims = "eyJhbGciOiJIUzI1NiJ9", "eyJleHAiOjEwMDAwMDAwMDB9"
    field.now = 999_999_999.0
    field.set_value(SecretText(f"{header}.{claims}.c2ln"))
    assert field.line.message.words().endswith("JSON Web Token: expires 2001-09-09")
    assert field.line.frame.state != "warning"
    field.now = 1_000_000_000.0
    field.set_value(SecretText(f"{header}.{claims}.c2lu"))
    assert field.line.message.words().endswith("JSON Web Token: expired 2001-09-09")
    assert field.line.frame.state == "warning"
    field.set_value(SecretText(f"Bearer {header}.{claims}.c2ln"))
    assert "but the word Bearer" in field.line.message.words()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", Pasted(SecretText("abc"))),
        ("  abc \n", Pasted(SecretText("abc"))),
        ("A_KEY=abc", Pasted(SecretText("abc"), "A_KEY")),
        ("export A_KEY = 'a b'", Pasted(SecretText("a b"), "A_KEY")),
        ('A_KEY="a', Pasted(SecretText('"a'), "A_KEY")),
        ("postgres://u:p@h/d?x=1", Pasted(SecretText("postgres://u:p@h/d?x=1"))),
        ("host=db password=x dbname=z", Pasted(SecretText("host=db password=x dbname=z"))),
        ("Server=db;Password=x", Pasted(SecretText("Server=db;Password=x"))),
        ("DB='host=db password=x'", Pasted(SecretText("host=db password=x"), "DB")),
        ("abc==", Pasted(SecretText("="), "abc")),
        ("A=1\nB=2", Pasted(SecretText("A=1\nB=2"))),
        (PEM, Pasted(SecretText(PEM))),
    ],
)
def test_name_and_value_are_taken_apart(text: str, expected: Pasted):
    assert read_pasted(SecretText(text)) == expected


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("A=1\nB=2", True),
        ("# note\n\nexport A=1\nB='x'\n", True),
        ("A=1", False),
        ("-----BEGIN PRIVATE KEY-----\nMIIE=x\nabcd=y\n-----END PRIVATE KEY-----", False),
        ("one line\nA=1\nB=2", False),
        ("", False),
    ],
)
def test_lines_of_a_file_are_told_from_one_value(text: str, several: bool):
    assert holds_several(SecretText(text)) is several
