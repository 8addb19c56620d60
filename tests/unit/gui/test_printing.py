import shutil
import subprocess

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog

from keystead.core.secret_types import SecretText
from keystead.gui import printing
from keystead.gui.theme.theme import Scheme
from keystead.services.kit_sheets import Sheet, SheetKind

CODE = "B4T9-W1ZK-QER7-M3C0-XPVH-6SJ2-DN8A-5FYG-4K1Q-W9TB-C3R7-E0HZ-MX520"


@pytest.fixture
def sheet():
    return Sheet(SheetKind.RECOVERY, "Harbour Studio", SecretText(CODE), "2026-01-01")


def _printer(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_pdf_holds_the_whole_sheet_on_one_page(theme, sheet, tmp_path, stage):
    data = printing.pdf_of(sheet, theme.fonts)
    assert "B4T9" not in repr(data)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(data.reveal())
    command = shutil.which("pdftotext")
    assert command is not None
    done = subprocess.run([command, "-layout", file, "-"], capture_output=True, text=True)
    words = done.stdout
    assert "Recovery code" in words
    assert "Vault: Harbour Studio" in words
    assert "Made: 2026-01-01" in words
    for line in ("B4T9-W1ZK-QER7-M3C0", "XPVH-6SJ2-DN8A-5FYG", "4K1Q-W9TB-C3R7-E0HZ", "MX520"):
        assert line in words
    assert "Keep the two sheets apart." in words
    assert words.count("\f") == 1


def test_the_preview_draws_the_sheet_and_prints_it(theme, sheet, tmp_path, stage, monkeypatch):
    printed = tmp_path / "printed.pdf"

    def run(dialog):
        dialog.paintRequested.emit(_printer(printed))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintPreviewDialog, "exec", run)
    assert printing.print_sheet(sheet, theme.fonts, stage)
    assert printed.read_bytes().startswith(b"%PDF")


def test_the_preview_is_black_on_white_in_the_dark(theme, sheet, stage, qapp, monkeypatch):
    theme.apply(qapp, Scheme.DARK)
    seen = []

    def look(dialog):
        dialog.show()
        qapp.processEvents()
        image = dialog.findChild(QPrintPreviewWidget).grab().toImage()
        # Only the page itself is white.
        white = [
            (x, y)
            for y in range(0, image.height(), 2)
            for x in range(0, image.width(), 2)
            if image.pixelColor(x, y).lightness() == 255
        ]
        left, right = min(x for x, _ in white), max(x for x, _ in white)
        top = min(y for _, y in white)
        head = [
            image.pixelColor(x, y).lightness()
            for y in range(top, top + 150)
            for x in range(left + 4, right - 4)
        ]
        seen.append(min(head))
        dialog.close()
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintPreviewDialog, "exec", look)
    printing.print_sheet(sheet, theme.fonts, stage)
    theme.apply(qapp, Scheme.LIGHT)
    assert seen[0] < 60


def test_a_preview_that_is_closed_has_printed_nothing(theme, sheet, stage, monkeypatch):
    monkeypatch.setattr(QPrintPreviewDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    assert not printing.print_sheet(sheet, theme.fonts, stage)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_no_success(theme, sheet, tmp_path, stage):
    assert not printing.draw_on(_printer(tmp_path / "none" / "x.pdf"), sheet, theme.fonts)
