"""What may be dropped on the window, and what is shown while it hangs over it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.theme.fonts import LEAD, SMALL, Weight
from keystead.gui.theme.metrics import ICON, RADIUS_DIALOG, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

_MARGIN = 16
_FILE = ("import", "Drop the file to see what it would change", "Nothing is saved before that")
_TEXT = ("key", "Drop the text as a new key", "Nothing is saved before you have seen it")


class DropZone(QWidget):
    """Lies over the window while something hangs over it.

    ``file_dropped`` gives a Path, ``text_dropped`` a SecretText.
    """

    file_dropped = Signal(object)
    text_dropped = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme, self._window = theme, window
        self._words = _FILE
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def hover(self, data: QMimeData) -> bool:
        """Show what a drop would do; False where nothing can be done with it."""
        if file_of(data) is None and not _text_of(data):
            return False
        self._words = _TEXT if file_of(data) is None else _FILE
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.update()
        return True

    def drop(self, data: QMimeData) -> None:
        """It was let go."""
        self.hide()
        path, text = file_of(data), _text_of(data)
        if path is not None:
            self.file_dropped.emit(path)
        elif text:
            self.text_dropped.emit(SecretText(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil, a frame of dashes, a few words."""
        painter = paint.begin(self)
        palette, fonts = self.theme.palette, self.theme.fonts
        veil = palette.surface
        veil.setAlphaF(0.93)
        painter.fillRect(self.rect(), veil)
        pen = QPen(palette.accent, 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(palette.accent_soft)
        inner = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.drawRoundedRect(inner, RADIUS_DIALOG, RADIUS_DIALOG)
        icon, words, remark = self._words
        middle = self.rect().center()
        box = QRect(0, 0, 2 * ICON, 2 * ICON)
        box.moveCenter(middle)
        box.translate(0, -3 * S)
        self.theme.icons.paint(painter, box, icon, "accent_text")
        centre = Qt.AlignmentFlag.AlignHCenter
        line = self.rect().adjusted(0, 4 * S, 0, 4 * S)
        bold = fonts.ui(LEAD, Weight.HEADING)
        paint.text(painter, line, words, bold, palette.text, centre)
        line.translate(0, 3 * S)
        paint.text(painter, line, remark, fonts.ui(SMALL), palette.text2, centre)
        painter.end()


def file_of(data: QMimeData) -> Path | None:
    """The one file of this computer that hangs there, or None."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


def _text_of(data: QMimeData) -> str:
    """Text; not the addresses of files, which programs offer as text too."""
    return "" if data.hasUrls() or not data.hasText() else data.text().strip()
