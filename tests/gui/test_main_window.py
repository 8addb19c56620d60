"""The unlocked window as a whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Scheme, Theme
from tests.support.window import OpenWindow


def test_what_another_program_changed_appears(window: OpenWindow):
    from keystead.core.drafts import SecretDraft
    from keystead.core.secret_types import SecretText
    from keystead.services import secrets

    draft = SecretDraft(name="FROM_THE_TERMINAL", environment="dev")
    window.worker.submit(lambda _: secrets.add(window.owner.vault, draft, SecretText("v")))
    window.controller.tick()
    window.settle()
    assert "FROM_THE_TERMINAL" in window.names()


def test_every_control_has_a_name(window: OpenWindow):
    nameless = [
        widget
        for widget in window.view.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit)
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_tab_goes_round_through_all_panes(window: OpenWindow, qtbot: QtBot):
    window.view.table.setFocus()
    seen = []
    for _ in range(40):
        now = QApplication.focusWidget()
        assert now is not None
        if now in seen:
            break
        seen.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    names = [widget.accessibleName() for widget in seen]
    assert {"Keys", "Search", "New", "Lock", "Show value", "Edit"} <= set(names)


def test_both_schemes_are_painted(window: OpenWindow, theme: Theme, qapp: QApplication):
    light = window.stage.grab().toImage()
    theme.apply(qapp, Scheme.DARK)
    QApplication.processEvents()
    dark = window.stage.grab().toImage()
    assert light.pixelColor(100, 700) == theme._palettes.light.side
    assert dark.pixelColor(100, 700) == theme._palettes.dark.side
    theme.apply(qapp, Scheme.LIGHT)


def test_a_clipboard_that_kept_a_value_is_told(window: OpenWindow):
    window.guard.kept.emit("NPM_TOKEN")
    assert window.view.toast.words().startswith("NPM_TOKEN was put back onto the clipboard")


def test_the_search_and_the_entry_stay_when_time_passes(window: OpenWindow):
    window.view.show_scope("env:prod")
    window.view.toolbar.search.set_text("aws")
    window.clock.advance(120)
    window.controller.tick()
    window.settle()
    assert window.names() == ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    assert window.view.sidebar.nav.current() == "env:prod"
