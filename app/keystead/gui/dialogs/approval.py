"""A program asks to read keys: Deny, for 15 minutes, once.  No answer denies.

It lies over the window like every dialog; where the window is hidden, the application
shows it in a window of its own.  Deny has the focus, and a key pressed in the first
moment, meant for something else, allows nothing.
"""

import threading
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystead.agent.approvals import AccessRequest, Decision, Purpose
from keystead.agent.peers import Program
from keystead.gui.theme.fonts import LEAD, Weight
from keystead.gui.theme.metrics import XL, XXL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.detail_lines import short_path
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.countdown import CountdownRing
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.icon_view import IconView, Monogram
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, Separator
from keystead.gui.widgets.timeline import Timeline

DENIES_AFTER = 45.0
ARMED_AFTER_MS = 600
_SHOWN_KEYS = 6
_SHOWN_ARGUMENTS = 4
_BEFORE = {
    Decision.DENY: "denied",
    Decision.ONCE: "allowed once",
    Decision.FOR_15_MINUTES: "allowed for 15 minutes",
}
_READ = "Once read, a value cannot be taken back, only rotated."
_REMARKS = {
    Purpose.CHANGE: "It changes what is in the vault.",
    Purpose.PURGE: "What is erased cannot be brought back.",
    Purpose.RESTORE: "It takes back what was changed since the backup.",
}
_ALL = {
    Purpose.LIST: "names and dates, no values",
    Purpose.PURGE: "all that is in the trash",
    Purpose.RESTORE: "the whole vault",
}


