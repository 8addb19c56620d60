"""Rotation in the detail pane: a button to begin, or how far it is and a button to go on."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core import renewal
from keystead.core.model import Secret
from keystead.core.renewal import At
from keystead.gui.models import rotation
from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import PANE, RADIUS, XS, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.age_bar import Bar
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.shown import set_shown


class RotationBar(QWidget):
    """``asked`` when the button is pressed."""

    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._going = False
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        font = theme.fonts.ui(weight=Weight.HEADING)
        self.title = ElidedLabel(theme, "", font)
        self.words = Paragraph(theme)
        self.bar = Bar(theme, "Overlap left")
        self.button = Button(theme, "Rotate", height=PANE, icon="rotate")
        self.button.clicked.connect(self.asked)
        column.addWidget(self.title)
        column.addWidget(self.words)
        self.gap = QWidget()
        inner = QVBoxLayout(self.gap)
        inner.setContentsMargins(0, XS, 0, S)
        inner.addWidget(self.bar)
        column.addWidget(self.gap)
        column.addWidget(self.button)

    def show_secret(self, secret: Secret, now: float) -> None:
        """The rotation of a Secret at ``now`` (Unix seconds)."""
        at = renewal.step_at(secret, now)
        waits = at is None and bool(renewal.waiting(secret))
        self._going = at is not None or waits
        edge = M if self._going else 0
        self._column.setContentsMargins(edge, edge and S, edge, edge)
        set_shown(self.title, self._going)
        set_shown(self.words, self._going)
        set_shown(self.gap, self._going)
        set_shown(self.bar, at is At.OVERLAP)
        self.button.set_words("Resume rotation" if self._going else "Rotate")
        if at is not None:
            new, old = rotation.new_name(secret), rotation.former_name(secret)
            self.title.set_words(f"Rotation of {old} to {new}")
            self.words.set_words(f"{rotation.summary(secret, now)}.")
            self.bar.set_share(rotation.overlap_words(secret, now)[2])
        elif waits:
            self.title.set_words("A new value waits")
            self.words.set_words("Another computer began a rotation of this key, too.")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground while a rotation is under way."""
        if self._going:
            painter = paint.begin(self)
            paint.frame(painter, self.rect(), self.theme.palette.sunken, None, RADIUS)
            painter.end()
