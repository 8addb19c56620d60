"""A scroll area that shows the ground behind it and gives its inside the whole width."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Scrolls up and down only; Tab goes to what is inside, never to the area itself.

    ``room`` is what the inside leaves free at its right for the scroll bar: where there is
    none the margin is that much wider, so that nothing moves when the bar comes.
    """

    def __init__(self, inside: QWidget, room: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        # Only now: setWidget turns it on.
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        layout = inside.layout()
        self._margins = layout.contentsMargins() if layout is not None else None
        self.verticalScrollBar().rangeChanged.connect(self._give_room)

    def _give_room(self, low: int, high: int) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is None or self._margins is None or not self._room:
            return
        taken = min(self._room, self.verticalScrollBar().sizeHint().width()) if high > low else 0
        wanted = self._margins.right() - taken
        if layout.contentsMargins().right() != wanted:
            margins = layout.contentsMargins()
            margins.setRight(wanted)
            layout.setContentsMargins(margins)
