"""A QR code: dark on white in both schemes, on whole device pixels."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint

# Not tokens: a camera reads dark on white, whatever the scheme.
_WHITE, _DARK = QColor("#FFFFFF"), QColor("#101818")
_QUIET = 4  # modules of quiet zone, as ISO/IEC 18004 asks


class QrView(QWidget):
    """Shows a matrix: ``matrix[row][column]``, True is dark.  The quiet zone is added."""

    def __init__(
        self,
        theme: Theme,
        matrix: list[list[bool]],
        size: int = 318,
        name: str = "QR code for the authenticator",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._matrix = matrix
        self.setFixedSize(size, size)
        self.setAccessibleName(name)

    def set_matrix(self, matrix: list[list[bool]]) -> None:
        """Show another code; an empty list shows none."""
        self._matrix = matrix
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return self.size()

    def module(self, ratio: float) -> int:
        """Device pixels of one module at a device pixel ratio; 0 without a matrix."""
        count = len(self._matrix) + 2 * _QUIET
        return int(self.width() * ratio) // count if self._matrix else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White ground, dark modules."""
        painter = paint.begin(self)
        line = None if self.theme.dark else self.theme.palette.border
        paint.frame(painter, self.rect(), _WHITE, line)
        ratio = max(painter.deviceTransform().m11(), 1.0)
        module = self.module(ratio)
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        # Device pixels from here on, so that each module is equally large.
        painter.scale(1 / ratio, 1 / ratio)
        start = (round(self.width() * ratio) - module * len(self._matrix)) // 2
        for row, cells in enumerate(self._matrix):
            for column, dark in enumerate(cells):
                if dark:
                    left, top = start + column * module, start + row * module
                    painter.fillRect(QRect(left, top, module, module), _DARK)
        painter.end()
