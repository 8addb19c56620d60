"""Printing a sheet of the Emergency Kit: preview, printer, PDF."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretBytes
from keystead.gui.theme.fonts import Fonts, Weight
from keystead.services.kit_sheets import Sheet, code_lines, sign_words

_MM = 25.4
_PREVIEW = (820, 900)
APART = "Sheet {number} of 2. Keep the two sheets apart."
_NUMBERS = {"secret-key": 1, "recovery-code": 2}


def print_sheet(sheet: Sheet, fonts: Fonts, parent: QWidget) -> bool:
    """Show the page as it will come out, with the system's printers; True when it was printed.

    The preview has the printer's own dialog behind its button.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_page())
    printer.setDocName(f"Keystead: {sheet.title}")
    pages: list[bool] = []

    def draw(target: QPrinter) -> None:
        pages.append(draw_on(target, sheet, fonts))

    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(f"Print the sheet with the {sheet.title}")
    dialog.resize(*_PREVIEW)
    dialog.paintRequested.connect(draw)
    printed = dialog.exec() == QPrintPreviewDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printed and all(pages)


def pdf_of(sheet: Sheet, fonts: Fonts) -> SecretBytes:
    """The sheet as a PDF file of one A4 page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(_page())
    writer.setTitle(f"Keystead Emergency Kit: {sheet.title}")
    writer.setResolution(300)
    draw_on(writer, sheet, fonts)
    return SecretBytes(bytes(buffer.data().data()))


def _page() -> QPageLayout:
    size = QPageSize(QPageSize.PageSizeId.A4)
    margins = QMarginsF(25, 25, 25, 25)
    upright = QPageLayout.Orientation.Portrait
    return QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter)


def draw_on(device: QPagedPaintDevice, sheet: Sheet, fonts: Fonts) -> bool:
    """Draw the sheet; False where the device takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    _Page(painter, fonts).draw(sheet)
    return painter.end()


class _Page:
    """Writes down a page, in points (1/72 inch)."""

    def __init__(self, painter: QPainter, fonts: Fonts) -> None:
        self._painter, self._fonts = painter, fonts
        device = painter.device()
        self._unit = device.logicalDpiY() / 72
        self._width = float(device.width())
        self._y = 0.0

    def draw(self, sheet: Sheet) -> None:
        """Title, vault, code, use."""
        # A preview replays only what changes: black has to be a change, or it is shown in the
        # text colour of the window, which in the dark is white on white.
        self._painter.setPen(Qt.GlobalColor.white)
        self._painter.setPen(Qt.GlobalColor.black)
        ui, mono = self._fonts.ui, self._fonts.mono
        self._write("Keystead Emergency Kit", ui(), 11)
        self._write(sheet.title, ui(weight=Weight.HEADING), 26, gap=10)
        self._write(f"Vault: {sheet.vault_name}", ui(), 12)
        self._write(f"Made: {sheet.day}", ui(), 12, gap=22)
        self._rule()
        for line in code_lines(sheet.code.reveal()):
            self._write(line, mono(weight=Weight.BOLD), 19, gap=6)
        if sign := sign_words(sheet.code):
            self._write(sign, ui(), 12)
        self._y += 12 * self._unit
        self._rule()
        blocks = sheet.use.strip().split("\n\n")
        for block in blocks:
            command = block.startswith("    ")
            words = block.strip() if command else " ".join(block.split())
            self._write(words, mono() if command else ui(), 12, gap=10)
        number = _NUMBERS[sheet.kind]
        self._write(APART.format(number=number), ui(weight=Weight.HEADING), 12)

    def _rule(self) -> None:
        unit = self._unit
        self._painter.fillRect(QRectF(0, self._y, self._width, unit), Qt.GlobalColor.black)
        self._y += 20 * unit

    def _write(self, words: str, font: QFont, points: float, gap: float = 3) -> None:
        # A glyph that a feature put in place of a letter is no letter to whoever copies the
        # code from the PDF.
        font.clearFeatures()
        font.setFeature(QFont.Tag("calt"), 0)
        font.setPointSizeF(points)
        self._painter.setFont(font)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        area = QRectF(0, self._y, self._width, 1e6)
        taken = self._painter.drawText(area, flags, words)
        self._y += taken.height() + gap * self._unit
