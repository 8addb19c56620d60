"""The commands of the assistant: one brings a value, another checks it; one runs at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.dialogs.rotate.check_page import CheckPage
from keystead.gui.dialogs.rotate.command_field import CommandField
from keystead.gui.dialogs.rotate.value_page import ValuePage
from keystead.gui.hook_work import HookRun

Reveal = Callable[[Callable[[str, SecretText], None]], None]
"""Gives the key's name and new value to what is passed, once they are there."""


class HookSteps(QObject):
    """``changed`` when a command begins or ends; ``verified`` says how a value was checked."""

    changed = Signal()
    verified = Signal(str)

    def __init__(self, value: ValuePage, check: CheckPage, reveal: Reveal, parent: QObject) -> None:
        super().__init__(parent)
        self._value, self._check, self._reveal = value, check, reveal
        self._how = ""
        self.run = HookRun(self)
        self.run.done.connect(self._done)
        self.run.failed.connect(self._failed)
        value.command.run_asked.connect(self._ask_value)
        check.command.run_asked.connect(self._ask_check)
        for field in self._fields():
            field.stop_asked.connect(self.stop)

    def _fields(self) -> tuple[CommandField, ...]:
        return self._value.command, self._check.command

    @property
    def busy(self) -> bool:
        """While a command runs."""
        return any(field.running for field in self._fields())

    def stop(self) -> None:
        """End the command that runs; nothing comes of it."""
        self.run.cancel()
        self._ended()
        self.changed.emit()

    def _ended(self) -> None:
        for field in self._fields():
            if field.running:
                field.set_running(False)

    def _ask_value(self, command: str) -> None:
        try:
            self.run.ask_value(command, multiline=self._value.several.isChecked())
        except KeysteadError as error:
            self._value.refuse(error)
            return
        self._value.command.set_running(True)
        self.changed.emit()

    def _ask_check(self, command: str) -> None:
        self._how = f"by the command {command.split()[0]}"[:200]

        def check(name: str, value: SecretText) -> None:
            try:
                self.run.check(command, name, value)
            except KeysteadError as error:
                self._check.refuse(error.message)
                return
            self._check.command.set_running(True)
            self.changed.emit()

        self._reveal(check)

    def _done(self, value: SecretText | None) -> None:
        self._ended()
        if value is None:
            self.verified.emit(self._how)
        else:
            self._value.take(value)
        self.changed.emit()

    def _failed(self, error: KeysteadError) -> None:
        checked = self._check.command.running
        self._ended()
        if checked:
            self._check.refuse(error.message)
        else:
            self._value.refuse(error)
        self.changed.emit()
