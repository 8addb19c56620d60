"""The timeline of a key's versions."""

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from keystead.core.durations import HOUR
from keystead.core.secret_types import SecretText
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


def test_a_value_in_overlap_is_copied_and_shown_while_held(window: OpenWindow, qtbot: QtBot):
    secret = window.choose("STRIPE_SECRET_KEY")
    versions = window.view.detail.versions
    previous = next(one for one in secret.versions if one.number == 6)
    assert list(versions.boxes) == [previous.id]
    box = versions.boxes[previous.id]
    qtbot.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    window.settle()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("sk_live_")
    assert copied != window.value(secret)
    assert window.guard.copied is not None
    assert window.guard.copied.name == "STRIPE_SECRET_KEY v6"
    # The ring turns beside that version, not beside the current one.
    assert box.copy.counting
    assert not window.view.detail.value.copy.counting
    qtbot.mousePress(box.eye, Qt.MouseButton.LeftButton)
    window.settle()
    assert box.showing
    assert box._shown is not None
    assert box._shown.reveal() == copied
    # What comes in meanwhile does not take it from under the eye.
    window.clock.advance(61)
    window.controller.refresh()
    window.settle()
    assert versions.boxes[previous.id] is box
    box.click_time.stop()
    qtbot.mouseRelease(box.eye, Qt.MouseButton.LeftButton)
    assert not box.showing
    # It is filled anew now.
    qtbot.waitUntil(lambda: versions.boxes[previous.id] is not box)


def test_retired_values_are_kept_and_can_be_had(window: OpenWindow, qtbot: QtBot):
    secret = window.choose("STRIPE_SECRET_KEY")
    versions = window.view.detail.versions
    versions.header.link.setFocus()
    qtbot.keyClick(versions.header.link, Qt.Key.Key_Return)
    older = [one for one in secret.versions if one.number < 7]
    assert set(versions.boxes) == {one.id for one in older}
    first = versions.boxes[older[0].id]
    qtbot.keyClick(first.copy, Qt.Key.Key_Space)
    window.settle()
    assert QGuiApplication.clipboard().text().startswith("sk_live_")


def test_an_answer_for_another_key_is_dropped(window: OpenWindow):
    secret = window.choose("STRIPE_SECRET_KEY")
    version = next(one for one in secret.versions if one.number == 6)
    window.choose("NPM_TOKEN")
    window.view.detail.versions.show_value(version, SecretText("late"))
    assert window.view.detail.versions.boxes == {}


def test_what_was_erased_has_no_value_to_copy(window: OpenWindow, qtbot: QtBot):
    secret = window.choose("STRIPE_SECRET_KEY")
    purged = structs.replace(
        secret, versions=tuple(structs.replace(one, purged=True) for one in secret.versions)
    )
    versions = window.view.detail.versions
    versions.show_secret(purged, window.clock.now())
    qtbot.mouseClick(versions.header.link, Qt.MouseButton.LeftButton)
    assert versions.boxes == {}
    assert "v5 Retired 23 Sep Erased" in rows(window)


def test_a_minute_later_the_focus_is_where_it_was(window: OpenWindow):
    secret = window.choose("STRIPE_SECRET_KEY")
    versions = window.view.detail.versions
    (version,) = versions.boxes
    before = versions.boxes[version]
    before.copy.setFocus()
    window.clock.advance(61)
    window.controller.refresh()
    window.settle()
    assert versions.boxes[version] is not before
    assert versions.boxes[version].copy.hasFocus()
    assert secret.id == window.secret("STRIPE_SECRET_KEY").id
