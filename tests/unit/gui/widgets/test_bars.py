"""Bars that the keyboard reads."""

from PySide6.QtCore import Qt

from keystead.gui.widgets.bars import Bar, DayBars, StackedBars


def test_stacked_bars(theme, stage, qtbot):
    chart = StackedBars(theme, "Ages", stage)
    chart.show_bars([Bar("prod", "prod", (3, 0, 1), "prod words"), Bar("x", "", (0, 0, 0), "none")])
    chart.resize(300, chart.sizeHint().height())
    chart.show()
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleName() == "Ages. prod words"
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.at == 0
    chart.setFocus()
    assert not chart.grab().isNull()


def test_day_bars(theme, stage, qtbot):
    chart = DayBars(theme, "Days", stage)
    chart.show_days([("1 Nov", 4, 2), ("2 Nov", 2, 1)])
    chart.resize(300, 92)
    chart.show()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleName() == "Days. 2 Nov: 2 uses, 1 change"
    qtbot.keyClick(chart, Qt.Key.Key_A)
    chart.setFocus()
    assert not chart.grab().isNull()
