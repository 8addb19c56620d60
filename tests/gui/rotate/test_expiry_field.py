"""When a new value expires: suggested, told by the value, typed, refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import jwt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.dates import day_of
from keystead.core.errors import BadDate
from keystead.core.renewal import UNSAID
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.dialogs.rotate.expiry_field import ExpiryField
from tests.gui.rotate.conftest import NAME
from tests.support.window import OpenWindow

Opened = Callable[[], RotateDialog]


def field(dialog: RotateDialog) -> ExpiryField:
    return dialog.value.expires


def begin(window: OpenWindow, dialog: RotateDialog, value: str = "new-value") -> None:
    QTest.keyClicks(dialog.value.value.line.edit, value)
    dialog.next.click()
    window.settle()


def switched(window: OpenWindow, dialog: RotateDialog) -> date | None:
    """The key's last day after the switch."""
    for button in (dialog.next, dialog.next):
        button.click()
        window.settle()
    return window.secret(NAME).expires


def test_it_suggests_as_long_as_the_old_value_was_to_last(
    window: OpenWindow, assistant: Opened
) -> None:
    dialog, secret = assistant(), window.secret(NAME)
    assert secret.expires is not None
    assert secret.current is not None
    lasts = secret.expires - day_of(secret.current.created)
    wanted = day_of(window.clock.now()) + lasts
    assert field(dialog).day.day() == wanted
    assert "As long as the old value" in field(dialog).hint.words()
    assert field(dialog).checked() is UNSAID
    begin(window, dialog)
    assert switched(window, dialog) == wanted


def test_a_typed_day_holds_and_a_value_does_not_change_it(
    window: OpenWindow, assistant: Opened
) -> None:
    dialog = assistant()
    wanted = day_of(window.clock.now()) + timedelta(33)
    field(dialog).day.edit.selectAll()
    QTest.keyClicks(field(dialog).day.edit, wanted.isoformat())
    assert field(dialog).hint.words() == ""
    begin(window, dialog)
    assert switched(window, dialog) == wanted


def test_what_the_value_tells_is_filled_in(window: OpenWindow, assistant: Opened) -> None:
    dialog = assistant()
    seconds = int(datetime(2041, 5, 17, 12, tzinfo=UTC).timestamp())
    token = jwt.encode({"exp": seconds}, "k" * 32, "HS256")
    dialog.value.value.line.edit.setText(token)
    assert field(dialog).day.day() == date(2041, 5, 17)
    assert field(dialog).hint.words() == "The value says so"
    dialog.value.value.line.edit.setText("x")
    assert "As long as" in field(dialog).hint.words()


@pytest.mark.parametrize(
    ("typed", "words"), [("2020-01-01", "in the past"), ("soon", "not a date")]
)
def test_what_cannot_be_is_said_and_nothing_begins(
    window: OpenWindow, assistant: Opened, typed: str, words: str
) -> None:
    dialog = assistant()
    field(dialog).day.edit.selectAll()
    QTest.keyClicks(field(dialog).day.edit, typed)
    begin(window, dialog)
    assert words in field(dialog).error.words()
    assert window.secret(NAME).renewal is None
    with pytest.raises(BadDate):
        field(dialog).checked()
    field(dialog).day.edit.selectAll()
    QTest.keyClick(field(dialog).day.edit, Qt.Key.Key_Delete)
    assert field(dialog).error.words() == ""
    assert field(dialog).checked() is None
