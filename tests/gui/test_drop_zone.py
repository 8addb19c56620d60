"""Dropping a file or text on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from keystead.gui.dialogs.import_preview import ImportDialog
from keystead.gui.dialogs.secret_editor import SecretEditor
from tests.support.window import OpenWindow

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
AT = QPoint(500, 300)


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def enter(window: OpenWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(AT, COPY, data, LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(window.view, event)
    return event.isAccepted()


def drop(window: OpenWindow, data: QMimeData) -> None:
    assert enter(window, data)
    assert window.view.drops.isVisible()
    QApplication.sendEvent(window.view, QDropEvent(AT, COPY, data, LEFT, NONE))
    assert window.view.drops.isHidden()
    window.settle()


def test_dropped_text_is_a_new_key(window: OpenWindow):
    drop(window, text("  STRIPE_RESTRICTED=rk_live_" + "8f2a" * 12 + "\n"))
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    assert editor.name.text() == "STRIPE_RESTRICTED"
    assert editor.value.value().reveal() == "rk_live_" + "8f2a" * 12
    assert editor.fields.service.text() == "Stripe"
    # While it is open, nothing more is taken.
    assert not enter(window, text("another"))


def test_dropped_lines_are_an_import(window: OpenWindow):
    drop(window, text("A_KEY=1\nB_KEY=2"))
    assert isinstance(window.view.commands.dialog, ImportDialog)


def test_a_file_is_an_import_and_going_away_is_nothing(window: OpenWindow, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("A_KEY=1\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert enter(window, data)
    QApplication.sendEvent(window.view, QDragLeaveEvent())
    assert window.view.drops.isHidden()
    assert window.view.commands.dialog is None
    drop(window, data)
    assert isinstance(window.view.commands.dialog, ImportDialog)


def test_nothing_else_is_taken(window: OpenWindow):
    several = QMimeData()
    several.setUrls([QUrl.fromLocalFile("/a"), QUrl.fromLocalFile("/b")])
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://example.com/.env")])
    for data in (several, elsewhere, text("   "), QMimeData()):
        assert not enter(window, data)
        assert window.view.drops.isHidden()
    assert window.view.commands.dialog is None
