"""The timeline of a key's versions."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.core.durations import HOUR
from keystead.gui.widgets.timeline import TimelineRow
from tests.support.window import OpenWindow


def rows(window: OpenWindow) -> list[str]:
    window.settle()
    found = window.view.detail.versions.timeline.findChildren(TimelineRow)
    return [row.accessibleName() for row in found if not row.isHidden()]


def test_current_previous_and_older_ones(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    found = rows(window)
    assert found[0].startswith("v7 Current today 13:01 Created by Mara Lindqvist,")
    assert found[1] == "v6 Previous 16 h 48 min left Still valid until Mon 23 Nov, 13:01"
    assert found[2] == "v5 Retired 5 older versions"


def test_all_are_shown_when_asked_for(window: OpenWindow, qtbot: QtBot):
    window.choose("STRIPE_SECRET_KEY")
    versions = window.view.detail.versions
    qtbot.mouseClick(versions.header.link, Qt.MouseButton.LeftButton)
    assert [row.split()[0] for row in rows(window)] == [f"v{n}" for n in range(7, 0, -1)]
    qtbot.mouseClick(versions.header.link, Qt.MouseButton.LeftButton)
    assert len(rows(window)) == 3
    # Another key begins short again.
    qtbot.mouseClick(versions.header.link, Qt.MouseButton.LeftButton)
    window.choose("GITHUB_TOKEN")
    window.choose("STRIPE_SECRET_KEY")
    assert len(rows(window)) == 3


def test_a_single_version_needs_no_link(window: OpenWindow):
    window.choose("GITHUB_TOKEN")
    assert len(rows(window)) == 1
    assert window.view.detail.versions.header.link.isHidden()


def test_an_overlap_that_ends_makes_it_retired(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    window.clock.advance(17 * HOUR)
    window.controller.refresh()
    window.settle()
    found = rows(window)
    assert "Previous" not in found[1]
    assert found[1] == "v6 Retired 6 older versions"
