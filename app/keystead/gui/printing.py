"""Printing a sheet of the Emergency Kit."""

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText

_POINTS = 12


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The printer that the user chooses, or a PDF file; None when they choose none."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print a sheet")
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


def print_text(text: SecretText, font: QFont, parent: QWidget) -> bool:
    """Print the text as it stands; False when the user chose no printer."""
    printer = ask_printer(parent)
    if printer is None:
        return False
    font.setPointSize(_POINTS)
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setPlainText(text.reveal())
    document.print_(printer)
    return True
