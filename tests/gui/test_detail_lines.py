"""Fields and places of a key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from keystead.gui.vault.detail_lines import short_path
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.link import LinkLabel
from tests.support.window import OpenWindow


def words(window: OpenWindow) -> list[str]:
    detail = window.view.detail
    labels = detail.details.findChildren(ElidedLabel) + detail.places.findChildren(ElidedLabel)
    return [label.words() for label in labels if label.isVisible() and label.words()]


def test_fields_and_places_are_listed(window: OpenWindow):
    window.choose("STRIPE_SECRET_KEY")
    found = words(window)
    assert found[:7] == ["Details", "Permissions", "charges:write", "3 more", "Risk", "High",
                         "overlap 24 h"]  # fmt: skip
    assert "~/src/shop-api/.env" in found
    assert found[found.index("~/src/shop-api/.env") + 1] == "v7"
    assert "still v6" in found


def test_a_key_without_places_has_no_heading_for_them(window: OpenWindow):
    window.choose("GITHUB_TOKEN")
    assert "Places" not in words(window)


def test_the_console_opens_in_the_browser(
    window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    window.choose("STRIPE_SECRET_KEY")
    (link,) = [
        one
        for one in window.view.detail.details.findChildren(LinkLabel)
        if one.text() == "dashboard.stripe.com"
    ]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert opened == ["https://dashboard.stripe.com/apikeys"]


def test_a_path_at_home_is_short():
    home = Path.home()
    assert short_path(str(home / "a")) == "~/a"
    assert short_path(str(home)) == "~"
    assert short_path(f"{home}s/a") == f"{home}s/a"
    assert short_path("") == ""
