from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from keystead.core.secret_types import SecretText
from keystead.gui import printing


def test_the_sheet_is_printed_as_it_stands(stage, theme, tmp_path, monkeypatch):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    text = SecretText("Secret Key\n\n    AAAA-BBBB")
    monkeypatch.setattr(printing, "ask_printer", lambda _: printer)
    assert printing.print_text(text, theme.fonts.mono(), stage)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_printer_nothing_happens(stage, theme, monkeypatch):
    monkeypatch.setattr(printing, "ask_printer", lambda _: None)
    assert not printing.print_text(SecretText("Secret Key"), theme.fonts.mono(), stage)


def test_the_printer_is_chosen_in_a_dialog(stage, monkeypatch):
    answers = [QPrintDialog.DialogCode.Accepted, QPrintDialog.DialogCode.Rejected]
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: answers.pop(0))
    assert isinstance(printing.ask_printer(stage), QPrinter)
    assert printing.ask_printer(stage) is None
