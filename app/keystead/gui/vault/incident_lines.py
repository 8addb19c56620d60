"""The body of an incident: its keys, its tasks, its timeline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.blast_radius import page_of, to_rotate
from keystead.core.incidents import Case, Item, Moment, revoked_numbers
from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import SMALL, Weight
from keystead.gui.theme.metrics import PANE, ROW, XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.labels import ElidedLabel, Separator, heading
from keystead.gui.widgets.masked_value import MaskedValueBox
from keystead.gui.widgets.timeline import Timeline

_WIDTH = 860
_BOXES = 10
"""Up to so many keys the value can be looked at here."""
_VALUE = 272
_LONGEST = 100
"""Characters of a task that are shown."""
_MOMENTS = 200
"""Lines of the timeline that are shown; the record has all."""


class IncidentLines(QWidget):
    """``ticked`` gives an Item, ``page_asked`` an address, the others a Secret."""

    ticked = Signal(object)
    page_asked = Signal(str)
    rotate_asked = Signal(object)
    shown = Signal(object)
    reveal_asked = Signal(object)
    reveal_ended = Signal()

    def __init__(
        self, theme: Theme, case: Case, timeline: tuple[Moment, ...], snapshot: VaultSnapshot
    ) -> None:
        super().__init__()
        self.theme, self._case, self._snapshot = theme, case, snapshot
        self.boxes: dict[bytes, MaskedValueBox] = {}
        self.ticks: list[CheckBox] = []
        self._pressed = -1
        self.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title("Tasks")
        for item in case.items:
            self._row(self._task(item))
        self._title("Keys")
        for secret in case.keys:
            self._row(self._key(secret))
        self._title("Timeline")
        self._column.addWidget(self._timeline(timeline))

    def _title(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(XL)
        self._column.addWidget(heading(self.theme, words))
        self._column.addSpacing(S)

    def _row(self, row: QHBoxLayout) -> None:
        line = QWidget()
        line.setMinimumHeight(ROW)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        line.setLayout(row)
        self._column.addWidget(Separator(self.theme))
        self._column.addWidget(line)

    # Tasks -----------------------------------------------------------------------------------

    def _task(self, item: Item) -> QHBoxLayout:
        row, task = QHBoxLayout(), item.task
        several = len(self._case.keys) > 1
        of = f"{item.secret.environment}/{item.secret.name}: " if several else ""
        words = f"{of}{task.what}"
        tick = CheckBox(self.theme, plain(shortened(words)))
        tick.setAccessibleName(words)
        tick.setToolTip(words if len(words) > _LONGEST else "")
        tick.setChecked(bool(task.at))
        # A tick is a record: who did it when is not taken back.
        tick.setEnabled(not task.at and not self._case.closed)
        tick.clicked.connect(lambda: self._tick(tick, item))
        self.ticks.append(tick)
        row.addWidget(tick, 1)
        if task.at:
            by = f" by {task.by}" if task.by else ""
            row.addWidget(self._small(f"done {moment_in_words(task.at, self._snapshot.now)}{by}"))
        else:
            self._add_way(row, item)
        return row

    def _tick(self, tick: CheckBox, item: Item) -> None:
        self._pressed = self.ticks.index(tick)
        tick.setEnabled(False)
        self.ticked.emit(item)

    def _add_way(self, row: QHBoxLayout, item: Item) -> None:
        """A button that goes where the task is done."""
        page = page_of(item.secret, item.task.what)
        related = self._related(item.task.what)
        if page:
            button = Button(self.theme, "Open page", height=PANE, icon="external")
            button.clicked.connect(lambda: self.page_asked.emit(page))
            row.addWidget(button)
        elif related is not None:
            button = Button(self.theme, "Rotate", height=PANE, icon="rotate")
            button.setAccessibleDescription(f"Rotate {related.name} in {related.environment}")
            button.clicked.connect(lambda: self.rotate_asked.emit(related))
            row.addWidget(button)

    def _related(self, what: str) -> Secret | None:
        asked = to_rotate(what)
        return next(
            (
                one
                for one in self._snapshot.secrets
                if one.trashed is None and (one.environment, one.name) == asked
            ),
            None,
        )

    def stands_at(self) -> int:
        """The number of the tick that has the focus, or had it when it was pressed; -1."""
        stood = [number for number, tick in enumerate(self.ticks) if tick.hasFocus()]
        return stood[0] if stood else self._pressed

    def stand_at(self, number: int) -> None:
        """Put the focus on the next task to do from that one on; nothing for -1."""
        open_ones = [tick for tick in self.ticks[max(number, 0) :] if tick.isEnabled()]
        if number >= 0 and open_ones:
            open_ones[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys and timeline -------------------------------------------------------------------------

    def _key(self, secret: Secret) -> QHBoxLayout:
        theme, row = self.theme, QHBoxLayout()
        row.addWidget(ElidedLabel(theme, secret.name, theme.fonts.mono(weight=Weight.LABEL)), 5)
        row.addWidget(Chip(theme, secret.environment, self._snapshot.colour(secret.environment)))
        row.addWidget(self._small(f"{revoked_numbers(secret)} revoked"))
        if len(self._case.keys) <= _BOXES:
            box = MaskedValueBox(theme, secret.hint, f"Revoked value of {secret.name}", small=True)
            box.copy.hide()
            box.setFixedWidth(_VALUE)
            box.reveal_started.connect(lambda: self.reveal_asked.emit(secret))
            box.reveal_ended.connect(self.reveal_ended)
            self.boxes[secret.id] = box
            row.addWidget(box)
        show = Button(theme, "Open key", height=PANE)
        show.setAccessibleDescription(f"Open {secret.name} in {secret.environment}")
        show.clicked.connect(lambda: self.shown.emit(secret))
        row.addWidget(show)
        return row

    def show_value(self, secret: Secret, value: SecretText) -> None:
        """A revoked value into the box that waits for it."""
        if secret.id in self.boxes:
            self.boxes[secret.id].show_value(value)

    def _timeline(self, moments: tuple[Moment, ...]) -> QWidget:
        made = Timeline(self.theme, "Timeline")
        made.setContentsMargins(0, 0, 0, L)
        for moment in moments[-_MOMENTS:][::-1]:
            special = moment.what.startswith(("Revoked", "Closed"))
            when = moment_in_words(moment.at, self._snapshot.now)
            by = f"by {moment.by}" if moment.by else ""
            made.add("full" if special else "hollow", "", moment.what, when, by)
        return made

    def _small(self, words: str) -> ElidedLabel:
        return ElidedLabel(self.theme, words, self.theme.fonts.ui(SMALL, Weight.LABEL), "text2")


def plain(words: str) -> str:
    """Words of people, in which a backtick is none of our marks for the mono."""
    return words.replace("`", "'")


def shortened(words: str) -> str:
    """Long words without their middle: a path is known by both ends."""
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half]}…{words[-half + 1 :]}"
