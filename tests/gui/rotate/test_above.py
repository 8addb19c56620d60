"""What lies over the assistant: one dialog at a time, gone with it."""

from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.dialogs.rotate.above import Above
from keystead.gui.widgets.confirm import ConfirmDialog
from tests.support.window import OpenWindow


def test_a_question_and_its_answer(window: OpenWindow):
    above = Above(window.view.theme, window.view, window.controller)
    done: list[int] = []
    above.ask("Retire v1 now?", "Words.", "Retire v1", lambda: done.append(1))
    assert isinstance(above.dialog, ConfirmDialog)
    above.dialog.sure.click()
    assert done == [1]
    assert above.dialog is None


def test_it_is_taken_away(window: OpenWindow):
    above = Above(window.view.theme, window.view, window.controller)
    used: list[SecretText] = []
    above.generate(used.append)
    window.settle()
    assert isinstance(above.dialog, GenerateDialog)
    above.end()
    assert above.dialog is None
    assert used == []
    above.end()
