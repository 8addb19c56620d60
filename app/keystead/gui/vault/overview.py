"""The Overview, after mock-up 04: days ahead, findings, ages, activity, failed unlocks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from keystead.errors import KeysteadError
from keystead.gui.models.overview import Overview
from keystead.gui.theme.fonts import LEAD
from keystead.gui.theme.metrics import PANE, XL, XXL, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.cover import Cover
from keystead.gui.vault.finding_row import FindingRow
from keystead.gui.vault.overview_side import OverviewSide
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.horizon import DAYS, Horizon, Mark
from keystead.gui.widgets.labels import Paragraph, SectionHeader, Separator
from keystead.gui.widgets.marks import Mark as Sign
from keystead.gui.widgets.marks import StateLabel
from keystead.gui.widgets.plain_table import PlainTable
from keystead.gui.widgets.shown import set_shown

FEW = 6
"""Findings that are shown until all are asked for."""
MOST = 200
"""Findings that are shown at all; the command line lists every one."""


class OverviewPage(Cover):
    """``opened`` gives a Secret's id, ``acted`` the id and a Next, ``asked_again`` nothing."""

    opened = Signal(object)
    acted = Signal(object, object)
    asked_again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Overview", "")
        self._shown: Overview | None = None
        self._all = self._tables = False
        self.as_tables = Button(theme, "Show as tables", height=PANE, icon="list")
        self.as_tables.clicked.connect(self._turn_tables)
        again = Button(theme, "Check again", height=PANE, icon="refresh")
        again.clicked.connect(self.asked_again)
        self.head.addWidget(self.as_tables)
        self.head.addWidget(again)
        self._add_ahead()
        self.body.addSpacing(XL)
        below = QGridLayout()
        below.setHorizontalSpacing(XXL + L)
        below.setColumnStretch(0, 61)
        below.setColumnStretch(1, 39)
        below.addLayout(self._make_findings(), 0, 0)
        self.side = OverviewSide(theme)
        side = QVBoxLayout()
        side.addWidget(self.side)
        side.addStretch(1)
        below.addLayout(side, 0, 1)
        self.body.addLayout(below)

    def _add_ahead(self) -> None:
        self.body.addWidget(SectionHeader(self.theme, f"Next {DAYS} days", size=LEAD))
        self.legend = Paragraph(self.theme, "◆ expires    ○ rotation due", "text2")
        self.body.addWidget(self.legend)
        self.horizon = Horizon(self.theme)
        self.horizon.opened.connect(self.opened)
        self.ends = PlainTable(
            self.theme, f"The next {DAYS} days", ("Key", "Environment", "What", "In days")
        )
        self.body.addWidget(self.horizon)
        self.body.addWidget(self.ends)
        self.more_ends = Paragraph(self.theme, "", "text2")
        self.body.addWidget(self.more_ends)

    def _make_findings(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.health = SectionHeader(self.theme, "Health", "", "Show all", LEAD)
        self.health.link.clicked.connect(self._turn_all)
        column.addWidget(self.health)
        column.addSpacing(S)
        self.well = StateLabel(self.theme, Sign.GOOD, "Nothing was found.")
        column.addWidget(self.well)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.rest = Paragraph(self.theme, "", "text2")
        column.addWidget(self.rest)
        column.addStretch(1)
        return column

    # What is shown -------------------------------------------------------------------------

    def show_overview(self, found: Overview, soon: int) -> None:
        """Fill the page; ``soon``: days that are shaded."""
        self._shown = found
        self.banner.hide()
        self.intro.set_words(found.day)
        marks = [
            Mark(one.secret_id, one.name, one.environment, one.expires, one.days, one.words)
            for one in found.ends
        ]
        self.horizon.show_marks(marks, found.environments, found.today, soon)
        self.ends.show_rows(
            [(one.name, one.environment, one.words, str(one.days)) for one in found.ends]
        )
        set_shown(self.more_ends, found.more_ends > 0)
        self.more_ends.set_words(
            f"{found.more_ends:,} more: sort All keys by Expires, or see `keystead due`."
        )
        self._fill_findings(found)
        self.side.show_overview(found)
        self._show_kinds()

    def show_problem(self, error: KeysteadError) -> None:
        """It could not be found out."""
        self.banner.say("error", "This page cannot be filled", error.message)
        self.banner.show()

    def _fill_findings(self, found: Overview) -> None:
        while (entry := self._list.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        number = len(found.findings)
        self.health.remark.set_words("1 finding" if number == 1 else f"{number:,} findings")
        set_shown(self.health.link, number > FEW)
        self.health.link.set_words("Show fewer" if self._all else "Show all")
        set_shown(self.well, not number)
        shown = found.findings[: MOST if self._all else FEW]
        for one in shown:
            row = FindingRow(self.theme, one)
            row.acted.connect(lambda what, then: self.acted.emit(what.secret_id, then))
            row.opened.connect(lambda what: self.opened.emit(what.secret_id))
            self._list.addWidget(row)
            self._list.addWidget(Separator(self.theme))
        left = number - len(shown) if self._all else 0
        set_shown(self.rest, left > 0)
        self.rest.set_words(
            f"{left:,} more come up as these are settled; `keystead health` lists them."
        )

    def _turn_all(self) -> None:
        self._all = not self._all
        if self._shown is not None:
            self._fill_findings(self._shown)

    def _turn_tables(self) -> None:
        self._tables = not self._tables
        self._show_kinds()

    def _show_kinds(self) -> None:
        self.as_tables.set_words("Show as charts" if self._tables else "Show as tables")
        set_shown(self.horizon, not self._tables)
        set_shown(self.legend, not self._tables)
        set_shown(self.ends, self._tables)
        self.side.show_tables(self._tables)
