"""Beside the window: the tray follows the vault, closing into it, locked vaults' reminders."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from keystead.core.dates import day_of
from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.core.settings import Settings
from keystead.core.views import View
from keystead.gui.dialogs.palette import PaletteDialog
from keystead.gui.models.scope import VIEW
from keystead.gui.presence import EVERY_MS, Presence
from keystead.services.home import Home
from tests.support.clock import FakeClock
from tests.support.homes import MadeVault, parts
from tests.support.windows import PATIENCE_MS, Window, short_home, window

# The platform of the tests has no trays.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")
NOON = 12 * 3600.0


class Notes(list[tuple[str, str]]):
    """What was shown on the desktop."""

    def __call__(self, title: str, words: str) -> bool:
        self.append((title, words))
        return True


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def home(tmp_path: Path, notes: Notes) -> Iterator[Home]:
    """At noon, with a desktop that takes notes."""
    clock = FakeClock()
    clock.advance(NOON)
    with short_home(tmp_path, replace(parts(clock), notify=notes)) as made:
        yield made


@pytest.fixture
def vault(home: Home, tmp_path: Path) -> MadeVault:
    return MadeVault(home, tmp_path)


@pytest.fixture
def shown(
    qapp: QApplication,
    qtbot: QtBot,
    home: Home,
    vault: MadeVault,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """A window on a desktop with a tray, with everything there."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    with window(qapp, qtbot, home) as made:
        qtbot.waitUntil(lambda: made.main.presence is not None, timeout=PATIENCE_MS)
        yield made


def presence(shown: Window) -> Presence:
    made = shown.main.presence
    assert made is not None
    return made


def put(shown: Window, name: str, value: bool) -> None:
    """Change a setting as the settings page does."""
    done: list[object] = []
    shown.main.preferences.put(name, value, done.append, done.append)
    shown.qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)
    assert isinstance(done[0], Settings)


def add_expiring(shown: Window) -> None:
    """A key that expires in five days."""
    on = day_of(shown.clock.now()) + timedelta(5)
    draft = SecretDraft(name="STRIPE_SECRET_KEY", environment="dev", expires=on)
    shown.room.controller.add(draft, SecretText("value-1"))
    shown.settle()


def test_the_tray_follows_the_vault(shown: Window, vault: MadeVault) -> None:
    tray = presence(shown).tray
    assert tray.words == "Keystead: locked"
    shown.unlock(vault)
    assert tray.words == f"{vault.entry.name} – Keystead"
    add_expiring(shown)
    assert tray.words == f"{vault.entry.name} – Keystead: 1 key needs attention"
    tray.a_lock.trigger()
    shown.until_locked()
    assert tray.words == "Keystead: locked"
    assert not tray.a_search.isEnabled()


def test_a_vault_that_was_open_before_the_tray_came_is_shown(
    shown: Window, vault: MadeVault
) -> None:
    shown.unlock(vault)
    main = shown.main
    presence(shown).end()
    main._be_present()
    assert presence(shown).tray.words == f"{vault.entry.name} – Keystead"


def test_its_entries_bring_the_window_with_what_they_say(shown: Window, vault: MadeVault) -> None:
    tray, shell = presence(shown).tray, shown.main.shell
    shown.unlock(vault)
    add_expiring(shown)
    for action in (tray.a_open, tray.a_search, tray.a_due):
        shell.hide()
        action.trigger()
        assert shell.isVisible()
        commands = shown.room.view.commands
        if action is tray.a_search:
            assert isinstance(commands.dialog, PaletteDialog)
            tray.a_search.trigger()
            commands.close_dialog()
    assert shown.room.view.scope.key == f"{VIEW}:{View.ATTENTION}"


def test_without_a_vault_they_only_bring_the_window(shown: Window) -> None:
    tray, shell = presence(shown).tray, shown.main.shell
    for signal in (tray.opened, tray.searched, tray.due_asked):
        shell.hide()
        signal.emit()
        assert shell.isVisible()
    tray.lock_asked.emit()
    assert shown.main.room is None
    assert shown.shows(shown.main.entrance.unlock)


def test_closing_leaves_it_in_the_tray_where_that_was_asked_for(
    shown: Window, qtbot: QtBot, vault: MadeVault
) -> None:
    shell = shown.main.shell
    put(shown, "window.close_to_tray", True)
    shell.close()
    assert not shell.isVisible()
    assert not shown.ended
    presence(shown).tray.a_open.trigger()
    assert shell.isVisible()
    shown.unlock(vault)
    presence(shown).tray.a_quit.trigger()
    qtbot.waitUntil(lambda: shown.ended, timeout=PATIENCE_MS)


def test_closing_ends_it_where_no_tray_could_bring_it_back(shown: Window, qtbot: QtBot) -> None:
    put(shown, "window.close_to_tray", True)
    put(shown, "window.tray", False)
    assert not presence(shown).tray.there
    shown.main.shell.close()
    qtbot.waitUntil(lambda: shown.ended, timeout=PATIENCE_MS)


def test_the_menu_of_the_window_quits_all_the_same(shown: Window, qtbot: QtBot) -> None:
    put(shown, "window.close_to_tray", True)
    shown.main.shell.quit_asked.emit()
    qtbot.waitUntil(lambda: shown.ended, timeout=PATIENCE_MS)


def test_a_locked_vault_is_spoken_of_once(shown: Window, vault: MadeVault, notes: Notes) -> None:
    put(shown, "reminders.while_locked", True)
    shown.unlock(vault)
    add_expiring(shown)
    presence(shown).look()
    shown.settle()
    assert notes == [], "the open one reminds itself"
    presence(shown).tray.a_lock.trigger()
    shown.until_locked()
    for _ in range(2):
        presence(shown).look()
        shown.settle()
    assert len(notes) == 1
    assert "STRIPE_SECRET_KEY" not in "".join(notes[0])
    assert presence(shown)._timer.interval() == EVERY_MS


def test_it_is_not_made_for_a_program_that_ends(
    qapp: QApplication, qtbot: QtBot, home: Home
) -> None:
    with window(qapp, qtbot, home) as made:
        before = made.main.presence
        made.main.quit()
        made.main._be_present()
        assert made.main.presence is before
