"""A choice among Python objects gives them back as they are."""

from pytestqt.qtbot import QtBot

from keystead.core.model import Kind
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.theme.theme import Theme


def test_enumerations_stay_enumerations(qtbot: QtBot, theme: Theme):
    box = ChoiceBox(theme, "Kind")
    qtbot.addWidget(box)
    assert box.chosen() is None
    box.add("Token", Kind.TOKEN)
    box.add("Nothing", None)
    assert box.chosen() is Kind.TOKEN
    box.choose(None)
    assert box.chosen() is None
    assert box.currentText() == "Nothing"
    box.choose(Kind.JWT)
    assert box.currentText() == "Nothing"
