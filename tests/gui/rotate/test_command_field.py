"""The line of a command: run, stop, and nothing to run."""

from keystead.gui.dialogs.rotate.command_field import CommandField
from keystead.gui.theme.theme import Theme


def test_its_button_runs_and_stops(theme: Theme):
    field = CommandField(theme, "A command", "./x")
    asked: list[str] = []
    field.run_asked.connect(asked.append)
    field.stop_asked.connect(lambda: asked.append("stop"))
    field.line.submitted.emit()
    assert not field.button.isEnabled()
    field.line.set_text("echo x")
    field.line.submitted.emit()
    field.set_running(True)
    assert (field.button.text(), field.running) == ("Stop", True)
    assert field.line.edit.isReadOnly()
    field.button.click()
    field.set_running(False)
    assert asked == ["echo x", "stop"]
    assert not field.line.edit.isReadOnly()
    field.deleteLater()
