"""A banner: what happened, what is safe, what to do next; no modal where this does."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import ICON, XS, M
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import SEVERITY_MARKS, MarkView, Severity
from keystead.gui.widgets.shown import set_shown

_GROUNDS: dict[Severity, Token] = {
    "info": "sunken",
    "success": "green_soft",
    "warning": "amber_soft",
    "error": "red_soft",
}
_SIDE = 14
_AIR = 2  # what action and cross keep free round themselves


class Banner(QWidget):
    """A soft ground, a mark, a title and words, perhaps an action and a cross.

    ``body`` is a column to put more into (choices, buttons).
    """

    action = Signal()
    dismissed = Signal()

    def __init__(
        self,
        theme: Theme,
        severity: Severity = "info",
        title: str = "",
        words: str = "",
        *,
        action: str = "",
        dismissable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._severity: Severity = severity
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 10, _SIDE, 10)
        row.setSpacing(M)
        self._mark = MarkView(theme, SEVERITY_MARKS[severity])
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        row.addLayout(self.body, 1)
        self._title = Paragraph(theme, title, "text", Weight.HEADING)
        self._words = Paragraph(theme, words)
        self.link = LinkLabel(theme, action)
        self.link.clicked.connect(self.action)
        # Action and cross stand beside the first line alone: the words get the whole width.
        self._top = QHBoxLayout()
        self._top.setSpacing(M)
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._top)
        self.body.addWidget(self._words)
        self._cross = IconButton(theme, "close", "Dismiss", ICON + XS)
        self._cross.clicked.connect(self._dismiss)
        set_shown(self._cross, dismissable)
        self._top.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)
        self._inset = row
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(severity, title, words, action)

    def say(self, severity: Severity, title: str, words: str = "", action: str = "") -> None:
        """Say something (else)."""
        self._severity = severity
        self._mark.set_mark(SEVERITY_MARKS[severity])
        self._title.set_words(title)
        set_shown(self._title, bool(title))
        self._words.set_words(words)
        set_shown(self._words, bool(words))
        self._place_words(bool(title))
        self.link.set_words(action)
        set_shown(self.link, bool(action))
        beside = bool(action) or not self._cross.isHidden()
        self._inset.setContentsMargins(_SIDE, 10, _SIDE - (_AIR if beside else 0), 10)
        self.setAccessibleName(" ".join(filter(None, (severity, title, words))))
        self.update()

    def _place_words(self, titled: bool) -> None:
        """Below the title; without one, in its place beside action and cross."""
        if titled == (self._top.indexOf(self._words) < 0):
            return
        (self._top if titled else self.body).removeWidget(self._words)
        if titled:
            self.body.insertWidget(1, self._words)
        else:
            self._top.insertWidget(0, self._words, 1)

    def words(self) -> str:
        """Title and words, as one text."""
        return " ".join(filter(None, (self._title.words(), self._words.words())))

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def minimumSizeHint(self) -> QSize:
        """A few words wide."""
        return QSize(160, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground; a hairline round the neutral one."""
        painter = paint.begin(self)
        ground = self.theme.colour(_GROUNDS[self._severity])
        line = self.theme.palette.hair if self._severity == "info" else None
        paint.frame(painter, self.rect(), ground, line)
        painter.end()
