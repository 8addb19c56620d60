"""The focus of a window is never nowhere: without it no key and no shortcut would work."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from keystead.gui.widgets.dialog_frame import DialogFrame


class FocusKeeper(QObject):
    """Where nothing in an active ``window`` has the focus, as after a file picker or when what
    had it went away, its uppermost dialog gets it, else ``page``."""

    def __init__(self, window: QWidget, page: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there is one wherever widgets are
        app.focusChanged.connect(self._changed)

    def _changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            # Whoever takes it away may be about to give it to something else.
            QTimer.singleShot(0, self, self.keep)

    def keep(self) -> None:
        """Give the focus to something, if nothing has it."""
        elsewhere = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if QApplication.focusWidget() or elsewhere or not self._window.isActiveWindow():
            return
        open_ones = [one for one in self._window.findChildren(DialogFrame) if one.isVisible()]
        page = self._page()
        if open_ones:
            open_ones[-1].focusNextPrevChild(True)
        elif page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
