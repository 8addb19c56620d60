"""An unlocked window on a real vault, for every test of what a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.errors import KeysteadError
from keystead.gui.theme.theme import Scheme, Theme
from keystead.gui.vault.notices import EXPIRY, REVIEW
from keystead.services.resources import resource
from tests.support.demo_vault import DemoVault
from tests.support.window import OpenWindow, filled


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme in light."""
    theme = Theme(resource)
    theme.apply(qapp, Scheme.LIGHT)
    return theme


def _opened(theme: Theme, vault: DemoVault, app: QApplication) -> Iterator[OpenWindow]:
    # What the test before left to be deleted goes now, and does not take the activation.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
    window = OpenWindow(theme, vault)
    window.view.notices.dismiss(EXPIRY)
    window.view.notices.dismiss(REVIEW)
    window.show()
    # A shortcut that the test before pressed leaves its Ctrl behind, which the list would heed.
    QTest.keyRelease(window.stage, Qt.Key.Key_Control)
    yield window
    window.close()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[OpenWindow]:
    """A window on the demo's keys; any error that nobody expected fails the test."""
    for window in _opened(theme, filled(tmp_path), qapp):
        errors: list[KeysteadError] = []
        window.controller.failed.connect(errors.append)
        window.errors = errors
        yield window
        assert [error.message for error in errors] == []


@pytest.fixture
def empty(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[OpenWindow]:
    """A window on an empty vault."""
    yield from _opened(theme, DemoVault(tmp_path), qapp)
