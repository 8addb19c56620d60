"""The program with a window: one QApplication, one worker, at most one open vault."""

import gc
import signal
import socket
import sys
from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from keystead.core.settings import Settings
from keystead.errors import KeysteadError
from keystead.gui import single
from keystead.gui.clipboard import ClipboardGuard
from keystead.gui.entrance import Entrance
from keystead.gui.gate import Gate
from keystead.gui.pages.unlock_words import clock_words, locked_words
from keystead.gui.preferences import Preferences
from keystead.gui.problems import Problems
from keystead.gui.shell import NAME, Shell
from keystead.gui.switching import Switching
from keystead.gui.tasks import Worker
from keystead.gui.theme.theme import Scheme, Theme
from keystead.gui.warming import Warming
from keystead.services import config
from keystead.services.clipboard_formats import conceal_formats
from keystead.services.display import has_display
from keystead.services.holding import LockReason
from keystead.services.home import Home
from keystead.services.resources import resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Loaded once the first page is painted (gui.warming), or when they are asked for.
    from keystead.gui.changing import Changing
    from keystead.gui.making import Making
    from keystead.gui.presence import Presence
    from keystead.gui.room import Room
    from keystead.gui.takeover import Opened

NO_DISPLAY = (
    "keystead: there is no display to open a window on. On the command line "
    "'keystead --help' lists the commands; 'keystead demo' lets you try them.\n"
)
_LAST_WORDS = 3.0
"""Seconds that answers on their way and the worker have when the program ends."""


class Application(QObject):
    """Brings the parts together; ``done`` is called when the program may end."""

    def __init__(
        self, app: QApplication, home: Home, settings: Settings, done: Callable[[], None]
    ) -> None:
        super().__init__()
        self._app, self._home, self._done = app, home, done
        self.theme = Theme(resource)
        self.theme.apply(app, Scheme(settings.text("appearance.scheme")))
        self.worker = Worker()
        monotonic = home.parts.clock.monotonic
        clipboard = QGuiApplication.clipboard()
        self.clipboard = ClipboardGuard(clipboard, conceal_formats(), monotonic)
        self.clipboard.seconds = float(settings.number("clipboard.clear_after"))
        self.shell = Shell(self.theme, home)
        self.shell.closing.connect(self._close)
        self.shell.quit_asked.connect(self.quit)
        gate = self.gate = Gate(home, self.worker, settings, self)
        self.preferences = Preferences(home, self.worker, settings, self)
        self.preferences.changed.connect(self._apply)
        self.entrance = Entrance(self.shell, gate, home.parts.clock.now)
        self.entrance.change_asked.connect(lambda *asked: self.changing.start(*asked))
        self.entrance.opened.connect(self._enter)
        self.entrance.create_asked.connect(lambda: self.making.start())
        self.switching = Switching(self.shell, gate, self.entrance, lambda: self.making.start())
        self.shell.settings_asked.connect(self.open_settings)
        self.entrance.unlock.title.settings_asked.connect(self.open_settings)
        self.room: Room | None = None
        self.presence: Presence | None = None
        self.warming = Warming(parent=self)
        self.warming.finished.connect(self._be_present)
        self._closing: list[Room] = []
        self._quitting = False

    @cached_property
    def making(self) -> "Making":
        """The way to a new vault, made when it is asked for."""
        from keystead.gui.making import Making

        made = Making(self.shell, self.gate, self.clipboard)
        made.opened.connect(self._enter)
        made.left.connect(self.entrance.show_again)
        return made

    @cached_property
    def changing(self) -> "Changing":
        """The ways of changing how a vault opens, made when they are asked for."""
        from keystead.gui.changing import Changing

        made = Changing(self.shell, self.gate, self.clipboard, self._home.parts.clock.now)
        made.left.connect(self._change_left)
        made.ended.connect(self._change_ended)
        return made

    def _forget_ways(self) -> None:
        """What was typed on the way to a new vault, or to a change, goes."""
        for name in ("making", "changing"):
            if name in vars(self):
                getattr(self, name).forget()

    def start(self, wanted: str | None = None, *, hidden: bool = False) -> None:
        """Show the window, or wait in the tray; ``wanted``: NAME or PATH of the vault to ask
        for."""
        self.entrance.start(wanted)
        if hidden:
            self.warming.start()
        else:
            self.shell.show()
            self.warming.start_after(self.shell)

    def _be_present(self) -> None:
        """The tray comes last: the first paint does not wait for it."""
        if self._quitting:
            return
        from keystead.gui.presence import Presence

        settings = self.preferences.settings
        made = Presence(self.shell, self._home, self.worker, settings, lambda: self.room)
        made.quit_asked.connect(self.quit)
        self.presence = made
        if self.room is not None:
            made.follow(self.room)

    # An open vault -----------------------------------------------------------------------------

    def _enter(self, opened: "Opened") -> None:
        if self._quitting:
            self.worker.submit(lambda _: opened.give_up())
            return
        from keystead.gui.room import Room

        settings = self.preferences.settings
        room = Room(self.shell, self._home, self.worker, self.clipboard, settings, opened)
        self.room = room
        self.shell.name_vault(opened.owner.entry.name)
        room.left.connect(self._left)
        room.change_asked.connect(lambda *asked: self.changing.start(*asked))
        room.failed.connect(self.entrance.unlock.show_problem)
        room.start()
        if self.presence is not None:
            self.presence.follow(room)
        self.switching.hold(room)
        room.view.sidebar.name.settings_asked.connect(self.open_settings)

    def _left(self, reason: LockReason) -> None:
        """A lock was asked for: nothing of the vault is shown from now on."""
        room, self.room = self.room, None
        if self.presence is not None:
            self.presence.locked()
        if "changing" in vars(self):
            self.changing.forget()
        if room is None:
            return
        self._closing.append(room)
        room.closed.connect(lambda _: self._closed(room))
        idle = float(self.preferences.settings.number("lock.idle_after"))
        clock = clock_words(self._home.parts.clock.now())
        self.entrance.unlock.set_locked(locked_words(reason.value, clock, idle))
        if not self._quitting and not self.switching.left():
            self.entrance.show_again(None if room.is_demo else room.vault_id)

    def _closed(self, room: "Room") -> None:
        self._closing.remove(room)
        self.shell.drop_page(room.view)
        if self._quitting:
            room.wait(_LAST_WORDS)
            self._end()
        room.deleteLater()
        self.switching.closed()

    # Settings ----------------------------------------------------------------------------------

    def open_settings(self) -> None:
        """The settings page, over whatever is shown; not over another dialog."""
        over = self.room is not None and self.room.view.commands.dialog_open
        if not over and self.shell.dialog is None:
            from keystead.gui.dialogs.settings import SettingsDialog

            in_vault = self.room is not None
            dialog = SettingsDialog(self.theme, self.shell, self.preferences, in_vault)
            dialog.policies.connect(self._open_policies)
            self.shell.open_dialog(dialog)

    def _open_policies(self) -> None:
        if self.room is not None:
            self.room.view.commands.policies()

    def _apply(self, settings: Settings) -> None:
        """What was set holds at once."""
        scheme = Scheme(settings.text("appearance.scheme"))
        if scheme is not self.theme.setting:
            self.theme.apply(self._app, scheme)
        self.clipboard.seconds = float(settings.number("clipboard.clear_after"))
        if self.presence is not None:
            self.presence.apply(settings)
        idle = float(settings.number("lock.idle_after"))
        self.gate.idle_after = idle
        if "making" in vars(self):
            self.making.maker.idle_after = idle
        if self.room is not None:
            self.room.controller.apply(settings)

    # A change of keys --------------------------------------------------------------------------

    def _change_left(self) -> None:
        """Nothing was changed: back to where it was asked for."""
        if self.room is not None:
            self.shell.name_vault(self.room.name)
            self.shell.show_page(self.room.view)
            self.room.view.setFocus()
        else:
            current = self.entrance.unlock.current
            self.entrance.show_again(None if current is None else current.vault_id)

    def _change_ended(self, vault_id: bytes) -> None:
        """The vault is to be unlocked with what is new."""
        if self.room is not None:
            self.room.lock(LockReason.RENEWED)
        else:
            self.entrance.show_again(vault_id)

    # The end -----------------------------------------------------------------------------------

    def _close(self) -> None:
        if self.presence is not None and self.presence.keeps():
            self.shell.hide()
        else:
            self.quit()

    def quit(self) -> None:
        """Lock, then end; at once where nothing is open."""
        if self._quitting:
            return
        self._quitting = True
        if self.presence is not None:
            self.presence.end()
        self.shell.hide()
        self._forget_ways()
        self.clipboard.clear()
        if self.room is not None:
            self.room.lock(LockReason.QUIT)
        elif not self._closing:
            self._end()

    def _end(self) -> None:
        if not self._closing:
            self.worker.stop()
            self.shell.let_close()
            self._done()

    def show_problem(self, words: str) -> None:
        """Something that nobody foresaw, in the banner of whatever is shown."""
        if self.room is not None:
            self.room.controller.failed.emit(KeysteadError(words))
        else:
            self.entrance.say_unforeseen(words)


