"""The row of presets: chosen, named, refused."""

from pytestqt.qtbot import QtBot

from keystead.core.presets import BUILT_IN
from keystead.core.recipes import Recipe
from keystead.gui.dialogs.preset_row import PresetRow
from keystead.gui.theme.theme import Theme


def test_choosing_tells_and_being_told_does_not(qtbot: QtBot, theme: Theme):
    row = PresetRow(theme)
    seen: list[Recipe] = []
    qtbot.addWidget(row)
    row.chosen.connect(seen.append)
    row.show_presets({"mine": Recipe()}, "mine")
    assert (row.box.currentText(), row.box.count(), seen) == ("mine", len(BUILT_IN) + 2, [])
    row.box.setCurrentText("aes-256")
    assert seen == [BUILT_IN["aes-256"]]
    row.point_at()
    assert (row.box.currentText(), len(seen)) == ("None", 1)


def test_a_name_that_cannot_be_kept_is_marked(qtbot: QtBot, theme: Theme):
    row = PresetRow(theme)
    qtbot.addWidget(row)
    row.show()
    row.keep.click()
    row.set_error("Choose another name.")
    assert row.name.message.words() == "Choose another name."
    row.saved({})
    assert not row.name.isVisible()
