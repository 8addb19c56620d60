"""One setting as the page shows it: its words, an editor that fits, the default, reset."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.errors import BadSetting, BadText
from keystead.core.settings import (
    Setting,
    SettingType,
    Value,
    check_setting,
    format_setting,
    parse_setting,
)
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.models import setting_words
from keystead.gui.theme.fonts import SMALL
from keystead.gui.theme.metrics import XS, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.choices import SpinField
from keystead.gui.widgets.labels import Paragraph, hint
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Message
from keystead.gui.widgets.shown import set_shown
from keystead.gui.widgets.text_field import TextField

_EDITOR = 216
_PAUSE_MS = 500
"""Milliseconds after the last key press at which a number or text is taken."""
_MOST = 9_999_999


class SettingRow(QWidget):
    """``changed`` gives name and checked value, ``reset_asked`` the name."""

    changed = Signal(str, object)
    reset_asked = Signal(str)

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.setting = theme, setting
        self._quiet = False
        self._scale = 1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.take)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S, 0, S)
        row.setSpacing(L)
        row.addLayout(self._words(), 1)
        side = QVBoxLayout()
        side.setSpacing(XS)
        self._read: Callable[[], Value]
        self._write: Callable[[Value], None]
        self.editor = self._make_editor()
        self.editor.setFixedWidth(_EDITOR)
        side.addWidget(self.editor)
        side.addStretch(1)
        row.addLayout(side)

    def _words(self) -> QVBoxLayout:
        setting, theme = self.setting, self.theme
        column = QVBoxLayout()
        column.setSpacing(0)
        told = Paragraph(theme, setting.summary, "text")
        told.setToolTip(f"keystead config: {setting.name}")
        column.addWidget(told)
        below = QHBoxLayout()
        below.setSpacing(S)
        default = setting_words.value_words(setting, setting.default)
        below.addWidget(hint(theme, f"Default: {default}"))
        self.reset = LinkLabel(theme, "Reset", SMALL)
        self.reset.setAccessibleName(f"Reset: {setting.summary}")
        self.reset.clicked.connect(self._reset)
        below.addWidget(self.reset)
        below.addStretch(1)
        column.addLayout(below)
        self.message = Message(theme)
        column.addWidget(self.message)
        return column

    # Editors ---------------------------------------------------------------------------------

    def _make_editor(self) -> QWidget:
        made = {
            SettingType.CHOICE: self._choice,
            SettingType.NUMBER: self._number,
            SettingType.FLAG: self._flag,
            SettingType.TEXT: self._text,
            SettingType.DAYS: self._text,
        }
        return made[self.setting.type]()

    def _choice(self) -> QWidget:
        one = self.setting
        box = ChoiceBox(self.theme, one.summary, setting_words.choices(one))
        box.currentIndexChanged.connect(self.take)
        self._read, self._write = box.chosen, box.choose
        return box

    def _number(self) -> QWidget:
        one = self.setting
        # Wider than what is allowed, so that a number that is not can be told why.
        field = SpinField(self.theme, one.summary, 0, _MOST)
        field.value_changed.connect(self._later)
        field.spin.editingFinished.connect(self.take_if_waiting)

        def write(value: Value) -> None:
            self._scale, unit = setting_words.scale_of(one, value)
            field.spin.setSuffix(f" {unit}" if unit else "")
            field.set_value(int(value) // self._scale)

        self._read = lambda: field.value() * self._scale
        self._write = write
        self._quiet = True
        write(one.default)
        self._quiet = False
        return field

    def _flag(self) -> QWidget:
        box = CheckBox(self.theme, "On")
        box.setAccessibleName(self.setting.summary)
        box.toggled.connect(self.take)
        self._read = box.isChecked
        self._write = lambda value: box.setChecked(value is True)
        return box

    def _text(self) -> QWidget:
        one = self.setting
        field = TextField(self.theme, one.summary, hide_name=True)
        field.edit.textEdited.connect(self._later)
        field.submitted.connect(self.take)
        field.edit.editingFinished.connect(self.take_if_waiting)
        self._read = field.text
        self._write = lambda value: field.set_text(format_setting(one.name, value))
        return field

    # In and out ------------------------------------------------------------------------------

    def show_value(self, value: Value, is_set: bool) -> None:
        """What holds; ``is_set``: it was chosen, so that it can be reset."""
        set_shown(self.reset, is_set)
        if self._timer.isActive():
            # Somebody is typing: what comes back from the file must not overtake it.
            return
        self._quiet = True
        try:
            if self._read() != value:
                self._write(value)
        finally:
            self._quiet = False
        self.say("")

    def say(self, words: str) -> None:
        """Why a value was not taken; '' for nothing."""
        if words:
            self.message.show_message(words)
        else:
            self.message.clear()
        if isinstance(self.editor, TextField):
            self.editor.frame.set_state("error" if words else "plain")
        elif isinstance(self.editor, SpinField):
            self.editor.set_state("error" if words else "plain")

    def _later(self) -> None:
        if not self._quiet:
            self.say("")
            self._timer.start()

    def take_if_waiting(self) -> None:
        """The field was left, or Enter pressed."""
        if self._timer.isActive():
            self.take()

    def take(self) -> None:
        """Check what the editor holds, and hand it on."""
        if self._quiet:
            return
        self._timer.stop()
        one, found = self.setting, self._read()
        try:
            typed = isinstance(found, str) and one.type is not SettingType.CHOICE
            value = parse_setting(one.name, str(found)) if typed else check_setting(one.name, found)
        except (BadSetting, BadText) as problem:
            self.say(setting_words.problem_words(one, problem.message, self._scale))
            return
        self.say("")
        self.changed.emit(one.name, value)

    def _reset(self) -> None:
        self._timer.stop()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reset_asked.emit(self.setting.name)
