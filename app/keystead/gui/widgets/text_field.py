"""Entry fields: one line, a passphrase, a search, several lines."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from keystead.gui.theme.fonts import BASE, MONO, SMALL, Weight
from keystead.gui.theme.metrics import ICON, PAGE, PANE, XS, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.field_frame import FieldFrame
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel, label
from keystead.gui.widgets.marks import Mark, Message
from keystead.gui.widgets.shown import set_shown


class TextField(QWidget):
    """A label, a frame with a line to type in, and a message below when there is one.

    With ``password`` the text shows as bullets, and an eye at the end shows it.
    """

    text_changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str = "",
        *,
        password: bool = False,
        mono: bool = False,
        placeholder: str = "",
        height: int = PAGE,
        hide_name: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the label and the accessible name; ``hide_name`` leaves the label out."""
        super().__init__(parent)
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self.label = label(theme, name)
        set_shown(self.label, bool(name) and not hide_name)
        column.addWidget(self.label)
        self.frame = FieldFrame(theme, height)
        self.edit = self._line(name, placeholder, mono)
        self.frame.hold(self.edit)
        self.eye = IconButton(theme, "eye", "Show")
        set_shown(self.eye, password)
        self.frame.row.addWidget(self.eye)
        if password:
            self._make_password()
        column.addWidget(self.frame)
        self.message = Message(theme)
        column.addWidget(self.message)
        self.label.setBuddy(self.edit)
        self.setFocusProxy(self.edit)

    def _line(self, name: str, placeholder: str, mono: bool) -> QLineEdit:
        edit = QLineEdit()
        edit.setFont(self.theme.fonts.mono(MONO) if mono else self.theme.fonts.ui())
        edit.setAccessibleName(name or placeholder)
        edit.setPlaceholderText(placeholder)
        edit.textChanged.connect(self.text_changed)
        edit.textEdited.connect(self.clear_error)
        edit.returnPressed.connect(self.submitted)
        return edit

    def _make_password(self) -> None:
        self.frame.row.setContentsMargins(10, 0, XS, 0)
        self.show_password(False)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.edit.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.eye.clicked.connect(self._toggle_shown)

    def _toggle_shown(self) -> None:
        hidden = self.edit.echoMode() is QLineEdit.EchoMode.Password
        self.show_password(hidden)

    def show_password(self, shown: bool) -> None:
        """Show the letters, or bullets."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        # Words to be checked letter by letter read best in the mono, bullets in Inter.
        self.edit.setFont(self.theme.fonts.mono() if shown else self.theme.fonts.ui())
        self.eye.set_icon("eye-off" if shown else "eye", "Hide" if shown else "Show")

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_text(self, words: str) -> None:
        """Put text in, without a sign that it was typed."""
        self.edit.setText(words)

    def clear(self) -> None:
        """Empty it, forget its undo history and hide it again."""
        self.edit.setText("")
        if self.edit.echoMode() is QLineEdit.EchoMode.Normal and self.eye.isVisibleTo(self):
            self.show_password(False)

    def set_error(self, words: str) -> None:
        """Mark the field red; with words, say them below (without, only mark)."""
        self.frame.set_state("error")
        self.edit.setAccessibleDescription(words)
        if words:
            self.message.show_message(words)

    def set_ok(self, words: str = "") -> None:
        """Mark the field green, and say why."""
        self.frame.set_state("ok")
        if words:
            self.message.show_message(words, Mark.GOOD)

    def set_warning(self, words: str) -> None:
        """Say below that something is odd; nothing is refused for it."""
        self.frame.set_state("warning")
        self.message.show_message(words, Mark.WARNING)

    def set_hint(self, words: str) -> None:
        """Say something neutral below; the mark of the field goes."""
        self.frame.set_state("plain")
        self.message.show_message(words, None)

    def clear_error(self) -> None:
        """Take the mark and the message away."""
        if self.frame.state != "plain":
            self.frame.set_state("plain")
            self.edit.setAccessibleDescription("")
            self.message.clear()


class SearchField(FieldFrame):
    """A magnifier, a line to type in and the shortcut at the end; Esc empties it."""

    text_changed = Signal(str)
    submitted = Signal()
    moved_down = Signal()

    def __init__(
        self,
        theme: Theme,
        placeholder: str = "Search",
        shortcut: str = "Ctrl+F",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, PAGE, "border", parent)
        self.row.setSpacing(S)
        self.row.addWidget(IconView(theme, "search", "text2"))
        self.edit = _SearchLine(self)
        self.edit.setFont(theme.fonts.ui())
        self.edit.setAccessibleName("Search")
        self.edit.setPlaceholderText(placeholder)
        self.edit.textChanged.connect(self._changed)
        self.edit.returnPressed.connect(self.submitted)
        self.hold(self.edit)
        self._shortcut = ElidedLabel(theme, shortcut, theme.fonts.ui(SMALL), "text3")
        self.row.addWidget(self._shortcut)
        self._clear = IconButton(theme, "close", "Clear search", ICON + XS)
        self._clear.clicked.connect(self.edit.clear)
        set_shown(self._clear, False)
        self.row.addWidget(self._clear)

    def text(self) -> str:
        """The words searched for."""
        return self.edit.text()

    def set_text(self, words: str) -> None:
        """Search for other words."""
        self.edit.setText(words)

    def set_placeholder(self, words: str) -> None:
        """Such as ``Search 128 keys``."""
        self.edit.setPlaceholderText(words)

    def _changed(self, words: str) -> None:
        set_shown(self._clear, bool(words))
        set_shown(self._shortcut, not words)
        self.text_changed.emit(words)


class _SearchLine(QLineEdit):
    """Esc empties; Down leaves for the list."""

    def __init__(self, owner: SearchField) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self._owner.moved_down.emit()
        else:
            super().keyPressEvent(event)


class TextArea(QWidget):
    """Several lines with a label: notes, or a value with line breaks (``mono``)."""

    text_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        mono: bool = False,
        lines: int = 3,
        placeholder: str = "",
        hide_name: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self.label = ElidedLabel(theme, name, theme.fonts.ui(BASE, Weight.LABEL))
        set_shown(self.label, not hide_name)
        column.addWidget(self.label)
        self.frame = FieldFrame(theme, None)
        self.frame.row.setContentsMargins(6, 2, 2, 2)
        font = theme.fonts.mono(MONO) if mono else theme.fonts.ui()
        self.edit = _Area(QFontMetrics(font).lineSpacing() * lines + 10)
        self.edit.setFont(font)
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.textChanged.connect(self.text_changed)
        self.frame.hold(self.edit)
        self.frame.setFixedHeight(max(self.edit.sizeHint().height() + 4, PANE))
        column.addWidget(self.frame)
        self.message = Message(theme)
        column.addWidget(self.message)
        self.edit.textChanged.connect(self.clear_error)
        self.label.setBuddy(self.edit)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed; line breaks are ``\\n``."""
        return self.edit.toPlainText()

    def set_text(self, words: str) -> None:
        """Put text in."""
        self.edit.setPlainText(words)

    def set_error(self, words: str) -> None:
        """Mark the field red and say why."""
        self.frame.set_state("error")
        if words:
            self.message.show_message(words)

    def clear_error(self) -> None:
        """Take the mark and the message away."""
        if self.frame.state != "plain":
            self.frame.set_state("plain")
            self.message.clear()


class _Area(QPlainTextEdit):
    """Tab leaves, as in every other field."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height)
