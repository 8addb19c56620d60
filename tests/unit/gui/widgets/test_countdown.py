"""The ring empties clockwise and says the seconds."""

from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.countdown import CountdownRing
from tests.support.pictures import colours, picture, shows


def accent(ring: CountdownRing, theme: Theme) -> int:
    return colours(picture(ring))[theme.palette.accent.name()]


def test_less_time_is_less_ring(theme: Theme, stage: QWidget) -> None:
    ring = CountdownRing(theme, 100, parent=stage)
    ring.show()
    amounts = []
    for left in (20.0, 10.0, 0.0, -3.0):
        ring.set_remaining(left, 20.0)
        amounts.append(accent(ring, theme))
    assert amounts[0] > amounts[1] > amounts[2] == amounts[3] == 0
    assert ring.accessibleName() == "Time left: 0 s"


def test_what_is_gone_is_gone_from_the_top_clockwise(theme: Theme, stage: QWidget) -> None:
    ring = CountdownRing(theme, 100, parent=stage)
    ring.show()
    ring.set_remaining(15, 20)
    image = picture(ring)
    assert image.pixelColor(82, 18) == theme.palette.track
    assert image.pixelColor(17, 18) == theme.palette.accent


def test_no_whole_is_an_empty_ring(theme: Theme, stage: QWidget) -> None:
    ring = CountdownRing(theme, parent=stage)
    ring.show()
    ring.set_remaining(5, 0)
    assert accent(ring, theme) == 0


def test_seconds_and_words_stand_inside(theme: Theme, stage: QWidget) -> None:
    small = CountdownRing(theme, 24, number=True, parent=stage)
    small.show()
    small.set_remaining(14, 20)
    assert shows(small, theme.palette.text)
    large = CountdownRing(theme, 120, parent=stage)
    large.show()
    large.set_words("16 h 48 min", "left of 24 h")
    assert shows(large, theme.palette.text, 20)
