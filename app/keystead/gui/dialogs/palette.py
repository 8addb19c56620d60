"""The command palette: type a few letters of what is to be done, and of the key; Enter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from keystead.core.model import Secret
from keystead.gui.dialogs.palette_list import PaletteList
from keystead.gui.models.palette import Entry, Palette
from keystead.gui.theme.fonts import LEAD, SMALL
from keystead.gui.theme.metrics import XL, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.key_cap import KeyCap
from keystead.gui.widgets.labels import ElidedLabel, Separator

_WIDTH, _TOP, _FIELD, _FOOT = 620, 96, 52, 38
_LEAST, _MOST = 160, 356
_PAGE = 7


class PaletteDialog(DialogFrame):
    """Everything by keyboard: the field keeps the focus, the list follows it."""

    def __init__(self, theme: Theme, window: QWidget, palette: Palette) -> None:
        super().__init__(theme, window, "Command palette", width=_WIDTH, top=_TOP, bare=True)
        self._palette = palette
        self._current: Secret | None = None
        self._about: Secret | None = None
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.content.addWidget(self._field())
        self.content.addWidget(Separator(theme))
        self.list = PaletteList(theme)
        self.list.clicked.connect(lambda _: self.run())
        self.nothing = QuietEmpty(
            theme, "search", "Nothing found", "Try fewer letters, or the name of a key."
        )
        self.nothing.setFixedHeight(_LEAST)
        self.content.addSpacing(S)
        self.content.addWidget(self.list)
        self.content.addWidget(self.nothing)
        self.content.addSpacing(S)
        self.content.addWidget(Separator(theme))
        self.content.addWidget(self._foot_line())

    def _field(self) -> QWidget:
        box = QWidget()
        box.setFixedHeight(_FIELD)
        row = QHBoxLayout(box)
        row.setContentsMargins(XL - 1, 0, XL - 1, 0)
        row.setSpacing(M)
        row.addWidget(IconView(self.theme, "search", "text2"))
        self.field = _Line(self)
        self.field.setObjectName("bare")
        self.field.setFont(self.theme.fonts.ui(LEAD))
        self.field.setAccessibleName("What is to be done")
        self.field.textChanged.connect(self._find)
        row.addWidget(self.field, 1)
        return box

    def _foot_line(self) -> QWidget:
        box = QWidget()
        box.setFixedHeight(_FOOT)
        row = QHBoxLayout(box)
        row.setContentsMargins(XL - 1, 0, XL - 1, 0)
        row.setSpacing(S)
        font = self.theme.fonts.ui(SMALL)
        self._caps: dict[str, tuple[QWidget, ElidedLabel]] = {}
        for keys, words in (
            ("Enter", "run"),
            ("Tab", "other actions for this key"),
            ("Esc", "close"),
        ):
            cap, label = KeyCap(self.theme, keys), ElidedLabel(self.theme, words, font, "text2")
            row.addWidget(cap)
            row.addWidget(label)
            row.addSpacing(S)
            self._caps[keys] = cap, label
        row.addStretch(1)
        self.results = ElidedLabel(self.theme, "", font, "text2")
        row.addWidget(self.results)
        return box

    def start(self, current: Secret | None) -> None:
        """Open it; ``current`` is the key that is chosen in the list."""
        self._current = current
        self._find()
        self.open(self.field)

    def _find(self) -> None:
        about = self._about
        if about is None:
            found = self._palette.find(self.field.text(), self._current)
        else:
            words = self.field.text().casefold().split()
            every = self._palette.about(about)
            found = [one for one in every if all(word in one.words.casefold() for word in words)]
        self.field.setPlaceholderText(
            f"What with {about.name}?" if about else "Type an action, a key or a view"
        )
        self._show(found)

    def _show(self, found: list[Entry]) -> None:
        self.list.show_entries(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.list.setFixedHeight(min(max(self.list.wanted_height(), 1), _MOST))
        self.results.set_words("1 result" if len(found) == 1 else f"{len(found):,} results")
        self._tell()

    def _tell(self) -> None:
        """What stands on the chosen line, for who cannot see it."""
        entry = self.list.current()
        self.field.setAccessibleDescription("" if entry is None else entry.spoken())
        offers = entry is not None and entry.secret is not None and self._about is None
        for widget in self._caps["Tab"]:
            widget.setVisible(offers)
        self._caps["Esc"][1].set_words("back" if self._about else "close")

    def move_by(self, rows: int) -> None:
        """Choose another line."""
        self.list.move_by(rows)
        self._tell()

    def run(self) -> None:
        """Do what is chosen."""
        entry = self.list.current()
        if entry is not None:
            self.end()
            entry.run()

    def other_actions(self) -> None:
        """All that can be done with the key of the chosen line."""
        entry = self.list.current()
        if self._about is None and entry is not None and entry.secret is not None:
            self._turn_to(entry.secret)

    def back(self) -> bool:
        """From the actions of one key to everything; False where that is shown already."""
        if self._about is None:
            return False
        self._turn_to(None)
        return True

    def _turn_to(self, secret: Secret | None) -> None:
        self._about = secret
        quiet = self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(quiet)
        self._find()

    def cancel(self) -> None:
        """Esc goes back one step."""
        if not self.back():
            super().cancel()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        event.accept()
        if not self.box.geometry().contains(event.position().toPoint()):
            super().cancel()


class _Line(QLineEdit):
    """The field; keys that move and run go to the list."""

    def __init__(self, dialog: PaletteDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self._steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_PageDown: _PAGE,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in self._steps:
            self._dialog.move_by(self._steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.run()
        elif key == Qt.Key.Key_Escape:
            self._dialog.cancel()
        elif key == Qt.Key.Key_K and control:
            DialogFrame.cancel(self._dialog)
        elif key != Qt.Key.Key_Backspace or self.text() or not self._dialog.back():
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool, /) -> bool:
        """Tab shows the other actions of the key."""
        self._dialog.other_actions()
        return True
