"""The name of keys in a small frame."""

from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.key_cap import KeyCap
from tests.support.pictures import picture, shows


def test_it_frames_its_words(theme: Theme, stage: QWidget) -> None:
    cap = KeyCap(theme, "Ctrl+V", stage)
    cap.adjustSize()
    cap.show()
    assert cap.accessibleName() == "Ctrl+V"
    assert shows(cap, theme.palette.text2)
    assert picture(cap).pixelColor(0, 9) == theme.palette.border
