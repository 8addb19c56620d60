"""What is left after an undone rotation."""

from PySide6.QtWidgets import QLabel

from keystead.core.model import Place, Step
from keystead.gui.dialogs.rotate.undone_page import UndonePage
from keystead.gui.theme.theme import Theme


def test_each_place_stands_with_its_reason(theme: Theme):
    page = UndonePage(theme)
    left = [
        Step(Place("file", "/srv/.env", host="box"), note="is read-only"),
        Step(Place("pipeline", "CI")),
    ]
    page.show_left("v1", left)
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "/srv/.env on box" in words
    assert "Is read-only" in words
    assert "CI" in words
    assert page.words.words().startswith("v1 is the current value again. 2 places may")
    page.deleteLater()
