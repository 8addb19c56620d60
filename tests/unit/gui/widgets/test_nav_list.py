"""The list to choose from: one stop for Tab, arrows inside, counts at the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.nav_list import Look, NavList
from tests.support.pictures import shows


@pytest.fixture
def nav(theme: Theme, stage: QWidget, qtbot: QtBot) -> NavList:
    column, nav = QVBoxLayout(stage), NavList(theme, "Views")
    column.addWidget(nav)
    nav.add("all", "All keys", Look("list"), "128")
    nav.add_gap()
    nav.add_heading("Environments")
    nav.add("prod", "prod", Look(dot="prod"), "51")
    nav.add("github", "GitHub", Look(tile="G"), "11")
    nav.add("more", "21 more", Look(blank=True))
    qtbot.waitUntil(nav.isVisible)
    return nav


def _checked(nav: NavList) -> list[str]:
    keys = nav.keys()
    return [key for key in keys if (item := nav.item(key)) is not None and item.isChecked()]


def test_a_click_chooses(nav: NavList, qtbot: QtBot) -> None:
    item = nav.item("prod")
    assert item is not None
    with qtbot.waitSignal(nav.chosen) as told:
        qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert told.args == ["prod"]
    assert nav.current() == "prod"
    assert _checked(nav) == ["prod"]


def test_a_second_click_keeps_the_choice(nav: NavList, qtbot: QtBot) -> None:
    item = nav.item("prod")
    assert item is not None
    for _ in range(2):
        qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert item.isChecked()


@pytest.mark.parametrize(
    ("key", "chosen"),
    [(Qt.Key.Key_Down, "prod"), (Qt.Key.Key_Up, "all"), (Qt.Key.Key_End, "more"),
     (Qt.Key.Key_Home, "all")],
)  # fmt: skip
def test_arrows_choose(nav: NavList, qtbot: QtBot, key: Qt.Key, chosen: str) -> None:
    nav.set_current("all")
    item = nav.item("all")
    assert item is not None
    item.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(item, key)
    assert nav.current() == chosen
    assert nav.item(chosen).hasFocus()  # type: ignore[union-attr]


def test_other_keys_do_nothing(nav: NavList, qtbot: QtBot) -> None:
    nav.set_current("all")
    item = nav.item("all")
    assert item is not None
    item.setFocus()
    qtbot.keyClick(item, Qt.Key.Key_PageDown)
    qtbot.keyClick(nav, Qt.Key.Key_Down)
    assert nav.current() in ("all", "prod")


def test_tab_stops_once(nav: NavList) -> None:
    nav.set_current("prod")
    items = [nav.item(key) for key in list(nav.keys())]
    stops = [item for item in items if item and item.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [nav.item("prod")]
    nav.set_current("unknown")
    assert nav.item("all").focusPolicy() & Qt.FocusPolicy.TabFocus  # type: ignore[union-attr]


def test_counts_are_seen_and_heard(nav: NavList, theme: Theme) -> None:
    item = nav.item("all")
    assert item is not None
    assert item.accessibleName() == "All keys, 128"
    item.set_right("7", "amber")
    assert item.accessibleName() == "All keys, 7"
    assert shows(item, theme.palette.amber)
    item.set_right("")
    assert item.accessibleName() == "All keys"


def test_the_chosen_one_has_its_ground(nav: NavList, theme: Theme) -> None:
    nav.set_current("github")
    item = nav.item("github")
    assert item is not None
    assert shows(item, theme.palette.sel, 500)
    item.setFocus(Qt.FocusReason.TabFocusReason)
    assert shows(item, theme.palette.accent, 100)


def test_it_can_be_filled_anew(nav: NavList, qtbot: QtBot) -> None:
    nav.set_current("prod")
    nav.clear()
    assert nav.keys() == []
    nav.add("prod", "prod")
    nav.set_current(nav.current())
    assert nav.item("prod").isChecked()  # type: ignore[union-attr]
    nav.clear()
    nav.set_current("prod")
    QApplication.processEvents()
    assert nav.current() == "prod"
