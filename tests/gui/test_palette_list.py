"""The lines of the palette: groups and entries."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.palette_list import HEADING, ROW, PaletteList
from keystead.gui.models.palette import COMMANDS, VIEWS, Entry
from keystead.gui.theme.theme import Theme
from tests.support.pictures import shows


def entry(group: str, words: str) -> Entry:
    return Entry(group, "key", words, lambda: None)


def test_each_group_has_its_heading_and_cannot_be_chosen(qtbot: QtBot, theme: Theme):
    made = PaletteList(theme)
    qtbot.addWidget(made)
    made.show_entries([entry(COMMANDS, "One"), entry(COMMANDS, "Two"), entry(VIEWS, "Three")])
    model = made.entries
    assert [model.data(model.index(row)) for row in range(model.rowCount())] == [
        "Commands",
        "One",
        "Two",
        "Views",
        "Three",
    ]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert made.wanted_height() == 2 * HEADING + 3 * ROW
    first = made.current()
    assert first is not None
    assert first.words == "One"
    made.move_by(-1)
    last = made.current()
    assert last is not None
    assert last.words == "Three"
    made.show_entries([])
    assert made.current() is None
    made.move_by(1)
    assert made.current() is None


def test_a_long_name_leaves_the_chip_its_room(qtbot: QtBot, theme: Theme):
    made = PaletteList(theme)
    qtbot.addWidget(made)
    made.resize(620, 200)
    long = Entry(COMMANDS, "key", "Copy", lambda: None, name="A" * 120, environment="prod",
        colour="prod")  # fmt: skip
    made.show_entries([long])
    made.show()
    assert shows(made, theme.palette.prod_soft, 20)
