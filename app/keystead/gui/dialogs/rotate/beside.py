"""The right column of the assistant: the overlap as a ring, both values at hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core import renewal
from keystead.core.model import Secret, Version
from keystead.core.secret_types import SecretText
from keystead.gui.models.rotation import overlap_sentence, overlap_words
from keystead.gui.theme.fonts import LEAD, SMALL, Weight
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.countdown import CountdownRing
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.masked_value import MaskedValueBox

WIDTH = 296
_RING = 120


class Beside(QWidget):
    """``reveal_asked`` and ``copy_asked`` give a Version."""

    reveal_asked = Signal(object)
    copy_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(0)
        font = theme.fonts.ui(LEAD, Weight.HEADING)
        column.addWidget(ElidedLabel(theme, "Overlap", font))
        column.addSpacing(M)
        self.ring = CountdownRing(theme, _RING, name="Overlap left")
        column.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(M)
        self.sentence = Paragraph(theme)
        column.addWidget(self.sentence)
        column.addSpacing(L)
        self.boxes: dict[bytes, MaskedValueBox] = {}
        self._values = QVBoxLayout()
        self._values.setSpacing(0)
        column.addLayout(self._values)
        column.addStretch(1)
        self._shown: tuple[object, ...] = ()

    def show_secret(self, secret: Secret, now: float) -> None:
        """The rotation of a Secret at ``now`` (Unix seconds)."""
        large, small, share = overlap_words(secret, now)
        self.ring.set_remaining(share, 1.0)
        self.ring.set_words(large, small)
        self.ring.setAccessibleName(f"Overlap: {large} {small}".strip())
        self.sentence.set_words(overlap_sentence(secret, now))
        both = (renewal.new_version(secret), renewal.former_version(secret))
        shown = tuple(one.id if one else b"" for one in both)
        if shown != self._shown:
            self._shown = shown
            self._clear()
            for name, version in zip(("New", "Old"), both, strict=True):
                if version is not None and not version.purged:
                    self._add(name, version)

    def _add(self, name: str, version: Version) -> None:
        theme = self.theme
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(ElidedLabel(theme, name, theme.fonts.ui(weight=Weight.HEADING)))
        number = f"v{version.number}"
        line.addWidget(ElidedLabel(theme, number, theme.fonts.mono(SMALL), "text2"))
        line.addStretch(1)
        box = MaskedValueBox(theme, "", f"{name} value", small=True)
        box.reveal_started.connect(lambda: self.reveal_asked.emit(version))
        box.copy_requested.connect(lambda: self.copy_asked.emit(version))
        self.boxes[version.id] = box
        self._values.addWidget(row)
        self._values.addSpacing(2)
        self._values.addWidget(box)
        self._values.addSpacing(M)

    def _clear(self) -> None:
        self.boxes.clear()
        while (entry := self._values.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def show_value(self, version: Version, value: SecretText) -> None:
        """A value into the box that waits for it; dropped where that is gone."""
        box = self.boxes.get(version.id)
        if box is not None:
            box.show_value(value)
