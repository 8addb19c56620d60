"""One key of the vault, found by a part of its name."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.vault.key_field import KeyField
from keystead.gui.widgets.buttons import IconButton
from tests.support.window import OpenWindow


@pytest.fixture
def field(window: OpenWindow, theme: Theme, qtbot: QtBot) -> KeyField:
    made = KeyField(theme)
    qtbot.addWidget(made)
    snapshot = window.controller.snapshot
    assert snapshot is not None
    made.show_secrets(snapshot.secrets)
    return made


def told(field: KeyField) -> list[frozenset[bytes]]:
    found: list[frozenset[bytes]] = []
    field.changed.connect(lambda: found.append(field.ids()))
    return found


def test_a_whole_name_is_the_key(window: OpenWindow, field: KeyField, qtbot: QtBot):
    changes = told(field)
    qtbot.keyClicks(field.edit, "prod/NPM_TOKEN")
    assert changes == [{window.secret("NPM_TOKEN").id}]
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert changes[1:] == [frozenset()]


def test_a_part_that_one_key_has_is_completed(window: OpenWindow, field: KeyField, qtbot: QtBot):
    qtbot.keyClicks(field.edit, "npm")
    assert field.ids() == frozenset()
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "prod/NPM_TOKEN"
    assert field.ids() == {window.secret("NPM_TOKEN").id}


@pytest.mark.parametrize("words", ["GITHUB", "no such key"])
def test_a_part_of_several_names_or_of_none_chooses_no_key(
    field: KeyField, qtbot: QtBot, words: str
):
    qtbot.keyClicks(field.edit, words)
    assert field.state == "plain"
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert (field.ids(), field.edit.text(), field.state) == (frozenset(), words, "error")
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.state == "plain"


def test_names_are_offered_for_any_part_of_them(field: KeyField):
    completer = field.edit.completer()
    completer.setCompletionPrefix("stripe_secret")
    model = completer.completionModel()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert offered == ["dev/STRIPE_SECRET_KEY", "prod/STRIPE_SECRET_KEY"]


def test_the_cross_chooses_every_key_again(window: OpenWindow, field: KeyField):
    (cross,) = field.findChildren(IconButton)
    assert not cross.isVisibleTo(field)
    field.choose(window.secret("NPM_TOKEN"))
    assert cross.isVisibleTo(field)
    assert field.edit.cursorPosition() == 0
    changes = told(field)
    cross.click()
    assert changes == [frozenset()]
    assert not cross.isVisibleTo(field)
