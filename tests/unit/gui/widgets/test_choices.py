"""Fields with a choice: the list, the number, the day."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.choices import ComboBox, DateField, SpinField
from tests.support.pictures import picture, shows


@pytest.fixture
def combo(theme: Theme, stage: QWidget, qtbot: QtBot) -> ComboBox:
    combo = ComboBox(theme, "Environment", parent=stage)
    for name in ("prod", "staging", "dev"):
        combo.addItem(name, name.upper())
    combo.adjustSize()
    combo.show()
    return combo


def test_keys_choose_from_the_list(combo: ComboBox, qtbot: QtBot) -> None:
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentData() == "STAGING"
    assert combo.accessibleName() == "Environment"


def test_enter_opens_the_list(combo: ComboBox, qtbot: QtBot) -> None:
    qtbot.keyClick(combo, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: combo.view().isVisible())
    combo.hidePopup()


def test_it_is_painted_by_tokens(combo: ComboBox, theme: Theme) -> None:
    assert picture(combo).pixelColor(0, 16) == theme.palette.field_border
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    assert shows(combo, theme.palette.accent, 100)
    combo.setEnabled(False)
    assert shows(combo, theme.palette.disabled)
    assert combo.minimumSizeHint().width() <= combo.sizeHint().width()


def test_a_number_steps_within_its_bounds(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    field = SpinField(theme, "Locks after", 1, 6, " min", parent=stage)
    field.show()
    told: list[int] = []
    field.value_changed.connect(told.append)
    field.set_value(5)
    qtbot.keyClick(field.spin, Qt.Key.Key_Up)
    qtbot.keyClick(field.spin, Qt.Key.Key_Up)
    less, more = field.findChildren(IconButton)
    qtbot.mouseClick(less, Qt.MouseButton.LeftButton)
    assert told == [5, 6, 5]
    assert field.value() == 5
    assert field.spin.text() == "5 min"
    assert field.spin.lineEdit().width() > 20
    assert (field.spin.accessibleName(), more.accessibleName()) == (
        "Locks after",
        "More: Locks after",
    )


@pytest.fixture
def day(theme: Theme, stage: QWidget, qtbot: QtBot) -> DateField:
    column, field = QVBoxLayout(stage), DateField(theme, "Expires")
    column.addWidget(field)
    qtbot.waitUntil(field.isVisible)
    return field


@pytest.mark.parametrize(
    ("words", "valid", "expected"),
    [
        ("2027-01-31", True, date(2027, 1, 31)),
        (" 2027-01-31 ", True, date(2027, 1, 31)),
        ("", True, None),
        ("2027-02-30", False, None),
        ("20270131", False, None),
        ("2027-W05-1", False, None),
        ("soon", False, None),
    ],
)
def test_a_day_is_read(day: DateField, words: str, valid: bool, expected: date | None) -> None:
    day.edit.setText(words)
    assert (day.valid, day.day()) == (valid, expected)
    assert day.state == ("plain" if valid else "error")


def test_only_days_and_never_are_told(day: DateField, qtbot: QtBot) -> None:
    told: list[date | None] = []
    day.date_changed.connect(told.append)
    qtbot.keyClicks(day.edit, "2027-01-31")
    day.set_day(None)
    assert told == [date(2027, 1, 31), None]


def test_a_day_can_be_picked(day: DateField, qtbot: QtBot) -> None:
    day.set_day(date(2027, 1, 31))
    button = day.findChild(IconButton)
    assert button is not None
    button.click()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    month = popup.findChild(QCalendarWidget)
    assert month is not None
    assert month.selectedDate().toPython() == date(2027, 1, 31)
    qtbot.keyClick(month.focusWidget(), Qt.Key.Key_Left)
    month.activated.emit(month.selectedDate())
    assert day.day() == date(2027, 1, 30)
    assert popup.isHidden()
    assert picture(popup).width() > 100
