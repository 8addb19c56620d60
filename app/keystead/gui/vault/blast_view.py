"""What a value reaches, in the dialog that revokes it: places, people, other keys, uses."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.blast_radius import Copy, Radius, Related, Spot, Use, Why
from keystead.core.incidents import USED
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import M
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.detail_lines import Column, short_path
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.marks import Mark, MarkView

_ICONS = {"file": "file", "repository": "branch", "program": "terminal"}
_COPIES: dict[Copy, tuple[Mark, str]] = {
    Copy.HOLDS: (Mark.WARNING, "holds the value"),
    Copy.ANOTHER: (Mark.GOOD, "another value"),
    Copy.GONE: (Mark.GOOD, "gone"),
    Copy.UNREAD: (Mark.WARNING, "cannot be read"),
}
_WHY = {Why.VALUE: "the same value", Why.ACCOUNT: "the same account"}
_SHOWN = 8
"""Lines of a sort that are shown; how many more there are is said."""


class BlastView(QWidget):
    """A heading and lines for each sort of thing; what there is none of is left out."""

    def __init__(self, theme: Theme, radius: Radius, snapshot: VaultSnapshot) -> None:
        super().__init__()
        self.theme, self._snapshot = theme, snapshot
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(M)
        self._fill("Places", [self._place(one) for one in radius.spots], "No place is known")
        people = [self._person(name, name == radius.me) for name in radius.readers]
        self._fill(f"Who can read {radius.secret.environment}", people)
        self._fill("Other keys in danger", [self._related(one) for one in radius.related])
        uses = [self._use(one) for one in radius.uses]
        self._fill("Last uses", uses, "None in the last 30 days")
        self._layout.addStretch(1)

    def _fill(self, heading: str, lines: Sequence[list[QWidget]], none: str = "") -> None:
        if not lines and not none:
            return
        column = Column(self.theme, heading)
        for widgets in lines[:_SHOWN]:
            column.add(*widgets, stretch=1)
        if len(lines) > _SHOWN:
            column.add(ElidedLabel(self.theme, f"{len(lines) - _SHOWN} more", colour="text2"))
        if not lines:
            column.add(ElidedLabel(self.theme, none, colour="text2"))
        self._layout.addWidget(column)

    def _place(self, spot: Spot) -> list[QWidget]:
        theme, place = self.theme, spot.place
        where = ElidedLabel(theme, short_path(place.where), theme.fonts.mono())
        where.setToolTip(place.where)
        line: list[QWidget] = [IconView(theme, _ICONS.get(place.kind, "server"), "text2"), where]
        if place.host:
            line.append(self._small(place.host))
        if spot.copy in _COPIES:
            mark, words = _COPIES[spot.copy]
            line += [MarkView(theme, mark), self._small(words)]
        return line

    def _person(self, name: str, me: bool) -> list[QWidget]:
        line: list[QWidget] = [
            IconView(self.theme, "user", "text2"),
            ElidedLabel(self.theme, name),
        ]
        return [*line, self._small("you")] if me else line

    def _related(self, one: Related) -> list[QWidget]:
        theme, secret = self.theme, one.secret
        name = ElidedLabel(theme, secret.name, theme.fonts.mono())
        chip = Chip(theme, secret.environment, self._snapshot.colour(secret.environment))
        mark = Mark.WARNING if one.why is Why.VALUE else Mark.NOTE
        return [MarkView(theme, mark), name, self._small(_WHY[one.why]), chip]

    def _use(self, use: Use) -> list[QWidget]:
        where = " on ".join(part for part in (short_path(use.where), use.host) if part)
        words = f"{USED.get(use.what, use.what).capitalize()}{f', {where}' if where else ''}"
        told = ElidedLabel(self.theme, words)
        line: list[QWidget] = [IconView(self.theme, "clock", "text2"), told]
        by = [self._small(use.by)] if use.by else []
        return [*line, *by, self._small(moment_in_words(use.at, self._snapshot.now))]

    def _small(self, words: str) -> ElidedLabel:
        return ElidedLabel(self.theme, words, self.theme.fonts.ui(SMALL, Weight.LABEL), "text2")
