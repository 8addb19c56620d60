"""Export and import as commands; the dialogs have tests of their own."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from keystead.gui.dialogs.export import ExportDialog
from keystead.gui.dialogs.import_preview import ImportDialog
from tests.support.window import OpenWindow


def test_an_export_is_of_the_chosen_environment(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    window.view.commands.files.export()
    assert isinstance(window.view.commands.dialog, ExportDialog)
    window.view.commands.files.export()  # one dialog at a time
    window.view.commands.close_dialog()


def test_a_file_is_asked_for_and_looked_at(window: OpenWindow, tmp_path: Path, monkeypatch):
    answers = ["", str(tmp_path / ".env")]
    (tmp_path / ".env").write_text("A=1\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers.pop(0), ""))
    window.view.commands.files.import_file()
    assert window.view.commands.dialog is None
    window.view.commands.files.import_file()
    assert isinstance(window.view.commands.dialog, ImportDialog)
    window.view.commands.close_dialog()
