"""One key of the review: what is known of it, and the four decisions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystead.core import dates
from keystead.core.model import Decision, Secret
from keystead.core.places import all_places
from keystead.gui.models.details import ACCESS_WORDS, REVIEW_WORDS, RISK_WORDS
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import LEAD, SMALL, Weight
from keystead.gui.theme.metrics import PAGE, XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.age_bar import Bar
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.key_cap import KeyCap
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.text_field import TextField

_WIDTH = 720
_LABELS = 110
_DECISIONS = (
    (Decision.KEEP, "Keep", "K", "check", Kind.SECONDARY),
    (Decision.ROTATE, "Rotate", "R", "rotate", Kind.SECONDARY),
    (Decision.NARROW, "Narrow", "N", "filter", Kind.SECONDARY),
    (Decision.REVOKE, "Revoke", "V", "revoked", Kind.DESTRUCTIVE),
)


class ReviewCard(QWidget):
    """``decided`` gives a Decision, ``shown`` the Secret; ``skipped`` leaves it due."""

    decided = Signal(object)
    skipped = Signal()
    shown = Signal(object)

    def __init__(
        self, theme: Theme, secret: Secret, snapshot: VaultSnapshot, number: int, count: int
    ) -> None:
        super().__init__()
        self.theme, self.secret = theme, secret
        self._asked = False
        self.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._progress(number, count)
        self._title(snapshot)
        if secret.description:
            words = secret.description.replace("`", "'")
            self._column.addWidget(Paragraph(theme, words))
            self._column.addSpacing(M)
        self._facts(snapshot.now)
        self._column.addSpacing(L)
        self.note = TextField(theme, "Note", placeholder="for the record, or what to narrow")
        self.note.submitted.connect(self._submitted)
        self._column.addWidget(self.note)
        self._column.addSpacing(M)
        self.buttons: dict[Decision, Button] = {}
        self._actions()

    def _progress(self, number: int, count: int) -> None:
        font = self.theme.fonts.ui(SMALL, Weight.LABEL)
        self.progress = ElidedLabel(self.theme, f"{number} of {count}", font, "text2")
        self._column.addWidget(self.progress)
        self._column.addSpacing(S)
        bar = Bar(self.theme, "Reviewed so far")
        bar.set_share((number - 1) / count)
        self._column.addWidget(bar)
        self._column.addSpacing(XL)

    def _title(self, snapshot: VaultSnapshot) -> None:
        theme, secret, row = self.theme, self.secret, QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(ElidedLabel(theme, secret.name, theme.fonts.mono(LEAD, Weight.BOLD)))
        row.addWidget(Chip(theme, secret.environment, snapshot.colour(secret.environment)))
        row.addStretch(1)
        show = LinkLabel(theme, "Show the key")
        show.clicked.connect(lambda: self.shown.emit(secret))
        row.addWidget(show)
        self._column.addLayout(row)
        self._column.addSpacing(M)

    def _facts(self, now: float) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setColumnStretch(1, 1)
        for line, (name, words) in enumerate(facts_of(self.secret, now)):
            grid.addWidget(ElidedLabel(self.theme, name, colour="text3"), line, 0)
            grid.addWidget(ElidedLabel(self.theme, words), line, 1)
        self._column.addLayout(grid)

    def _actions(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        for decision, words, letter, icon, kind in _DECISIONS:
            button = Button(self.theme, words, kind, PAGE, icon)
            button.setAccessibleDescription(f"{words} {self.secret.name}; the letter {letter}")
            button.clicked.connect(lambda _=False, what=decision: self.decided.emit(what))
            self.buttons[decision] = button
            row.addWidget(button)
            row.addWidget(KeyCap(self.theme, letter))
            row.addSpacing(S)
        row.addStretch(1)
        skip = Button(self.theme, "Skip", Kind.GHOST, PAGE)
        skip.clicked.connect(self.skipped)
        row.addWidget(skip)
        row.addWidget(KeyCap(self.theme, "S"))
        self._column.addLayout(row)

    def ask_what_to_narrow(self) -> None:
        """Narrowing means nothing without what is too much."""
        self._asked = True
        self.note.set_error("Say what is too much, such as read-only, then press Enter.")
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submitted(self) -> None:
        """Enter in the note: it was asked for, or the letters decide from here on."""
        if self._asked:
            self.decided.emit(Decision.NARROW)
        else:
            self.buttons[Decision.KEEP].setFocus(Qt.FocusReason.OtherFocusReason)


def facts_of(secret: Secret, now: float) -> list[tuple[str, str]]:
    """What there is to know for a decision, in words; what is not known is left out."""
    number = len(all_places(secret))
    last = secret.reviewed
    reviewed = "never"
    if last is not None:
        by = f" by {last.by}" if last.by else ""
        note = f": {last.note}" if last.note else ""
        reviewed = f"{moment_in_words(last.at, now)}{by}, {REVIEW_WORDS[last.decision]}{note}"
    facts = [
        ("Risk", RISK_WORDS[secret.risk] if secret.risk is not None else "not said"),
        ("Service", secret.service),
        ("Owner", secret.owner),
        ("Access", ACCESS_WORDS[secret.access]),
        ("Permissions", ", ".join(secret.permissions)),
        ("Made", moment_in_words(secret.created, now)),
        ("Last used", dates.ago_in_words(secret.last_used, now) or "never"),
        ("Places", "none is known" if not number else "1" if number == 1 else str(number)),
        ("Last review", reviewed),
    ]
    return [(name, words) for name, words in facts if words]
