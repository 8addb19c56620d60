"""The masked preview of a file to be written, line by line."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from keystead.gui.models.export_preview import Line
from keystead.gui.theme.fonts import MONO, SMALL, Weight
from keystead.gui.theme.metrics import PARAGRAPH, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.scrolled import Scrolled

_NUMBERS = 28
_LEFT = 40


class _Lines(QWidget):
    """Numbers, names, masks; a line with a note on amber, the note at its right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._lines: tuple[Line, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self.setFixedHeight(len(lines) * PARAGRAPH + 2 * S)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def event(self, event: QEvent, /) -> bool:
        """A note that is too long for its line is told in full."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = (event.pos().y() - S) // PARAGRAPH
            note = self._lines[at].note if 0 <= at < len(self._lines) else ""
            QToolTip.showText(event.globalPos(), note, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        for place, line in enumerate(self._lines):
            rect = QRect(0, S + place * PARAGRAPH, self.width(), PARAGRAPH)
            if rect.intersects(event.rect()):
                self._line(painter, rect, line)
        painter.end()

    def _line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        palette, fonts = self.theme.palette, self.theme.fonts
        right = rect.right() - 12
        if line.note:
            painter.fillRect(rect.adjusted(1, 0, -1, 0), palette.amber_soft)
            painter.fillRect(QRect(rect.x() + 1, rect.y(), 2, rect.height()), palette.amber_fill)
            font = fonts.ui(SMALL, Weight.HEADING)
            wide = min(paint.width_of(line.note, font), rect.width() // 2)
            area = QRect(right - wide, rect.y(), wide, rect.height())
            end = Qt.TextElideMode.ElideRight
            paint.text(painter, area, line.note, font, palette.amber, elide=end)
            right = area.x() - S
        number = QRect(0, rect.y(), _NUMBERS, rect.height())
        align = Qt.AlignmentFlag.AlignRight
        paint.text(painter, number, str(line.number), fonts.mono(SMALL), palette.text3, align)
        mono = fonts.mono(MONO)
        left = _LEFT
        if line.name:
            name = line.label or f"{line.name}="
            wide = min(paint.width_of(name, mono), right - left)
            paint.text(painter, QRect(left, rect.y(), wide, rect.height()), name, mono,
                palette.text)  # fmt: skip
            left += wide - 1
        colour = palette.text2 if line.name else palette.text3
        area = QRect(left, rect.y(), max(right - left, 0), rect.height())
        shown = f"{line.shown}{line.end}"
        paint.text(painter, area, shown, mono, colour, elide=Qt.TextElideMode.ElideRight)


class PreviewBox(QWidget):
    """A sunken box that scrolls."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName("Preview, values hidden")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self._lines = _Lines(theme)
        column.addWidget(Scrolled(self._lines))

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines."""
        self._lines.set_lines(lines)
        self.setAccessibleDescription("\n".join(f"{one.name} {one.note}" for one in lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.hair)
        painter.end()
