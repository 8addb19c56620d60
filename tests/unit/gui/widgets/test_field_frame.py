"""The frame shows the focus of what is inside, and whether that is right or wrong."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.field_frame import FieldFrame, FieldState
from tests.support.pictures import colours, picture


@pytest.fixture
def frame(theme: Theme, stage: QWidget) -> FieldFrame:
    frame = FieldFrame(theme, parent=stage)
    frame.hold(QLineEdit())
    frame.resize(200, 32)
    frame.show()
    return frame


@pytest.mark.parametrize(
    ("state", "colour"), [("plain", "field_border"), ("error", "red_fill"), ("ok", "green")]
)
def test_each_state_has_its_line(
    theme: Theme, frame: FieldFrame, state: FieldState, colour: str
) -> None:
    frame.set_state(state)
    assert frame.state == state
    line = theme.colour(colour)  # type: ignore[arg-type]
    assert picture(frame).pixelColor(0, 16) == line


def test_the_focus_is_two_pixels_of_accent(theme: Theme, frame: FieldFrame) -> None:
    before = colours(picture(frame))[theme.palette.accent.name()]
    frame.setFocus()
    image = picture(frame)
    assert before == 0
    assert image.pixelColor(0, 16) == image.pixelColor(1, 16) == theme.palette.accent


def test_what_is_off_is_sunken(theme: Theme, frame: FieldFrame) -> None:
    frame.setEnabled(False)
    assert picture(frame).pixelColor(0, 16) == theme.palette.border
    assert picture(frame).pixelColor(5, 16) == theme.palette.sunken


def test_it_can_be_as_high_as_its_inside(theme: Theme, stage: QWidget) -> None:
    assert FieldFrame(theme, None, parent=stage).maximumHeight() > 1000