def run(home: Home, vault: str | None = None, *, hidden: bool = False) -> int:
    """Open the window, or wait in the tray, until the end is asked for; the exit code.

    1 where there is no display; 0 at once where this home's window is open already.
    """
    if not has_display():
        sys.stderr.write(NO_DISPLAY)
        return 1
    listener = single.claim(home)
    if listener is None:
        return 0
    app = _application()
    settings, broken = _settings(home)
    # A signal may ask for the end before there is an event loop that quit() could end.
    main = Application(app, home, settings, lambda: QTimer.singleShot(0, app.quit))
    main.warming.finished.connect(_collect_again)
    problems = Problems(main.show_problem)
    problems.install()
    one = single.SingleWindow(listener)
    one.wanted.connect(main.shell.come_forward)
    signals = _Signals(main.quit)
    try:
        main.start(vault, hidden=hidden)
        if broken is not None:
            QTimer.singleShot(0, lambda: main.show_problem(broken.message))
        return app.exec()
    finally:
        signals.stop()
        problems.remove()
        one.stop()
        main.shell.deleteLater()


def _collect_again() -> None:
    """Garbage is collected from now on, but not looked for among what was loaded."""
    gc.freeze()
    gc.enable()


def _application() -> QApplication:
    QGuiApplication.setDesktopFileName("keystead")
    app = QApplication(["keystead"])
    app.setApplicationName("keystead")
    app.setApplicationDisplayName(NAME)
    app.setQuitOnLastWindowClosed(False)
    return app


def _settings(home: Home) -> tuple[Settings, KeysteadError | None]:
    """The settings; the defaults, and why, where the file is not understood."""
    try:
        return config.load(home.parts.host, home.paths.config), None
    except KeysteadError as error:
        return Settings(), error


class _Signals:
    """SIGTERM, SIGINT and SIGHUP close the window as its user would.

    Python runs a handler only between its own instructions, so the wake-up descriptor
    brings Qt's event loop back into Python.
    """

    def __init__(self, call: Callable[[], None]) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._theirs.fileno())
        numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        self._before = {number: signal.signal(number, lambda *_: call()) for number in numbers}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)

    def _drain(self) -> None:
        self._ours.recv(64)

    def stop(self) -> None:
        """As it was."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()
