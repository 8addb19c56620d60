"""Commands in the assistant: what they print, how they fail, and how they are stopped."""

from collections.abc import Callable

import pytest

from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.models.rotation import Page
from tests.support.window import OpenWindow, wait_for


def run(dialog: RotateDialog, command: str) -> None:
    field = dialog.value.command if dialog._page is Page.VALUE else dialog.check.command
    field.line.set_text(command)
    field.button.click()
    wait_for(lambda: not dialog.hooks.busy and not dialog.hooks.run.running)


def test_a_command_prints_the_value(window: OpenWindow, assistant: Callable[[], RotateDialog]):
    dialog = assistant()
    run(dialog, "echo from-the-hook")
    assert dialog.value.value.value().reveal() == "from-the-hook"
    assert "printed 13 characters" in dialog.value.remark.words()
    assert dialog.next.isEnabled()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("false", "exit code 1"),
        ("true", "printed nothing"),
        ("printf 'a\\nb'", "several lines"),
        ("echo 'open", "never closed"),
        ("no-such-program", "cannot be started"),
    ],
)
def test_a_command_that_fails_is_told(
    window: OpenWindow, assistant: Callable[[], RotateDialog], command: str, said: str
):
    dialog = assistant()
    run(dialog, command)
    assert said in dialog.value.remark.words()
    assert dialog.value.value.is_empty


def test_several_lines_are_taken_where_that_is_ticked(
    window: OpenWindow, assistant: Callable[[], RotateDialog]
):
    dialog = assistant()
    dialog.value.several.click()
    run(dialog, "printf 'a\\nb\\n'")
    assert dialog.value.value.value().reveal() == "a\nb"


def test_a_command_is_stopped(window: OpenWindow, assistant: Callable[[], RotateDialog]):
    dialog = assistant()
    dialog.value.command.line.set_text("sleep 600")
    dialog.value.command.button.click()
    assert dialog.hooks.busy
    assert dialog.value.command.button.text() == "Stop"
    dialog.value.command.button.click()
    assert not dialog.hooks.busy
    assert dialog.value.remark.words() == ""


def test_a_check_gets_the_new_value(window: OpenWindow, begun: RotateDialog):
    begun.next.click()
    begun.check.command.line.set_text("false")
    begun.check.command.button.click()
    window.settle()
    wait_for(lambda: not begun.hooks.busy)
    assert "exit code 1" in begun.check.result.words()
    begun.check.command.line.set_text("sh -c 'test \"$GITHUB_TOKEN\" = new-value'")
    begun.check.command.button.click()
    window.settle()
    wait_for(lambda: not begun.hooks.busy)
    window.settle()
    assert "by the command sh" in begun.check.result.words()
    assert begun.check.tick.isChecked()


def test_a_check_that_makes_no_sense_is_told(window: OpenWindow, begun: RotateDialog):
    begun.next.click()
    begun.check.command.line.set_text("echo 'open")
    begun.check.command.button.click()
    window.settle()
    assert "never closed" in begun.check.result.words()
