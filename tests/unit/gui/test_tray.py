"""What the tray says and offers.  A desktop with a real tray: tests/end2end/window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from keystead.gui import tray as module
from keystead.gui.theme.theme import Scheme, Theme
from keystead.gui.tray import Tray, due_words

# The platform of the tests has no trays.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


@pytest.fixture
def tray(theme: Theme) -> Iterator[Tray]:
    made = Tray(theme)
    yield made
    made.end()
    made.deleteLater()


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the desktop has a tray; the platform of the tests has none."""
    has = [True]
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: has[0])
    return has


def test_it_says_which_vault_is_open_and_what_is_due(tray: Tray) -> None:
    assert tray.words == "Keystead: locked"
    tray.set_vault("Team")
    assert tray.words == "Team – Keystead"
    tray.set_vault("Team", 1)
    assert tray.words == "Team – Keystead: 1 key needs attention"
    tray.set_vault("Team", 1_234)
    assert tray.words == "Team – Keystead: 1,234 keys need attention"
    tray.set_vault("")
    assert tray.words == "Keystead: locked"


def test_a_vault_is_searched_and_locked_only_while_it_is_open(tray: Tray) -> None:
    def usable() -> list[str]:
        every = [tray.a_open, tray.a_due, tray.a_search, tray.a_lock, tray.a_quit]
        return [one.text() for one in every if one.isEnabled() and one.isVisible()]

    assert usable() == ["Open Keystead", "Quit"]
    tray.set_vault("Team")
    assert usable() == ["Open Keystead", "Search and copy…", "Lock", "Quit"]
    tray.set_vault("Team", 3)
    assert usable() == [
        "Open Keystead", "3 keys need attention", "Search and copy…", "Lock", "Quit",
    ]  # fmt: skip


def test_each_entry_asks_for_its_own(tray: Tray) -> None:
    asked: list[str] = []
    pairs = (
        ("opened", tray.a_open), ("due_asked", tray.a_due), ("searched", tray.a_search),
        ("lock_asked", tray.a_lock), ("quit_asked", tray.a_quit),
    )  # fmt: skip
    for name, _ in pairs:
        getattr(tray, name).connect(lambda name=name: asked.append(name))
    tray.set_vault("Team", 3)
    for _, action in pairs:
        action.trigger()
    assert asked == [name for name, _ in pairs]


def test_a_click_brings_the_window(tray: Tray, desktop: list[bool], qtbot: QtBot) -> None:
    tray.set_wanted(True)
    icon = tray.findChild(QSystemTrayIcon)
    assert icon is not None
    with qtbot.waitSignal(tray.opened, timeout=1000):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.opened):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_it_comes_and_goes_as_wanted(
    tray: Tray, desktop: list[bool], theme: Theme, qapp: QApplication
) -> None:
    assert not tray.there
    tray.set_wanted(True)
    assert tray.there
    tray.set_wanted(True)
    icons = tray.findChildren(QSystemTrayIcon)
    assert len(icons) == 1
    tray.set_vault("Team", 2)
    assert icons[0].toolTip() == tray.words
    before = icons[0].icon().pixmap(32, 32).toImage()
    theme.apply(qapp, Scheme.DARK)
    assert icons[0].icon().pixmap(32, 32).toImage() != before, "in the colours of the theme"
    tray.set_wanted(False)
    assert not tray.there


def test_a_tray_that_comes_late_is_waited_for(
    tray: Tray, desktop: list[bool], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop[0] = False
    tray._waits.setInterval(5)
    tray.set_wanted(True)
    assert not tray.there
    desktop[0] = True
    qtbot.waitUntil(lambda: tray.there, timeout=10_000)
    assert not tray._waits.isActive()


def test_a_desktop_without_a_tray_is_asked_no_longer_than_a_minute(
    tray: Tray, desktop: list[bool], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop[0] = False
    monkeypatch.setattr(module, "PATIENCE", 3)
    tray._waits.setInterval(5)
    tray.set_wanted(True)
    qtbot.waitUntil(lambda: not tray._waits.isActive(), timeout=10_000)
    assert not tray.there
    assert not tray.findChildren(QSystemTrayIcon)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 key needs attention"),
        (2, "2 keys need attention"),
        (10_000, "10,000 keys need attention"),
    ],
)
def test_numbers_are_read_easily(number: int, words: str) -> None:
    assert due_words(number) == words
