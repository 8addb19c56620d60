"""The right column: ages and activity are read, failed unlocks told."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.gui.models.overview import Happened, Overview
from keystead.gui.vault.overview_side import OverviewSide
from tests.support.window import OpenWindow


def found(failed: str) -> Overview:
    return Overview(
        "27 Nov 2026",
        (("prod", "prod"), ("dev", "dev")),
        (), 0, (), {},
        {"prod": (3, 1, 2)},
        (("26 Nov 2026", 2, 1), ("27 Nov 2026", 0, 0)),
        (Happened("copy", "Copied", "A", "just now"),),
        failed,
        date(2026, 11, 27),
    )  # fmt: skip


def test_bars_are_read_and_attempts_told(window: OpenWindow, qtbot: QtBot):
    side = OverviewSide(window.view.theme)
    qtbot.addWidget(side)
    side.show_overview(found("2 failed attempts in 30 days"))
    side.show()
    qtbot.keyClick(side.ages, Qt.Key.Key_Down)
    assert side.ages.accessibleName().endswith("prod: 3 fresh, 1 in the last third, 2 overdue")
    qtbot.keyClick(side.activity, Qt.Key.Key_Right)
    assert side.activity.accessibleName().endswith("26 Nov 2026: 2 uses, 1 change")
    qtbot.keyClick(side.activity, Qt.Key.Key_Left)
    assert side.activity.at == 0
    side.show_tables(True)
    assert side.ages_table.isVisibleTo(side)
    side.show_overview(found(""))
    assert not side.grab().isNull()
