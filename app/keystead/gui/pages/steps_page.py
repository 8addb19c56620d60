"""A way of several steps: the steps at the left, one page at a time, buttons at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.gui.pages.create.step import StepPage
from keystead.gui.pages.ground import Ground
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.gui.widgets.labels import Separator
from keystead.gui.widgets.scrolled import Scrolled
from keystead.gui.widgets.steps import Step, StepPane


class StepsPage(Ground):
    """``left`` when the user goes away.  What *Continue* does is ``_go_on``'s."""

    left = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        steps: Sequence[tuple[Step, StepPage]],
        foot: str,
        parent: QWidget | None = None,
    ) -> None:
        """``foot``: what stands below the list of steps."""
        super().__init__(theme, "surface", parent)
        self._busy = False
        self._asking: ConfirmDialog | None = None
        self.steps: list[StepPage] = [page for _, page in steps]
        self.pane = StepPane(theme, title, [step for step, _ in steps], foot)
        self.stack = QStackedWidget()
        for number, page in enumerate(self.steps):
            page.set_place(number + 1, len(steps))
            # A small window scrolls rather than cut off what went wrong.
            self.stack.addWidget(Scrolled(page))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.pane)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(Separator(theme))
        column.addLayout(self._make_foot(theme))
        outer.addLayout(column, 1)

    def _make_foot(self, theme: Theme) -> QHBoxLayout:
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(56, 15, 56, 16)
        self.foot.setSpacing(8)
        self.back = Button(theme, "Back")
        self.back.clicked.connect(self.go_back)
        self.cancel = Button(theme, "Cancel", Kind.GHOST)
        self.cancel.clicked.connect(self._cancel)
        self.forward = Button(theme, "Continue", Kind.PRIMARY)
        self.forward.clicked.connect(self.go_on)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.forward)
        return self.foot

    # Going through -----------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The step shown, from 0."""
        return self.stack.currentIndex()

    @property
    def step(self) -> StepPage:
        """Its page."""
        return self.steps[self.current]

    def go_to(self, number: int) -> None:
        """Show a step."""
        self.stack.setCurrentIndex(number)
        self.pane.set_current(number)
        self.back.setVisible(number > self._first())
        first = self.steps[number].first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> int:
        """The step behind which there is no way back."""
        return 0

    def go_back(self) -> None:
        """The step before."""
        if self.current > self._first() and not self._busy:
            self.go_to(self.current - 1)

    def go_on(self) -> None:
        """The next step, when nothing is missing in this one."""
        self.step.clear_problem()
        if not self._busy and not self.step.complain():
            self._go_on()

    def _go_on(self) -> None:
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field; Esc goes away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        if self._busy or self._asking is not None:
            return
        words = self._lost()
        if not words:
            self.left.emit()
            return
        dialog = ConfirmDialog(
            self.pane.theme, self, "Leave?", words, "Leave", self.left.emit, "Stay here"
        )
        self._asking = dialog
        dialog.ended.connect(self._answered)
        dialog.ask()

    def _answered(self) -> None:
        dialog, self._asking = self._asking, None
        if dialog is not None:
            dialog.deleteLater()

    def _lost(self) -> str:
        """What goes when the user leaves now, which is asked for first; '' for nothing."""
        return ""

    def wipe(self) -> None:
        """Forget everything that was typed or shown."""
        if self._asking is not None:
            self._asking.end()
        self._set_busy(False)
        for step in self.steps:
            step.wipe()

    def _set_busy(self, busy: bool) -> None:
        if busy and not self._busy:
            # What had the focus is switched off; a second Enter must not press Cancel.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._busy = busy
        self.forward.setEnabled(not busy)
        self.back.setEnabled(not busy)
