"""The right column of the Overview: ages, activity, what happened last, failed unlocks."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.models.overview import Overview
from keystead.gui.theme.fonts import LEAD, SMALL
from keystead.gui.theme.metrics import XL, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.bars import Bar, DayBars, StackedBars
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, SectionHeader
from keystead.gui.widgets.marks import Mark, StateLabel
from keystead.gui.widgets.plain_table import PlainTable
from keystead.gui.widgets.shown import set_shown

_LINE = 28


class OverviewSide(QWidget):
    """Charts, or the tables behind them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(SectionHeader(theme, "Age by environment", size=LEAD))
        self.ages = StackedBars(theme, "Age of the values by environment")
        self.ages_table = PlainTable(
            theme, "Age of the values", ("Environment", "Fresh", "Last third", "Overdue")
        )
        self.legend = Paragraph(theme, "Fresh, last third of its life, overdue (hatched)", "text2")
        column.addWidget(self.ages)
        column.addWidget(self.ages_table)
        column.addWidget(self.legend)
        column.addSpacing(XL - S)
        column.addWidget(SectionHeader(theme, "Activity of 30 days", size=LEAD))
        self.activity = DayBars(theme, "Uses and changes of the last 30 days")
        self.activity_table = PlainTable(theme, "Activity by day", ("Day", "Uses", "Changes"))
        column.addWidget(self.activity)
        column.addWidget(self.activity_table)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)
        column.addSpacing(XL - S)
        column.addWidget(SectionHeader(theme, "Failed unlocks", size=LEAD))
        self.failed = StateLabel(theme, Mark.GOOD, "")
        column.addWidget(self.failed)

    def show_overview(self, found: Overview) -> None:
        """Fill it."""
        colours = dict(found.environments)
        rows = [(name, found.tones[name]) for name, _ in found.environments if name in found.tones]
        self.ages.show_bars(
            [Bar(name, colours[name], parts, _age_words(name, parts)) for name, parts in rows]
        )
        self.ages_table.show_rows([(name, *map(str, parts)) for name, parts in rows])
        self.activity.show_days(found.activity)
        busy = [row for row in reversed(found.activity) if row[1] or row[2]]
        self.activity_table.show_rows([(day, str(uses), str(made)) for day, uses, made in busy])
        self._fill_recent(found)
        mark = Mark.WARNING if found.failed else Mark.GOOD
        self.failed.set_state(mark, found.failed or "None in 30 days")

    def show_tables(self, tables: bool) -> None:
        """The tables behind the charts, or the charts."""
        for chart, table in (
            (self.ages, self.ages_table), (self.activity, self.activity_table),
        ):  # fmt: skip
            set_shown(chart, not tables)
            set_shown(table, tables)
        set_shown(self.legend, not tables)

    def _fill_recent(self, found: Overview) -> None:
        while (entry := self._recent.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in found.recent:
            line = QWidget()
            line.setFixedHeight(_LINE)
            line.setAccessibleName(f"{one.words} {one.name}, {one.when}")
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(S)
            row.addWidget(IconView(self.theme, one.icon, "text2"))
            row.addWidget(ElidedLabel(self.theme, one.words))
            row.addWidget(ElidedLabel(self.theme, one.name, self.theme.fonts.mono(), "text2"), 1)
            row.addWidget(ElidedLabel(self.theme, one.when, self.theme.fonts.ui(SMALL), "text2"))
            self._recent.addWidget(line)


def _age_words(name: str, parts: tuple[int, int, int]) -> str:
    fresh, late, overdue = parts
    return f"{name}: {fresh} fresh, {late} in the last third, {overdue} overdue"
