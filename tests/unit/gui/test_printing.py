from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from keystead.core.secret_types import SecretText
from keystead.gui import printing


def test_the_sheet_is_printed_as_it_stands(stage, theme, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    text = SecretText("Secret Key\n\n    AAAA-BBBB")
    assert printing.print_text(text, theme.fonts.mono(), stage, lambda _: printer)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_printer_nothing_happens(stage, theme):
    text = SecretText("Secret Key")
    assert not printing.print_text(text, theme.fonts.mono(), stage, lambda _: None)


def test_the_printer_is_chosen_in_a_dialog(stage, monkeypatch):
    answers = [QPrintDialog.DialogCode.Accepted, QPrintDialog.DialogCode.Rejected]
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: answers.pop(0))
    assert isinstance(printing.ask_printer(stage), QPrinter)
    assert printing.ask_printer(stage) is None
