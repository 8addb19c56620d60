"""The name of a key to press, as on its cap."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import RADIUS_SMALL
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint


class KeyCap(QWidget):
    """``Ctrl+V`` in a small frame."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keys = keys
        self._font = theme.fonts.ui(SMALL, Weight.LABEL)
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(18)

    def sizeHint(self) -> QSize:
        """Its words, 4 on either side."""
        return QSize(paint.width_of(self._keys, self._font) + 9, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame and words."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.border, RADIUS_SMALL)
        centre = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, self.rect(), self._keys, self._font, palette.text2, centre)
        painter.end()
