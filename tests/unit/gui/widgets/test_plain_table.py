"""A table of words, filled anew."""

from PySide6.QtWidgets import QApplication

from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.plain_table import PlainTable


def words(made) -> list[str]:
    found = made.findChildren(ElidedLabel)
    return [one.words() for one in found if one.isVisibleTo(made)]


def test_rows_take_the_place_of_rows(theme, stage):
    made = PlainTable(theme, "Ages", ("Where", "How many"))
    made.setParent(stage)
    made.show_rows([("prod", "3"), ("dev", "1")])
    QApplication.processEvents()
    assert words(made) == ["Where", "How many", "prod", "3", "dev", "1"]
    made.show_rows([])
    QApplication.processEvents()
    assert words(made)[-1] == "None"
