"""*What protects this vault*, after mock-up 08."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from keystead.core.dates import day_of, exact
from keystead.errors import KeysteadError
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.theme.fonts import BASE, SMALL, Weight
from keystead.gui.theme.metrics import PANE, XL, L, M, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cover import Cover
from keystead.gui.vault.protection_rows import LEVELS, Fact, Level, Row, facts_of, rows_of
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, Separator, heading
from keystead.services.protection import Protection

_ROW = 56
_BAR = (5, 12)
_COLOURS: dict[Level, tuple[Token, Token]] = {
    3: ("green_fill", "green"),
    2: ("amber_fill", "amber"),
    1: ("red_fill", "red"),
}
CHANGES = (
    (ChangeKind.PASSPHRASE, "Change passphrase", "lock"),
    (ChangeKind.KIT, "New Emergency Kit", "document"),
    (ChangeKind.COMPROMISED, "Someone may have my kit, passphrase or computer", "warning"),
)
TWO_KITS = (
    "A change was stopped before its new sheets were checked, so the old kit and the new one both "
    "open the vault file. Make a new Emergency Kit to end that."
)


class ProtectionPage(Cover):
    """``change_asked`` gives a ChangeKind."""

    change_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            "What protects this vault",
            "A vault opens with your passphrase, a code from your phone and a key that only this "
            "computer holds. This page says what is left when some of them are in other hands.",
        )
        self.change = Button(theme, "Change protection", height=PANE, icon="settings")
        self.menu = QMenu(self)
        for kind, words, icon in CHANGES:
            action = self.menu.addAction(words)
            theme.bind_icon(action, icon)
            action.triggered.connect(lambda _=False, kind=kind: self.change_asked.emit(kind))
        self.change.setMenu(self.menu)
        self.head.addWidget(self.change)
        self._content: QWidget | None = None

    def open_menu(self) -> None:
        """The three changes, below their button."""
        corner = self.change.rect().bottomRight() - QPoint(self.menu.sizeHint().width(), 0)
        self.menu.popup(self.change.mapToGlobal(corner))

    def show_facts(self, facts: Protection) -> None:
        """Fill the page."""
        self._clear()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Table(self.theme, rows_of(facts)))
        column.addSpacing(XL + M - S)
        column.addWidget(heading(self.theme, "This vault, today"))
        column.addSpacing(M)
        until = exact(day_of(facts.codes_until))
        made = "" if facts.kit_made is None else exact(day_of(facts.kit_made))
        column.addWidget(_Facts(self.theme, facts_of(facts, until, made)))
        self.body.addWidget(self._content)
        if facts.device_key_problem:
            title = "The device key cannot be reached now"
            self._say(title, facts.device_key_problem)
        elif facts.two_kits:
            self._say("Two kits open this vault", TWO_KITS)
        else:
            self.banner.hide()

    def show_problem(self, error: KeysteadError) -> None:
        """What is in place could not be read."""
        self._clear()
        self.banner.say("error", "This page cannot be filled", error.message)
        self.banner.show()

    def _say(self, title: str, words: str) -> None:
        self.banner.say("warning", title, words)
        self.banner.show()

    def _clear(self) -> None:
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None


class _Table(QWidget):
    """Somebody has, what stands in their way, in short."""

    def __init__(self, theme: Theme, rows: list[Row]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 42)
        grid.setColumnStretch(2, 45)
        for column, words in ((1, "Someone has"), (2, "What stands in their way"), (3, "In short")):
            small = ElidedLabel(theme, words, theme.fonts.ui(SMALL, Weight.LABEL), "text2")
            small.setFixedHeight(28)
            grid.addWidget(small, 0, column)
        for number, row in enumerate(rows):
            line = 2 * number + 1
            grid.addWidget(Separator(theme), line, 0, 1, 4)
            grid.setRowMinimumHeight(line + 1, _ROW - 1)
            middle = Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(IconView(theme, row.icon, "text2"), line + 1, 0, middle)
            has = Paragraph(theme, row.has, "text", Weight.LABEL, BASE)
            grid.addWidget(has, line + 1, 1, middle)
            grid.addWidget(Paragraph(theme, row.way, "text"), line + 1, 2, middle)
            grid.addWidget(_Short(theme, row.level), line + 1, 3, middle)
        grid.addWidget(Separator(theme), 2 * len(rows) + 1, 0, 1, 4)


class _Short(QWidget):
    """Three bars and a word: closed, slowed, open."""

    def __init__(self, theme: Theme, level: Level) -> None:
        super().__init__()
        self.theme, self._level = theme, level
        self._font = theme.fonts.ui(BASE, Weight.LABEL)
        self.setAccessibleName(LEVELS[level])
        self.setFixedSize(92, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, word."""
        painter = paint.begin(self)
        palette = self.theme.palette
        fill, words = (self.theme.colour(token) for token in _COLOURS[self._level])
        wide, high = _BAR
        for number in range(3):
            box = QRect(number * (wide + 3), (self.height() - high) // 2, wide, high)
            is_full = number < self._level
            paint.frame(painter, box, fill if is_full else None, None if is_full else palette.track,
                        1.5)  # fmt: skip
        area = QRect(3 * (wide + 3) + S, 0, 60, self.height())
        paint.text(painter, area, LEVELS[self._level], self._font, words)
        painter.end()


class _Facts(QWidget):
    """Five columns of three lines."""

    def __init__(self, theme: Theme, facts: list[Fact]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(0)
        small = theme.fonts.ui(SMALL, Weight.LABEL)
        for column, fact in enumerate(facts):
            grid.setColumnStretch(column, 1)
            grid.addWidget(ElidedLabel(theme, fact.name, small, "text2"), 0, column)
            token: Token = "amber" if fact.warns else "text"
            font = theme.fonts.ui(BASE, Weight.HEADING)
            grid.addWidget(ElidedLabel(theme, fact.value, font, token), 1, column)
            remark = ElidedLabel(theme, fact.remark, theme.fonts.ui(SMALL), "text2")
            grid.addWidget(remark, 2, column)
