"""The program in the tray of a real session bus, started as at a log-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import Desktop
from tests.support.processes import wait_until
from tests.support.tray_host import TrayHost, tray_host


@pytest.fixture
def host(session_bus: dict[str, str]) -> Iterator[TrayHost]:
    """A desktop's tray on the bus."""
    with tray_host(session_bus["DBUS_SESSION_BUS_ADDRESS"]) as made:
        yield made


@pytest.fixture
def desktop(
    xvfb: dict[str, str], session_bus: dict[str, str], host: TrayHost, tmp_path: Path
) -> Iterator[Desktop]:
    """A screen in a session whose desktop has a tray."""
    display = {name: xvfb[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    made = Desktop(session_bus | display, tmp_path)
    try:
        yield made
    finally:
        made.close()


def test_it_waits_in_the_tray_and_comes_when_called(desktop: Desktop, host: TrayHost) -> None:
    desktop.start("--tray", wait=False)
    wait_until(lambda: bool(host.items), 30, "the icon")
    assert desktop.windows("Keystead$") == []
    assert host.read("Status") == "Active"
    assert "Keystead: locked" in str(host.read("ToolTip"))
    menu = host.menu()
    assert [words for words, (_, _, shown) in menu.items() if shown] == [
        "Open Keystead", "Search and copy…", "Lock", "Quit",
    ]  # fmt: skip
    unusable = [words for words, (_, usable, shown) in menu.items() if shown and not usable]
    assert unusable == ["Search and copy…", "Lock"]
    host.choose("Open Keystead")
    wait_until(lambda: bool(desktop.windows("Keystead$")), 20, "the window")
    host.choose("Quit")
    assert desktop.ended() == (0, "")


def test_a_second_start_brings_the_one_in_the_tray(desktop: Desktop, host: TrayHost) -> None:
    desktop.start("--tray", wait=False)
    wait_until(lambda: bool(host.items), 30, "the icon")
    desktop.run("gui")
    wait_until(lambda: bool(desktop.windows("Keystead$")), 20, "the window")
    assert len(host.items) == 1
    host.choose("Quit")
    assert desktop.ended() == (0, "")
