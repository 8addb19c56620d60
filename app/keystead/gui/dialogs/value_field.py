"""The field of a value: hidden by default, on one line or several, never shortened.

A line edit would turn the line breaks of a pasted PEM into blanks; so a paste is taken
here first, and several lines go into an area of their own.
"""

import re
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from keystead.core.catalogue import Catalogue
from keystead.core.connections import connection
from keystead.core.fields import is_name
from keystead.core.recognised import Recognition
from keystead.core.secret_types import SecretText
from keystead.gui.theme.metrics import PAGE, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.text_field import TextArea, TextField
from keystead.services.recognition import identify

_ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(\S.*)")

_MOST = 1 << 20  # characters; what may be kept is checked when it is saved


@dataclass(frozen=True)
class Pasted:
    """What was pasted as a new key; ``name`` where it was written as NAME=value."""

    value: SecretText | None = None
    name: str = ""


def read_pasted(text: SecretText) -> Pasted:
    """Take ``NAME=value`` (quotes round the value go) apart; anything else is the value.

    The blanks and line breaks round a value come from copying it out of a page and go.
    """
    plain = text.reveal().strip()
    found = _ASSIGNMENT.fullmatch(plain)
    # Pairs of a connection string are written so too, and belong together.
    if found is None or not is_name(found[1]) or connection(plain) is not None:
        return Pasted(SecretText(plain))
    value = found[2].strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"`":
        value = value[1:-1]
    return Pasted(SecretText(value), found[1])


