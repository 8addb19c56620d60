"""Keystead in the desktop's tray: how much is due, search, lock; there while it runs."""

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from keystead.gui.shell import NAME
from keystead.gui.theme.theme import Theme
from keystead.gui.tray_icon import tray_icon

PATIENCE = 60
"""Seconds that a desktop which has just been started may take to make its tray."""


class Tray(QObject):
    """``opened`` to bring the window forward, ``searched`` to look for a key, ``due_asked`` for
    the keys that need attention, ``lock_asked`` and ``quit_asked``."""

    opened = Signal()
    searched = Signal()
    due_asked = Signal()
    lock_asked = Signal()
    quit_asked = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._vault, self._due = "", 0
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self.a_open = self._action("Open Keystead", self.opened)
        self.a_due = self._action("", self.due_asked)
        self.a_search = self._action("Search and copy…", self.searched)
        self.a_lock = self._action("Lock", self.lock_asked)
        self._menu.addSeparator()
        self.a_quit = self._action("Quit", self.quit_asked)
        self._waits = QTimer(self)
        self._waits.setInterval(1000)
        self._waits.timeout.connect(self._try)
        self._left = 0
        theme.changed.connect(self._show)
        self._show()

    @property
    def there(self) -> bool:
        """Whether the icon can be seen."""
        return self._icon is not None and self._icon.isVisible()

    def set_wanted(self, wanted: bool) -> None:
        """Show the icon, as soon as the desktop has a tray, or take it away."""
        if not wanted:
            self._waits.stop()
            if self._icon is not None:
                self._icon.hide()
                self._icon.deleteLater()
                self._icon = None
        elif self._icon is None and not self._waits.isActive():
            self._left = PATIENCE
            self._waits.start()
            self._try()

    def set_vault(self, name: str, due: int = 0) -> None:
        """The open vault, '' for none, and how many of its keys need attention."""
        if (name, due) != (self._vault, self._due):
            self._vault, self._due = name, due
            self._show()

    @property
    def words(self) -> str:
        """What the icon says when the mouse rests on it."""
        if not self._vault:
            return f"{NAME}: locked"
        if not self._due:
            return f"{self._vault} – {NAME}"
        return f"{self._vault} – {NAME}: {due_words(self._due)}"

    def end(self) -> None:
        """Take it away for good."""
        self.set_wanted(False)
        self._menu.deleteLater()

    def _action(self, words: str, call: SignalInstance) -> QAction:
        action = self._menu.addAction(words)
        action.triggered.connect(lambda: call.emit())
        return action

    def _try(self) -> None:
        """Trays come some time after a log-in."""
        self._left -= 1
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._waits.stop()
            icon = QSystemTrayIcon(self)
            icon.setContextMenu(self._menu)
            icon.activated.connect(self._activated)
            self._icon = icon
            self._show()
            icon.show()
        elif self._left <= 0:
            self._waits.stop()

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.opened.emit()

    def _show(self) -> None:
        is_open = bool(self._vault)
        self.a_due.setText(due_words(self._due).capitalize())
        self.a_due.setVisible(is_open and self._due > 0)
        self.a_search.setEnabled(is_open)
        self.a_lock.setEnabled(is_open)
        if self._icon is not None:
            self._icon.setIcon(tray_icon(self._theme, self._due, locked=not is_open))
            self._icon.setToolTip(self.words)


def due_words(number: int) -> str:
    """``3 keys need attention``."""
    return "1 key needs attention" if number == 1 else f"{number:,} keys need attention"
