"""Several keys at once: one change, and those under way are left out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.model import Stage
from keystead.core.recipes import Format
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.dialogs.rotate.many import RotateManyDialog
from tests.support.window import OpenWindow


def many(window: OpenWindow) -> RotateManyDialog:
    window.view.table.selectAll()
    window.settle()
    QTest.keyClick(window.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    dialog = window.view.commands.dialog
    assert isinstance(dialog, RotateManyDialog)
    return dialog


def pending(window: OpenWindow) -> int:
    snapshot = window.controller.snapshot
    assert snapshot is not None
    return sum(
        any(version.stage is Stage.PENDING for version in one.versions) for one in snapshot.secrets
    )


def test_all_get_a_value_in_one_change(window: OpenWindow):
    dialog = many(window)
    before = len(window.owner.vault.state.commits)
    dialog.sure.click()
    window.settle()
    assert len(window.owner.vault.state.commits) == before + 1
    assert pending(window) == len(window.names())
    assert "have a new value that waits" in window.view.toast.words()


def test_those_under_way_are_left_out(window: OpenWindow, begun: RotateDialog):
    begun.cancel()
    dialog = many(window)
    assert dialog.title.words() == f"Rotate {len(window.names()) - 1} keys"
    assert "A rotation of 1 key is under way" in dialog.remark.words()


@pytest.mark.parametrize("form", [Format.JWT, Format.PREFIXED])
def test_what_cannot_be_made_for_many_is_said(window: OpenWindow, form: Format):
    dialog = many(window)
    dialog.fields.form.choose(form)
    dialog.fields.prefix.set_text("no prefix: blanks")
    dialog.begin()
    window.settle()
    assert dialog.remark.words()
    assert pending(window) == 0
    assert window.view.commands.dialog is dialog
    dialog.cancel()