def holds_several(text: SecretText) -> bool:
    """Whether this is no single value but lines of a `.env` file: two or more assignments,
    and one of them before anything else."""
    lines = [line.strip() for line in text.reveal().splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    found = [_ASSIGNMENT.fullmatch(line) is not None for line in told]
    return sum(found) >= 2 and found[0]


class ValueField(QWidget):
    """``changed`` when the text changed, ``recognised`` with a Recognition or None,
    ``generate_asked`` when the button was pressed."""

    changed = Signal()
    recognised = Signal(object)
    generate_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, name: str = "Value") -> None:
        super().__init__(parent)
        self.theme = theme
        self._many = False
        self._catalogue: Catalogue | None = None
        self.now = 0.0
        """Unix seconds, by which it says ``expires`` or ``expired``."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.line = TextField(theme, name, password=True)
        # Qt's own limit of 32,767 would shorten a longer value without a word.
        self.line.edit.setMaxLength(_MOST)
        self.line.edit.installEventFilter(self)
        self.line.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.line.edit.customContextMenuRequested.connect(self._menu)
        self.line.text_changed.connect(self._typed)
        row.addWidget(self.line, 1, Qt.AlignmentFlag.AlignTop)
        self.generate = Button(theme, "Generate", height=PAGE, icon="dice")
        self.generate.clicked.connect(self.generate_asked)
        beside = QVBoxLayout()
        # On the line of the field, below its label.
        beside.addSpacing(self.line.label.height() + 4)
        beside.addWidget(self.generate)
        beside.addStretch(1)
        beside.setSpacing(0)
        row.addLayout(beside)
        column.addLayout(row)
        self.area = TextArea(theme, name, mono=True, lines=5, hide_name=True)
        self.area.text_changed.connect(self._typed)
        column.addWidget(self.area)
        self._hidden = QWidget()
        below = QHBoxLayout(self._hidden)
        below.setContentsMargins(0, 0, 0, 0)
        self._count = ElidedLabel(theme, "", colour="text2")
        self._toggle = LinkLabel(theme, "Show")
        self._toggle.clicked.connect(self._show_or_hide)
        self._single = LinkLabel(theme, "Several lines")
        self._single.clicked.connect(self._more_lines)
        self._told = ElidedLabel(theme, "", colour="text2")
        below.addWidget(self._count)
        below.addWidget(self._told, 1)
        below.addWidget(self._toggle)
        below.addWidget(self._single)
        column.addWidget(self._hidden)
        self.setFocusProxy(self.line)
        self._arrange()

    # The text ------------------------------------------------------------------------------

    def value(self) -> SecretText:
        """What was typed or pasted, exactly."""
        return SecretText(self.area.text() if self._many else self.line.text())

    @property
    def is_empty(self) -> bool:
        """True while nothing was put in."""
        return not len(self.value())

    def set_value(self, value: SecretText) -> None:
        """Put a value in; several lines stay several lines."""
        text = value.reveal().replace("\r\n", "\n").replace("\r", "\n")
        self._many = "\n" in text
        if self._many:
            self.line.set_text("")
            self.area.set_text(text)
            self.area.setVisible(False)
        else:
            self.area.set_text("")
            self.line.set_text(text)
        self._arrange()
        self._typed()

    def set_placeholder(self, words: str) -> None:
        """Such as ``Unchanged``."""
        self.line.edit.setPlaceholderText(words)

    def set_error(self, words: str) -> None:
        """Mark the field red and say why."""
        if self._many:
            self.area.setVisible(True)
            self.area.set_error(words)
        else:
            self.line.set_error(words)

    def clear(self) -> None:
        """Empty it, with its undo history."""
        self._many = False
        self.line.clear()
        self.area.set_text("")
        self._arrange()

    # How it looks --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.line.frame.setVisible(not self._many)
        if not self._many:
            self.area.setVisible(False)
        self._count.setVisible(self._many)
        self._toggle.setVisible(self._many)
        self._single.setVisible(not self._many and self.is_empty)
        self._hidden.setVisible(self._many or self.is_empty)
        self._words()

    def _words(self) -> None:
        if self._many:
            text = self.area.text()
            lines = text.count("\n") + 1
            self._count.set_words(f"{lines} lines, {len(text.encode()):,} bytes")
            self._toggle.set_words("Show" if self.area.isHidden() else "Hide")

    def _show_or_hide(self) -> None:
        self.area.setVisible(self.area.isHidden())
        self._words()

    def _more_lines(self) -> None:
        self._many = True
        self._arrange()
        self.area.setVisible(True)
        self._words()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._words()
        self._single.setVisible(not self._many and self.is_empty)
        self._hidden.setVisible(self._many or self.is_empty)
        self._look()
        self.changed.emit()

    def know(self, catalogue: Catalogue) -> None:
        """Recognise with these issuers from now on; what was said of a mistake stays."""
        self._catalogue = catalogue
        if not self.is_empty and self.line.frame.state != "error":
            self._look()

    def _look(self) -> None:
        found = None if self.is_empty else identify(self.value(), self._catalogue)
        self._say(found)
        self.recognised.emit(found)

    def _say(self, found: Recognition | None) -> None:
        """What it looks like, below the value."""
        words = "" if found is None else _in_words(found, self.now)
        if self._many:
            self._told.set_words(words)
        elif found is None:
            self.line.clear_error()
        elif found.is_odd or found.is_expired(self.now):
            self.line.set_warning(words)
        else:
            self.line.set_ok(words)

    # Paste ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A paste keeps its line breaks."""
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if (
            is_key
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            self.paste()
            return True
        return super().eventFilter(watched, event)

    def paste(self) -> None:
        """Put what lies on the clipboard in, in place of what is chosen."""
        text = QGuiApplication.clipboard().text().strip("\r\n")
        if "\n" in text or "\r" in text:
            self.set_value(SecretText(text))
        elif text:
            self.line.edit.insert(text)

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Paste").triggered.connect(lambda: self.paste())
        menu.addAction("Clear").triggered.connect(lambda: self.clear())
        menu.popup(self.line.edit.mapToGlobal(place))


def _in_words(found: Recognition, now: float) -> str:
    """What it looks like, with what it tells of itself."""
    facts = [f"{name} {text}" for name, text in found.facts]
    if found.expires is not None:
        verb = "expired" if found.is_expired(now) else "expires"
        facts.append(f"{verb} {found.expires.isoformat()}")
    return f"{found.words}: {', '.join(facts)}" if facts else found.words
