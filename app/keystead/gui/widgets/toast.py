"""The bar at the foot of the window that says what was done, with Undo; then it goes."""

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.gui.theme.metrics import PAGE, XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import SEVERITY_MARKS, MarkView, Severity
from keystead.gui.widgets.shown import set_shown

_HEIGHT = 40


class Toast(QWidget):
    """Lies over its parent, above the foot; one at a time, a new one replaces the old.

    ``undone`` when its action was used; ``expired`` when it went without.
    """

    undone = Signal()
    expired = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, lift: int = 28) -> None:
        """``lift``: the height of what stands at the foot (the status bar), in pixels."""
        super().__init__(parent)
        self.theme = theme
        self._lift = lift
        self._room = parent
        row = QHBoxLayout(self)
        row.setContentsMargins(M, 0, S, 0)
        row.setSpacing(S)
        self._mark = MarkView(theme, SEVERITY_MARKS["success"])
        self._words = ElidedLabel(theme, "")
        self._link = LinkLabel(theme, "Undo")
        self._link.clicked.connect(self._undo)
        self._cross = IconButton(theme, "close", "Dismiss", PAGE - S)
        self._cross.clicked.connect(self._expire)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addSpacing(S)
        row.addWidget(self._link)
        row.addWidget(self._cross)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._expire)
        parent.installEventFilter(self)
        self.hide()

    def words(self) -> str:
        """What it says, or said last."""
        return self._words.words()

    def show_message(
        self,
        words: str,
        action: str = "",
        severity: Severity = "success",
        seconds: float = 8.0,
    ) -> None:
        """Say ``words`` for ``seconds``; ``action`` such as ``Undo`` can be used meanwhile."""
        if not self.isHidden():
            self._expire()
        self._mark.set_mark(SEVERITY_MARKS[severity])
        self._words.set_words(words)
        self._link.set_words(action)
        set_shown(self._link, bool(action))
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(round(seconds * 1000))

    def sizeHint(self) -> QSize:
        """As wide as its words, within the window."""
        row = self.layout()
        wide = row.sizeHint().width() if row is not None else 0
        most = self._room.width() - 2 * XL
        return QSize(min(max(wide, 240), most), _HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.resize(self.sizeHint())
        room = self._room
        left = (room.width() - self.width()) // 2
        self.move(left, room.height() - self._lift - L - self.height())

    def _undo(self) -> None:
        self._timer.stop()
        self.hide()
        self.undone.emit()

    def _expire(self) -> None:
        self._timer.stop()
        self.hide()
        self.expired.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and line."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.raised, palette.field_border)
        painter.end()
