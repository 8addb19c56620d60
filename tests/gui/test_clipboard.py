"""Copied values: concealed, cleared on time, only where they are still ours."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.secret_types import SecretText
from keystead.gui.clipboard import ClipboardGuard, Copied
from keystead.services.clipboard_formats import conceal_formats
from tests.support.clock import FakeClock

VALUE = SecretText("sk_live_of_no_account")


@pytest.fixture
def clipboard(qapp: QApplication) -> QClipboard:
    found = QGuiApplication.clipboard()
    found.setText("")
    return found


@pytest.fixture
def guard(qtbot: QtBot, clipboard: QClipboard, clock: FakeClock) -> Iterator[ClipboardGuard]:
    guard = ClipboardGuard(clipboard, conceal_formats("linux"), clock.monotonic)
    yield guard
    guard.clear()
    guard.deleteLater()


def test_a_value_is_put_there_with_the_sign_that_conceals_it(
    guard: ClipboardGuard, clipboard: QClipboard
):
    guard.copy("A_KEY", VALUE)
    data = clipboard.mimeData()
    assert data.text() == VALUE.reveal()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert guard.copied == Copied("A_KEY", 20.0, 20.0)


def test_it_is_cleared_when_its_time_is_over(
    guard: ClipboardGuard, clipboard: QClipboard, clock: FakeClock
):
    seen: list[Copied | None] = []
    cleared: list[str] = []
    guard.changed.connect(seen.append)
    guard.cleared.connect(cleared.append)
    guard.copy("A_KEY", VALUE)
    clock.advance(19)
    guard.refresh()
    assert clipboard.text() == VALUE.reveal()
    assert seen[-1] == Copied("A_KEY", 1.0, 20.0)
    clock.advance(1)
    guard.refresh()
    assert clipboard.text() == ""
    assert seen[-1] is None
    assert cleared == ["A_KEY"]


def test_it_is_overwritten_and_not_cleared(guard: ClipboardGuard, clipboard: QClipboard):
    guard.copy("A_KEY", VALUE)
    assert guard.clear()
    # An emptied clipboard has no text at all; an overwritten one has empty text.
    assert clipboard.mimeData().hasText()


def test_what_somebody_else_copied_is_left_alone(guard: ClipboardGuard, clipboard: QClipboard):
    guard.copy("A_KEY", VALUE)
    clipboard.setText("a shopping list")
    assert guard.copied is None
    assert guard.clear()
    assert clipboard.text() == "a shopping list"


def test_the_second_copy_replaces_the_first(
    guard: ClipboardGuard, clipboard: QClipboard, clock: FakeClock
):
    guard.copy("A_KEY", VALUE)
    clock.advance(15)
    guard.copy("B_KEY", SecretText("other"))
    clock.advance(15)
    guard.refresh()
    assert clipboard.text() == "other"
    assert guard.copied == Copied("B_KEY", 5.0, 20.0)


def test_a_manager_that_puts_it_back_is_told_and_overwritten_again(
    guard: ClipboardGuard, clipboard: QClipboard, qtbot: QtBot
):
    kept: list[str] = []
    guard.kept.connect(kept.append)
    guard.copy("A_KEY", VALUE)
    guard.clear()
    clipboard.setText(VALUE.reveal())  # as parcellite does after a clear
    qtbot.waitUntil(lambda: bool(kept), timeout=3000)
    assert kept == ["A_KEY"]
    assert clipboard.text() == ""


def test_a_clipboard_that_cannot_be_overwritten_is_told(
    guard: ClipboardGuard, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch
):
    kept: list[str] = []
    guard.kept.connect(kept.append)
    guard.copy("A_KEY", VALUE)
    monkeypatch.setattr(guard, "_overwrite", lambda: None)
    assert not guard.clear()
    assert kept == ["A_KEY"]
    monkeypatch.undo()
    clipboard.setText("")


def test_nothing_to_clear_is_no_problem(guard: ClipboardGuard, clipboard: QClipboard):
    clipboard.setText("mine")
    assert guard.clear()
    guard.refresh()
    assert clipboard.text() == "mine"
    assert guard.copied is None


def test_a_value_with_odd_characters_is_known_again(guard: ClipboardGuard, clipboard: QClipboard):
    guard.copy("A_KEY", SecretText("ключ 🔑\nzwei"))
    assert guard.clear()
    assert clipboard.text() == ""


def test_the_value_is_not_kept_in_the_guard(guard: ClipboardGuard):
    guard.copy("A_KEY", VALUE)
    kept = [held for held in vars(guard).values() if isinstance(held, str | bytes | QMimeData)]
    assert all(VALUE.reveal() not in str(held) for held in kept)
