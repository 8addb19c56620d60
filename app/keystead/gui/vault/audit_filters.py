"""What of the audit is wanted: words, key, action, environment, member, since when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.models.moments import begins, day_begins
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.key_field import KeyField
from keystead.gui.widgets.choices import DateField
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.shown import set_shown
from keystead.gui.widgets.text_field import SearchField
from keystead.services.audit import GROUPS, Wanted
from keystead.services.audit_words import WORDS

_PAUSE_MS = 250
"""After the last letter: a word is not searched for letter by letter."""
_GROUPS = {
    "use": "All uses",
    "change": "All changes of keys",
    "access": "Unlocking",
    "administration": "Members, rights, vault",
}
_DAY = -1
_TIMES = (("Any time", None), ("Today", 0), ("Last 7 days", 6), ("Last 30 days", 29),
          ("Since a day", _DAY))  # fmt: skip
_KEY_WIDTH = 236
_DAY_WIDTH = 128


class AuditFilters(QWidget):
    """``changed`` when something else is wanted; ``moved_down`` when Down was pressed in the
    search."""

    changed = Signal()
    moved_down = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Filters")
        self.search = SearchField(theme, "Search the audit")
        self.search.edit.setAccessibleName("Search the audit")
        self.search.moved_down.connect(self.moved_down)
        self.key = KeyField(theme)
        self.key.setFixedWidth(_KEY_WIDTH)
        self.action = ChoiceBox(theme, "Action", [("Every action", ""), *_actions()])
        self.environment = ChoiceBox(theme, "Environment", [("Every environment", "")])
        self.member = ChoiceBox(theme, "Member", [("Everybody", "")])
        self.since = ChoiceBox(theme, "Since", _TIMES)
        self.day = DateField(theme, "Since the day", "YYYY-MM-DD")
        self.day.setFixedWidth(_DAY_WIDTH)
        set_shown(self.day, False)
        self.clear_all = LinkLabel(theme, "Clear filters")
        set_shown(self.clear_all, False)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(S)
            column.addLayout(row)
        above.addWidget(self.search, 1)
        above.addWidget(self.key)
        above.addWidget(self.clear_all)
        boxes = (self.action, self.environment, self.member, self.since)
        for widget in (*boxes, self.day):
            below.addWidget(widget)
        below.addStretch(1)

    def _connect(self) -> None:
        self.search.text_changed.connect(lambda _: self._timer.start())
        self.search.submitted.connect(self._tell)
        self.key.changed.connect(self._tell)
        for box in (self.action, self.environment, self.member):
            box.currentIndexChanged.connect(lambda _: self._tell())
        self.since.currentIndexChanged.connect(lambda _: self._another_time())
        self.day.date_changed.connect(lambda _: self._tell())
        self.clear_all.clicked.connect(self.clear)

    # What is wanted ------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        """True while not everything is shown."""
        return self.wanted(0.0) != Wanted()

    def wanted(self, now: float) -> Wanted:
        """What is asked for, at ``now`` (Unix seconds); days are those of the desktop."""
        return Wanted(
            since=self._since(now),
            member=self.member.chosen(),
            action=self.action.chosen(),
            environment=self.environment.chosen(),
            words=self.search.text().strip(),
            about=self.key.ids(),
        )

    def _since(self, now: float) -> int | None:
        back = self.since.chosen()
        if back == _DAY:
            day: date | None = self.day.day()
            return None if day is None else begins(day)
        return None if back is None else day_begins(now, back)

    def clear(self) -> None:
        """Everything."""
        with QSignalBlocker(self):
            self._empty()
        self._tell()

    def show_only(self, secret: Secret) -> None:
        """What happened to this key, and nothing else; whoever asks reads it then."""
        with QSignalBlocker(self):
            self._empty()
            self.key.choose(secret)
        self._timer.stop()
        self._show_clear()

    def _empty(self) -> None:
        self.search.set_text("")
        self.key.clear()
        for box in (self.action, self.environment, self.member, self.since):
            box.setCurrentIndex(0)
        self.day.set_day(None)

    # What there is to choose from ----------------------------------------------------------

    def show_snapshot(self, snapshot: VaultSnapshot) -> None:
        """Environments and keys of the vault."""
        self._offer(self.environment, [one.name for one in snapshot.environments])
        self.key.show_secrets(snapshot.secrets)

    def show_people(self, names: Sequence[str]) -> None:
        """Members of the vault."""
        self._offer(self.member, names)

    def _offer(self, box: ChoiceBox, names: Sequence[str]) -> None:
        """Other entries behind the first; the one chosen stays where it still exists."""
        if [box.itemText(at) for at in range(1, box.count())] == list(names):
            return
        before, chosen = box.itemText(0), box.chosen()
        with QSignalBlocker(box):
            box.clear_entries()
            for words, entry in ((before, ""), *((name, name) for name in names)):
                box.add(words, entry)
            box.choose(chosen)
        box.updateGeometry()
        if box.chosen() != chosen:
            self._tell()

    # Telling -------------------------------------------------------------------------------

    def _another_time(self) -> None:
        wants_day = self.since.chosen() == _DAY
        set_shown(self.day, wants_day)
        if wants_day:
            self.day.edit.setFocus()
        self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        set_shown(self.clear_all, self.active)


def _actions() -> list[tuple[str, str]]:
    """Each group, and below it the actions in it."""
    found = []
    for group, words in _GROUPS.items():
        found.append((words, group))
        found += sorted((f"    {WORDS[action]}", action) for action in GROUPS[group])
    return found