class ApprovalDialog(DialogFrame):
    """``answered`` gives the Decision; it comes exactly once."""

    answered = Signal(object)

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        request: AccessRequest,
        monotonic: Callable[[], float],
        colour: str = "",
        tiles: Mapping[str, str] | None = None,
    ) -> None:
        """``colour``: the token of the environment's chip; ``tiles``: monograms by name, see
        ``models.snapshot.tiles_of``."""
        super().__init__(theme, window, _title(request), width=540, bare=True)
        self._request, self._monotonic, self._colour = request, monotonic, colour
        self._tiles = tiles or {}
        self._until = 0.0
        self._decided = False
        self.content.setContentsMargins(XXL - 1, XL + 2, XXL - 1, XL - 1)
        self.content.setSpacing(0)
        self.content.addLayout(self._top())
        self.content.addSpacing(XL)
        self.content.addWidget(_Chain(theme, request.chain or (request.program,)))
        self.content.addSpacing(L)
        self.content.addLayout(self._facts())
        self.content.addSpacing(L)
        self.content.addWidget(Separator(theme))
        self.content.addSpacing(L)
        self.content.addLayout(self._buttons())
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)

    def _top(self) -> QHBoxLayout:
        theme, request = self.theme, self._request
        row = QHBoxLayout()
        row.setSpacing(L - 4)
        row.addWidget(IconView(theme, "logo", "accent", 28))
        words = QVBoxLayout()
        words.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(8)
        mono = theme.fonts.mono(LEAD - 1, Weight.BOLD)
        line.addWidget(ElidedLabel(theme, request.program.name, mono))
        line.addWidget(ElidedLabel(theme, _asks(request), theme.fonts.ui(LEAD, Weight.HEADING)))
        line.addStretch(1)
        words.addLayout(line)
        words.addWidget(Paragraph(theme, _REMARKS.get(request.purpose, _READ)))
        row.addLayout(words, 1)
        return row

    def _facts(self) -> QGridLayout:
        theme, request = self.theme, self._request
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        grid.setColumnMinimumWidth(0, 88)
        grid.setColumnStretch(1, 1)
        folder = QWidget()
        row = QHBoxLayout(folder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconView(theme, "folder"))
        path = short_path(request.directory) or "not known"
        row.addWidget(ElidedLabel(theme, path, theme.fonts.mono()), 1)
        facts: list[tuple[str, QWidget]] = [("Folder", folder)]
        if request.environment:
            facts.append(("Environment", Chip(theme, request.environment, self._colour)))
        else:
            facts.append(("Environment", ElidedLabel(theme, "all environments")))
        facts.append(("Keys", self._keys()))
        if request.before is not None:
            facts.append(("Before", ElidedLabel(theme, _BEFORE[request.before])))
        for number, (name, widget) in enumerate(facts):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(ElidedLabel(theme, name, colour="text3"), number, 0, top)
            left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Chip) else top
            grid.addWidget(widget, number, 1, left)
        return grid

    def _keys(self) -> QWidget:
        theme, names = self.theme, self._request.keys
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name in names[:_SHOWN_KEYS]:
            column.addLayout(self._key(name))
        more = len(names) - _SHOWN_KEYS
        if more > 0:
            column.addWidget(ElidedLabel(theme, f"{more} more", colour="text2"))
        if not names:
            words = _ALL.get(self._request.purpose, "all of this environment")
            column.addWidget(ElidedLabel(theme, words))
        return box

    def _key(self, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        if self._tiles:
            row.addWidget(Monogram(self.theme, self._tiles.get(name, "?"), 20))
        row.addWidget(ElidedLabel(self.theme, name, self.theme.fonts.mono()), 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(S)
        self._ring = CountdownRing(theme, name="Denied in")
        self._left = ElidedLabel(theme, "", colour="text2")
        row.addWidget(self._ring)
        row.addWidget(self._left, 1)
        self.deny = Button(theme, "Deny")
        self.deny.clicked.connect(lambda: self._decide(Decision.DENY))
        self.allow_15 = Button(theme, "Allow for 15 minutes")
        self.allow_15.clicked.connect(lambda: self._decide(Decision.FOR_15_MINUTES))
        self.allow_once = Button(theme, "Allow once", Kind.PRIMARY)
        self.allow_once.clicked.connect(lambda: self._decide(Decision.ONCE))
        for button in (self.deny, self.allow_15, self.allow_once):
            row.addWidget(button)
        return row

    # Time and answer -----------------------------------------------------------------------

    def ask(self) -> None:
        """Open it; the time runs from now."""
        self._until = self._monotonic() + DENIES_AFTER
        self._timer.start()
        self._tick()
        for button in (self.allow_15, self.allow_once):
            button.setEnabled(False)
        QTimer.singleShot(ARMED_AFTER_MS, self, self._arm)
        self.open(self.deny)

    def _arm(self) -> None:
        self.allow_15.setEnabled(True)
        self.allow_once.setEnabled(True)

    def _tick(self) -> None:
        left = self._until - self._monotonic()
        self._ring.set_remaining(left, DENIES_AFTER)
        self._left.set_words(f"Denied in {max(0, round(left))} s")
        if left <= 0:
            self._decide(Decision.DENY)

    def _decide(self, decision: Decision) -> None:
        if self._decided:
            return
        self._decided = True
        self._timer.stop()
        self.end()
        self.answered.emit(decision)

    def cancel(self) -> None:
        """Esc denies."""
        self._decide(Decision.DENY)

    def end(self) -> None:
        """Taken away without an answer, as by a lock: denied."""
        super().end()
        if not self._decided:
            self._decided = True
            self._timer.stop()
            self.answered.emit(Decision.DENY)


class _Chain(QWidget):
    """Who asks, and what started it."""

    def __init__(self, theme: Theme, chain: tuple[Program, ...]) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M + 2, M - S)
        timeline = Timeline(theme, "Who asks")
        for number, program in enumerate(chain):
            first = number == 0
            row = timeline.add(
                "full" if first else "hollow",
                _command(program),
                "",
                "asks" if first else "started it",
                f"{program.path}, process {program.pid}",
            )
            row.setToolTip(" ".join((program.path, *program.arguments[1:])))
        column.addWidget(timeline)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sunken box."""
        painter = paint.begin(self)
        palette = self.theme.palette
        paint.frame(painter, self.rect(), palette.sunken, palette.hair)
        painter.end()


class ApprovalDesk(QObject):
    """Asks in the GUI thread for threads that wait: ``approve`` is an Approver.

    ``show`` gives the request and a function that takes the Decision; it runs in the GUI
    thread, and has to call that function once.
    """

    _asked = Signal(object, object)

    def __init__(
        self,
        show: Callable[[AccessRequest, Callable[[Decision], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._lock = threading.Lock()
        self._waiting: list[Callable[[Decision], None]] = []
        self._ended = False
        self._asked.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    def approve(self, request: AccessRequest) -> Decision:
        """Block the calling thread until the user has answered, or 45 s and a little passed;
        once ended, deny at once."""
        answer: list[Decision] = []
        done = threading.Event()

        def take(decision: Decision) -> None:
            answer.append(decision)
            done.set()

        with self._lock:
            if self._ended:
                return Decision.DENY
            self._waiting.append(take)
            self._asked.emit(request, take)
        done.wait(DENIES_AFTER + 15)
        with self._lock:
            self._waiting.remove(take)
        return answer[0] if answer else Decision.DENY

    def end(self) -> None:
        """Deny whatever waits, and all that comes: the vault locks, and this object may be
        gone before a question reaches the GUI thread."""
        with self._lock:
            self._ended = True
            waiting = list(self._waiting)
        for take in waiting:
            take(Decision.DENY)

    def _ask(self, request: AccessRequest, take: Callable[[Decision], None]) -> None:
        self._show(request, take)


def _title(request: AccessRequest) -> str:
    return f"{request.program.name} {_asks(request)}"


def _asks(request: AccessRequest) -> str:
    number = len(request.keys)
    keys = "1 key" if number == 1 else f"{number:,} keys" if number else "keys"
    if request.purpose is Purpose.PURGE:
        return f"wants to erase {keys} for good"
    if request.purpose is Purpose.RESTORE:
        return "wants to restore a backup"
    return f"wants to {request.purpose.value} {keys}"


def _command(program: Program) -> str:
    """The program by the kernel's word, then the beginning of what it says it was given."""
    words = " ".join(program.arguments[1 : 1 + _SHOWN_ARGUMENTS])
    return f"{program.name}, as it says: {words}"[:120] if words else program.name
