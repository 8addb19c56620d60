"""What an empty page offers."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.empty_state import WIDTH, EmptyState, QuietEmpty
from keystead.gui.widgets.key_cap import KeyCap


def test_ways_on_act(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    column = QVBoxLayout(stage)
    state = EmptyState(theme, "Put the first key in", "The vault is ready and empty.")
    column.addWidget(state)
    paste = state.add_way("clipboard", "Paste a key", "Read off the value", "Paste", "Ctrl+V")
    drop = state.add_way("import", "Drop a file", "Or an export", "Choose")
    qtbot.waitUntil(paste.isVisible)
    with qtbot.waitSignal(paste.clicked):
        paste.button.click()
    assert paste.findChild(KeyCap) is not None
    assert drop.findChild(KeyCap) is None
    assert paste.button.accessibleDescription() == "Paste a key. Read off the value"
    assert paste.width() == WIDTH


def test_a_quiet_list_says_why(theme: Theme, stage: QWidget) -> None:
    empty = QuietEmpty(theme, "search", "Nothing found", "No key matches.", stage)
    assert empty.heading.words() == "Nothing found"
    assert empty.words.words() == "No key matches."
