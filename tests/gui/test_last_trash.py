"""Ctrl+Z takes the last move to the trash back, while nothing else was done."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.window import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def _undo(window: OpenWindow) -> None:
    QTest.keyClick(window.view.table, Qt.Key.Key_Z, CONTROL)
    window.settle()


def _trash(window: OpenWindow) -> None:
    window.choose("NPM_TOKEN")
    window.view.commands.trash()
    window.settle()
    assert window.secret("NPM_TOKEN").trashed is not None


def test_the_key_comes_back_when_the_toast_is_gone(window: OpenWindow):
    _trash(window)
    window.view.toast.hide()
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.copy()
    window.settle()
    _undo(window)
    assert window.secret("NPM_TOKEN").trashed is None
    # Once only, and not what was done before.
    _undo(window)
    assert window.secret("NPM_TOKEN").trashed is None


def test_nothing_comes_back_after_something_else(window: OpenWindow):
    _trash(window)
    window.controller.edit(window.secret("STRIPE_SECRET_KEY"), {"notes": "x"})
    window.settle()
    _undo(window)
    assert window.secret("NPM_TOKEN").trashed is not None


def test_in_a_text_field_it_undoes_the_typing(window: OpenWindow):
    _trash(window)
    window.view.focus_search()
    edit = window.view.toolbar.search.edit
    QTest.keyClicks(edit, "str")
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    window.settle()
    assert edit.text() != "str"
    assert window.secret("NPM_TOKEN").trashed is not None
