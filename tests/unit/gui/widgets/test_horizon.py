"""Marks of the days ahead: placed, clipped, reached by mouse and keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from keystead.gui.widgets.horizon import Horizon, Mark

GROUPS = [("prod", "prod"), ("dev", "dev")]


def mark(name: str, days: int, group: str = "prod", expires: bool = True) -> Mark:
    return Mark(name.encode(), name, group, expires, days, f"ends in {days}")


@pytest.fixture
def chart(theme, stage, qtbot) -> Horizon:
    made = Horizon(theme, stage)
    made.show_marks(
        [mark("LATE", -3), mark("SOON", 5), mark("LAST", 90, "dev", False)],
        GROUPS, date(2026, 11, 27), 14,
    )  # fmt: skip
    made.resize(900, made.sizeHint().height())
    made.show()
    made.grab()
    return made


def test_every_mark_has_a_place_inside(chart):
    assert len(chart._boxes) == 3
    for box in chart._boxes:
        assert not box.isEmpty()
        assert 0 <= box.left() < box.right() <= chart.width() + 1


def test_keys_go_from_end_to_end(chart, qtbot):
    for key, name in (
        (Qt.Key.Key_End, "LAST"), (Qt.Key.Key_Left, "SOON"), (Qt.Key.Key_Home, "LATE"),
        (Qt.Key.Key_Left, "LATE"),
    ):  # fmt: skip
        qtbot.keyClick(chart, key)
        assert chart.current.name == name
        assert f"{name} in" in chart.accessibleName()
    chart.setFocus()
    assert not chart.grab().isNull()


def test_a_mark_is_opened_with_the_mouse(chart, qtbot):
    place = chart._boxes[1].center().toPoint()
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [b"SOON"]
    qtbot.mouseMove(chart, place)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert chart.current.name == "SOON"


def test_more_than_there_is_room_for_are_counted(theme, stage):
    made = Horizon(theme, stage)
    made.show_marks([mark(f"NAME_{n}", 10) for n in range(9)], GROUPS, date(2026, 1, 1), 14)
    made.resize(600, made.sizeHint().height())
    made.grab()
    assert sum(not box.isEmpty() for box in made._boxes) == 3


def test_nothing_ahead(theme, stage, qtbot):
    made = Horizon(theme, stage)
    qtbot.keyClick(made, Qt.Key.Key_Right)
    assert made.current is None
    assert made.accessibleName() == "The next 90 days: Nothing ends"
