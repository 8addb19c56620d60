"""Words: one line, shortened in the middle; paragraphs with 20 px a line; headings."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from keystead.gui.theme.fonts import BASE, LEAD, MONO, SMALL, TITLE, Weight
from keystead.gui.theme.metrics import LINE, PARAGRAPH, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.shown import set_shown

_UNBOUND = 16_777_215


class ElidedLabel(QLabel):
    """One line; what does not fit is left out of its middle, and shown as a tool tip."""

    def __init__(
        self,
        theme: Theme,
        words: str = "",
        font: QFont | None = None,
        colour: Token = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.theme = theme
        self._font = font or theme.fonts.ui()
        self._colour: Token = colour
        self._align = align
        self._words = ""
        self.setFixedHeight(max(PARAGRAPH, self._font.pixelSize() + 8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def words(self) -> str:
        """The whole text."""
        return self._words

    def set_words(self, words: str) -> None:
        """Change the text."""
        self._words = words
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self._tell()
        self.update()

    def set_colour(self, colour: Token) -> None:
        """Change the colour's token."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """The whole text."""
        margins = self.contentsMargins()
        wide = paint.width_of(self._words, self._font) + margins.left() + margins.right()
        return QSize(wide, self.height())

    def minimumSizeHint(self) -> QSize:
        """It may shrink to a few letters."""
        return QSize(min(self.sizeHint().width(), 3 * self._font.pixelSize()), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tool tip when the text no longer fits."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(self._words if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text."""
        painter = paint.begin(self)
        token: Token = self._colour if self.isEnabled() else "disabled"
        colour = self.theme.colour(token)
        paint.text(painter, self.contentsRect(), self._words, self._font, colour, self._align)
        painter.end()


def label(theme: Theme, words: str, parent: QWidget | None = None) -> ElidedLabel:
    """The name of a field: 13/500."""
    return ElidedLabel(theme, words, theme.fonts.ui(BASE, Weight.LABEL), parent=parent)


def hint(theme: Theme, words: str = "", parent: QWidget | None = None) -> ElidedLabel:
    """A small remark: 11/400, third text colour."""
    return ElidedLabel(theme, words, theme.fonts.ui(SMALL), "text3", parent=parent)


def title(theme: Theme, words: str, parent: QWidget | None = None) -> ElidedLabel:
    """The heading of a page: 20/600."""
    return ElidedLabel(theme, words, theme.fonts.ui(TITLE, Weight.HEADING), parent=parent)


def heading(theme: Theme, words: str, parent: QWidget | None = None) -> ElidedLabel:
    """The heading of a part of a page: 15/600."""
    return ElidedLabel(theme, words, theme.fonts.ui(LEAD, Weight.HEADING), parent=parent)


class Paragraph(QLabel):
    """Wrapped text, 20 px a line; what stands in `backticks` is set in the mono."""

    def __init__(
        self,
        theme: Theme,
        words: str = "",
        colour: Token = "text2",
        weight: int = Weight.TEXT,
        size: int = BASE,
        line: int = PARAGRAPH,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.theme = theme
        self._font = theme.fonts.ui(size, weight)
        self._mono = theme.fonts.mono(MONO if size == BASE else size, Weight.LABEL)
        self._colour: Token = colour
        self._line = line
        self._layout = QTextLayout()
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFont(self._font)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(words)

    def words(self) -> str:
        """The text as set, with its backticks."""
        return self._words

    def set_words(self, words: str) -> None:
        """Change the text."""
        self._words = words
        plain, formats = self._parsed(words)
        self.setText(plain)
        self._layout.setText(plain)
        self._layout.setFormats(formats)
        self.setAccessibleName(plain)
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: Token) -> None:
        """Change the colour's token."""
        self._colour = colour
        self.update()

    def set_weight(self, weight: int) -> None:
        """Change the weight of the words outside backticks."""
        self._font = self.theme.fonts.ui(self._font.pixelSize(), weight)
        self._layout.setFont(self._font)
        self.updateGeometry()

    def _parsed(self, words: str) -> tuple[str, list[QTextLayout.FormatRange]]:
        plain, formats = "", []
        for number, piece in enumerate(words.split("`")):
            if number % 2 and piece:
                span = QTextLayout.FormatRange()
                span.start, span.length = len(plain), len(piece)
                style = QTextCharFormat()
                style.setFont(self._mono)
                span.format = style
                formats.append(span)
            plain += piece
        return plain, formats

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines times their height."""
        return self._laid_out(width) * self._line

    def sizeHint(self) -> QSize:
        """One line where nothing bounds it; layouts then ask for the height at a width."""
        self._laid_out(_UNBOUND)
        widest = max(
            (self._layout.lineAt(n).naturalTextWidth() for n in range(self._layout.lineCount())),
            default=0.0,
        )
        width = min(int(widest) + 1, 560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few words wide."""
        return QSize(40, self._line if self._words else 0)

    def _laid_out(self, width: int) -> int:
        if not self._words:
            return 0
        self._layout.beginLayout()
        number = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, number * self._line + (self._line - line.height()) / 2))
            number += 1
        self._layout.endLayout()
        return number

    def _names(self) -> list[QTextLayout.FormatRange]:
        """What stands in the mono is a name: in the first text colour, as the scheme has it."""
        result = []
        for written in self._layout.formats():
            span = QTextLayout.FormatRange()
            span.start, span.length = written.start, written.length
            style = QTextCharFormat()
            if self._colour == "text2" and self.isEnabled():
                style.setForeground(self.theme.palette.text)
            span.format = style
            result.append(span)
        return result

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines."""
        painter = paint.begin(self)
        self._laid_out(self.width())
        token: Token = self._colour if self.isEnabled() else "disabled"
        painter.setPen(self.theme.colour(token))
        self._layout.draw(painter, QPointF(0, 0), self._names())
        painter.end()


class Separator(QWidget):
    """A hairline, level or upright."""

    def __init__(self, theme: Theme, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        if upright:
            self.setFixedWidth(LINE)
        else:
            self.setFixedHeight(LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.hair)
        painter.end()


class SectionHeader(QWidget):
    """A heading, a remark beside it, and a link at the right."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        remark: str = "",
        link: str = "",
        size: int = BASE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.heading = ElidedLabel(theme, words, theme.fonts.ui(size, Weight.HEADING))
        self.remark = ElidedLabel(theme, remark, theme.fonts.ui(), "text2")
        row.addWidget(self.heading)
        row.addWidget(self.remark)
        row.addStretch(1)
        small = SMALL if size == BASE else BASE
        self.link = LinkLabel(theme, link, small)
        set_shown(self.link, bool(link))
        row.addWidget(self.link)
