"""The settings of this device in the window: what holds, changing one, telling everybody.

The file is read and written by the worker.  It is read anew before each change, so that
what ``keystead config`` wrote meanwhile stays, and one that is not understood is never
written over.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from keystead.core.settings import Settings, Value
from keystead.errors import KeysteadError
from keystead.gui.gate import told
from keystead.gui.tasks import Progress, Worker
from keystead.services import config
from keystead.services.home import Home

Done = Callable[[Settings], None]
Failed = Callable[[KeysteadError], None]


class Preferences(QObject):
    """``changed`` gives the Settings that hold from now on."""

    changed = Signal(object)

    def __init__(
        self, home: Home, worker: Worker, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._home, self._worker = home, worker
        self.settings = settings

    def load(self, done: Done, failed: Failed) -> None:
        """What the file says now; BadSetting, FileProblem."""
        self._change(lambda settings: settings, done, failed)

    def put(self, name: str, value: Value, done: Done, failed: Failed) -> None:
        """Set one setting, whose value was checked (core.settings)."""
        self._change(lambda settings: settings.with_value(name, value), done, failed)

    def reset(self, name: str, done: Done, failed: Failed) -> None:
        """Back to the default."""
        self._change(lambda settings: settings.without(name), done, failed)

    def _change(self, change: Callable[[Settings], Settings], done: Done, failed: Failed) -> None:
        home = self._home

        def work(_: Progress) -> Settings:
            before = config.load(home.parts.host, home.paths.config)
            after = change(before)
            if after != before:
                config.change(home, before, after)
            return after

        def arrived(settings: Settings) -> None:
            if settings != self.settings:
                self.settings = settings
                self.changed.emit(settings)
            done(settings)

        self._worker.submit(work, arrived, told(failed))
