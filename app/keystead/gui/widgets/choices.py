"""Fields with a choice: a list that opens, a number, a day."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QListView,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from keystead.gui.theme.metrics import ICON, PAGE, PANE, XS
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.field_frame import FieldFrame

_INSET = 10
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class ComboBox(QComboBox):
    """A choice out of a list.  Items as in QComboBox: ``addItem(words, data)``."""

    def __init__(
        self, theme: Theme, name: str, height: int = PAGE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._focus_shown = False
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        view = QListView()
        view.setObjectName("popup")
        self.setView(view)

    def sizeHint(self) -> QSize:
        """As wide as the longest entry."""
        font = self.theme.fonts.ui()
        widest = max(
            (paint.width_of(self.itemText(n), font) for n in range(self.count())), default=60
        )
        return QSize(2 * _INSET + widest + XS + ICON, self.height())

    def minimumSizeHint(self) -> QSize:
        """It may shorten its words."""
        return QSize(80, self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by the keyboard."""
        self._focus_shown = paint.shows_focus(event, self._focus_shown)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showPopup()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, words, chevron."""
        painter = paint.begin(self)
        palette = self.theme.palette
        enabled = self.isEnabled()
        ground = palette.raised if enabled else palette.sunken
        if enabled and self.underMouse():
            ground = palette.hover
        paint.frame(
            painter, self.rect(), ground, palette.field_border if enabled else palette.border
        )
        words: Token = "text" if enabled else "disabled"
        right = self.width() - _INSET - ICON
        area = QRect(_INSET, 0, right - XS - _INSET, self.height())
        paint.text(
            painter, area, self.currentText(), self.theme.fonts.ui(), self.theme.colour(words)
        )
        box = QRect(right + 4, (self.height() - ICON) // 2, ICON, ICON)
        self.theme.icons.paint(painter, box, "chevrons", "text2" if enabled else "disabled")
        if self.hasFocus() and self._focus_shown:
            paint.focus_line(painter, self.rect(), palette.accent)
        painter.end()


class SpinField(FieldFrame):
    """A whole number with its unit; arrows up and down, or the two small buttons."""

    value_changed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        low: int,
        high: int,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, PAGE, parent=parent)
        self.row.setContentsMargins(_INSET, 0, XS, 0)
        self.row.setSpacing(0)
        self.spin = QSpinBox()
        self.spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.spin.setFrame(False)
        self.spin.setRange(low, high)
        self.spin.setSuffix(suffix)
        self.spin.setAccessibleName(name)
        self.spin.setFont(theme.fonts.ui())
        self.spin.valueChanged.connect(self.value_changed)
        self.hold(self.spin)
        self._step(theme, "minus", f"Less: {name}", -1)
        self._step(theme, "plus", f"More: {name}", 1)

    def _step(self, theme: Theme, icon: str, name: str, by: int) -> None:
        button = IconButton(theme, icon, name, PANE - XS)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self.spin.stepBy(by))
        self.row.addWidget(button)

    def value(self) -> int:
        """The number."""
        return self.spin.value()

    def set_value(self, value: int) -> None:
        """Put a number in."""
        self.spin.setValue(value)


class DateField(FieldFrame):
    """A day as ``YYYY-MM-DD``, typed or picked; empty means never.

    ``date_changed`` gives a ``datetime.date`` or None; while the text is no day the frame
    is red and ``valid`` is False.  ``said`` when a person typed or picked it.
    """

    date_changed = Signal(object)
    said = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        placeholder: str = "YYYY-MM-DD, empty for never",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, PAGE, parent=parent)
        self.row.setContentsMargins(_INSET, 0, XS, 0)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setFont(theme.fonts.ui())
        self.edit.textChanged.connect(self._typed)
        self.edit.textEdited.connect(lambda _: self.said.emit())
        self.hold(self.edit)
        self._pick = IconButton(theme, "calendar", f"Choose a day: {name}", PANE - XS)
        self._pick.clicked.connect(self._open)
        self.row.addWidget(self._pick)
        self._popup: _Calendar | None = None

    @property
    def valid(self) -> bool:
        """False while the text is neither empty nor a day."""
        words = self.edit.text().strip()
        return not words or _parsed(words) is not None

    def day(self) -> date | None:
        """The day, None when empty or no day (see ``valid``)."""
        return _parsed(self.edit.text().strip())

    def set_day(self, day: date | None) -> None:
        """Put a day in, or empty it."""
        self.edit.setText(day.isoformat() if day is not None else "")

    def _typed(self) -> None:
        self.set_state("plain" if self.valid else "error")
        if self.valid:
            self.date_changed.emit(self.day())

    def calendar(self) -> QWidget:
        """The month that opens below the field."""
        return self._month()

    def _month(self) -> "_Calendar":
        if self._popup is None:
            self._popup = _Calendar(self.theme, self)
            self._popup.chosen.connect(self._picked)
        return self._popup

    def _open(self) -> None:
        self._month().open_at(self.mapToGlobal(QPoint(0, self.height() + XS)), self.day())

    def _picked(self, day: date) -> None:
        self.set_day(day)
        self.said.emit()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _parsed(words: str) -> date | None:
    try:
        # fromisoformat also reads weeks and forms without hyphens; a field should not.
        return date.fromisoformat(words) if _DAY.fullmatch(words) else None
    except ValueError:
        return None


class _Calendar(QWidget):
    """The month that opens below a day's field."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._month = QCalendarWidget()
        self._month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFixedSize(288, 224)
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self._month.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                theme.bind_icon(button, icon)
        self._month.clicked.connect(self._take)
        self._month.activated.connect(self._take)
        column.addWidget(self._month)

    def showEvent(self, event: QShowEvent) -> None:
        """Weekends as other days: red would say that something is wrong."""
        plain = QTextCharFormat()
        plain.setForeground(self.theme.palette.text)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(weekend, plain)
        super().showEvent(event)

    def open_at(self, place: QPoint, day: date | None) -> None:
        """Open with ``day`` chosen."""
        if day is not None:
            self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(place)
        self.show()
        self._month.setFocus()

    def _take(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line round it."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.border)
        painter.end()
