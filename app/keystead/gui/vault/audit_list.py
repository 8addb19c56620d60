"""The events with what stands below them: how many there are, and all about the one chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.gui.models.audit_rows import event_lines
from keystead.gui.models.moments import event_moment
from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import ROW, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.audit_table import AuditTable
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.labels import ElidedLabel, Separator
from keystead.gui.widgets.shown import set_shown
from keystead.services.audit import Record

_LEAST_ROWS = 5


class AuditList(QWidget):
    """Rows, or why there are none; ``clear`` is the button that takes the filters away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._now, self._here = 0.0, b""
        self.table = AuditTable(theme)
        self.table.setMinimumHeight(_LEAST_ROWS * ROW)
        self.table.chosen.connect(self._show_chosen)
        self.quiet = QuietEmpty(theme, "history", "", "")
        self.clear = Button(theme, "Clear filters")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self._nothing = self._make_nothing()
        self.pages.addWidget(self._nothing)
        self.count = ElidedLabel(theme, "", colour="text2")
        self.lines = [
            ElidedLabel(theme, "", theme.fonts.ui(BASE, Weight.LABEL)),
            ElidedLabel(theme, "", colour="text2"),
            ElidedLabel(theme, "", colour="text2"),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        self._line = Separator(theme)
        column.addWidget(self._line)
        column.addSpacing(S)
        for line in self.lines:
            column.addWidget(line)
        column.addSpacing(S)
        column.addWidget(self.count)

    def _make_nothing(self) -> QWidget:
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addStretch(1)
        column.addStretch(2)
        column.addWidget(self.quiet)
        column.addSpacing(S)
        column.addLayout(row)
        column.addStretch(3)
        return nothing

    def show_records(
        self,
        records: Sequence[Record],
        now: float,
        here: bytes,
        colours: dict[str, str],
        keep: bool,
    ) -> None:
        """Show these alone.  With ``keep`` the one chosen stays so where it is among them; the
        first is chosen otherwise."""
        chosen = self.table.current() if keep else None
        self._now, self._here = now, here
        self.table.model_.show(records, now, here, colours)
        self.table.choose(max(self.table.model_.row_of(chosen), 0))
        self._show_chosen(self.table.current())

    def empty(self) -> None:
        """Neither events nor words about them."""
        self.show_records((), 0.0, b"", {}, False)
        self.count.set_words("")

    def append(self, records: Sequence[Record]) -> None:
        """Older ones below."""
        self.table.model_.append(records)

    def tell(self, busy: bool, ended: bool, looked: int, back_to: int, filtered: bool) -> None:
        """How many there are, and how far back was looked."""
        number = self.table.model_.rowCount()
        when = event_moment(back_to, self._now) if back_to and self._now else ""
        self._turn(bool(number))
        set_shown(self.clear, filtered and not busy)
        if not number:
            self._say_nothing(busy, looked, when, filtered)
            self.count.set_words("")
            return
        events = "1 event" if number == 1 else f"{number:,} events"
        match = (" matches" if number == 1 else " match") if filtered else ""
        if busy:
            words = f"{events}{match}; looking further back than {when}" if when else "Looking"
        elif ended:
            words = f"{events}{match}. There are no older ones."
        else:
            words = f"The newest {events}{' that match' if filtered else ''}, back to {when}. "
            words += "Older ones come as you scroll."
        self.count.set_words(words)

    def fail(self) -> None:
        """They could not be read, or not further."""
        number = self.table.model_.rowCount()
        self._turn(bool(number))
        set_shown(self.clear, False)
        self.quiet.say("warning", "The audit could not be read", "")
        events = "1 event" if number == 1 else f"{number:,} events"
        self.count.set_words(f"{events}. Older ones could not be read." if number else "")

    def _turn(self, some: bool) -> None:
        """Show the table, or why it is empty."""
        self.pages.setCurrentWidget(self.table if some else self._nothing)
        set_shown(self._line, some)

    def _say_nothing(self, busy: bool, looked: int, when: str, filtered: bool) -> None:
        if busy:
            far = f"{looked:,} events looked at, back to {when}." if looked and when else ""
            self.quiet.say("history", "Looking", far)
        elif filtered:
            told = f"None of {looked:,} events fits all filters." if looked else ""
            self.quiet.say("search", "Nothing matches", told)
        else:
            self.quiet.say("history", "Nothing happened yet", "")

    def _show_chosen(self, record: Record | None) -> None:
        words = ("", "", "") if record is None else event_lines(record, self._here)
        for line, said in zip(self.lines, words, strict=True):
            line.set_words(said)
