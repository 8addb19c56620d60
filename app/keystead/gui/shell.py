"""The window itself: one page at a time, and what lies over it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from keystead.gui import window_state
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.focus_keeper import FocusKeeper
from keystead.gui.widgets.toast import Toast
from keystead.services.home import Home

SIZE = QSize(1280, 800)
LEAST = QSize(960, 640)
_FRAME = QSize(0, 36)  # what the title bar takes; it is not known before the window is shown
NAME = "Keystead"


def fitted(size: QSize, screen: QSize) -> QSize:
    """``size``, or what of it fits a screen that has this room for windows; logical pixels."""
    return size.boundedTo(screen - _FRAME)


class Shell(QMainWindow):
    """``closing`` when the user closes the window: whoever hears it hides it or ends the
    program; ``quit_asked`` by Ctrl+Q, ``settings_asked`` by Ctrl+Comma."""

    closing = Signal()
    quit_asked = Signal()
    settings_asked = Signal()

    def __init__(self, theme: Theme, home: Home) -> None:
        super().__init__()
        self.theme, self._home = theme, home
        self._may_close = False
        room = self.room()
        self.setMinimumSize(fitted(LEAST, room))
        self.resize(fitted(SIZE, room))
        self.setObjectName("shell")
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self._focus = FocusKeeper(self, lambda: self.page)
        self.toast = Toast(theme, self.stack)
        self.dialog: DialogFrame | None = None
        self.name_vault("")
        leave = QAction("Quit", self)
        leave.setShortcut(QKeySequence("Ctrl+Q"))
        leave.triggered.connect(lambda: self.quit_asked.emit())
        self.addAction(leave)
        settings = QAction("Settings", self)
        settings.setShortcut(QKeySequence("Ctrl+,"))
        settings.triggered.connect(lambda: self.settings_asked.emit())
        self.addAction(settings)
        before = window_state.load(home)
        if before is not None:
            self.resize(fitted(QSize(before.width, before.height), room))
            if before.maximized:
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def room(self) -> QSize:
        """What the screen has for windows: without panels and docks."""
        return self.screen().availableGeometry().size()

    def name_vault(self, name: str) -> None:
        """The title: ``Harbour Studio - Keystead``."""
        self.setWindowTitle(f"{name} – {NAME}" if name else NAME)

    def add_page(self, page: QWidget) -> None:
        """Keep a page, not shown yet."""
        self.stack.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Show this page; a dialog over the last one goes."""
        self.close_dialog()
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.stack.currentWidget()

    def drop_page(self, page: QWidget) -> None:
        """Let go of a page that never comes again."""
        self.stack.removeWidget(page)
        page.deleteLater()

    def open_dialog(self, dialog: DialogFrame) -> None:
        """Show a dialog of the pages before a vault is open; one at a time."""
        self.close_dialog()
        self.dialog = dialog
        dialog.ended.connect(self._dialog_ended)
        dialog.open()

    def close_dialog(self) -> None:
        """Take it away."""
        if self.dialog is not None:
            self.dialog.end()

    def _dialog_ended(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def say(self, words: str) -> None:
        """A few words at the foot, for a moment."""
        self.toast.show_message(words)

    def come_forward(self) -> None:
        """Show the window, wherever it is hidden."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends the program, once the vault is locked, or leaves it in the
        tray."""
        size, maximized = self.normalGeometry().size(), self.isMaximized()
        state = window_state.WindowState(size.width(), size.height(), maximized)
        window_state.save(self._home, state)
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.closing.emit()

    def let_close(self) -> None:
        """The vault is locked: the window may go."""
        self._may_close = True
        self.close()
