"""Green to two thirds, amber to the end, then full, red and hatched."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.age_bar import AgeBar, Bar, age_colour, paint_age_bar
from tests.support.pictures import colours, shows


@pytest.mark.parametrize(
    ("share", "colour"),
    [(0.0, "green_fill"), (2 / 3, "green_fill"), (0.67, "amber_fill"), (1.0, "amber_fill"),
     (1.01, "red_fill")],
)  # fmt: skip
def test_the_colour_of_an_age(share: float, colour: str) -> None:
    assert age_colour(share) == colour


def drawn(theme: Theme, share: float) -> QImage:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(theme.palette.surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_age_bar(painter, theme, QRectF(0, 0, 40, 20), share)
    painter.end()
    return image


def test_it_is_32_by_6_and_fills_with_age(theme: Theme) -> None:
    half = drawn(theme, 0.5)
    assert half.pixelColor(10, 10) == theme.palette.green_fill
    assert half.pixelColor(25, 10) == theme.palette.track
    assert half.pixelColor(33, 10) == theme.palette.surface
    assert half.pixelColor(10, 5) == theme.palette.surface


def test_a_new_value_shows_a_dot(theme: Theme) -> None:
    assert drawn(theme, 0.0).pixelColor(3, 10) == theme.palette.green_fill


def test_overdue_is_hatched(theme: Theme) -> None:
    row = [drawn(theme, 3.0).pixelColor(x, 10) for x in range(4, 28)]
    assert theme.palette.red_fill in row
    light = [colour.lightness() > theme.palette.red_fill.lightness() + 20 for colour in row]
    assert 4 <= sum(light) <= len(light) * 2 / 3


def test_days_stand_beside_it(theme: Theme, stage: QWidget) -> None:
    bar = AgeBar(theme, 52, 90, stage)
    bar.show()
    assert bar.accessibleName() == "Age 52 of 90 days"
    assert shows(bar, theme.palette.green_fill, 20)
    bar.set_age(3, None)
    assert bar.accessibleName() == "Age 3 days"
    assert not shows(bar, theme.palette.track)
    assert bar.sizeHint().height() == 20


def test_a_plain_bar(theme: Theme, stage: QWidget) -> None:
    bar = Bar(theme, "Left of the overlap", parent=stage)
    bar.resize(100, 4)
    bar.show()
    bar.set_share(0.5)
    half = colours(bar.grab().toImage())[theme.palette.accent.name()]
    bar.set_share(1.0, "red_fill")
    assert colours(bar.grab().toImage())[theme.palette.red_fill.name()] > half > 100
    assert bar.accessibleName() == "Left of the overlap: 100 %"
