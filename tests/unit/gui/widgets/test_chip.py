"""The chip of an environment: its dot, its name, its colours."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.chip import HEIGHT, Chip, DotView, chip_size, dot_of, paint_chip
from tests.support.pictures import colours, picture, shows


@pytest.mark.parametrize(
    ("colour", "dot"), [("prod", "full"), ("staging", "half"), ("dev", "hollow"), ("", "hollow")]
)
def test_each_environment_has_its_dot(colour: str, dot: str) -> None:
    assert dot_of(colour) == dot


@pytest.mark.parametrize("name", ["prod", "staging", "dev"])
def test_it_has_its_colours(theme: Theme, stage: QWidget, name: str) -> None:
    chip = Chip(theme, name, name, stage)
    chip.adjustSize()
    chip.show()
    assert chip.height() == HEIGHT
    assert shows(chip, theme.colour(f"{name}_soft"), 100)  # type: ignore[arg-type]
    assert shows(chip, theme.colour(name), 5)  # type: ignore[arg-type]
    assert chip.accessibleName() == f"Environment {name}"


def test_an_own_environment_is_neutral(theme: Theme, stage: QWidget) -> None:
    chip = Chip(theme, "prod", "prod", stage)
    chip.set_environment("preview", "")
    chip.adjustSize()
    chip.show()
    assert shows(chip, theme.palette.tile, 100)
    assert chip.accessibleName() == "Environment preview"


def test_a_delegate_can_paint_it_shortened(theme: Theme) -> None:
    image = QImage(60, 36, QImage.Format.Format_RGB32)
    image.fill(theme.palette.surface)
    painter = QPainter(image)
    paint_chip(painter, theme, QRect(0, 0, 60, 36), "a-very-long-environment", "dev")
    painter.end()
    assert colours(image)[theme.palette.dev_soft.name()] > 200
    assert image.pixelColor(2, 2) == theme.palette.surface
    assert chip_size(theme, "a-very-long-environment", 60).width() == 60


def test_dots_alone_differ_in_shape(theme: Theme, stage: QWidget) -> None:
    ink = []
    for name in ("prod", "staging", "dev"):
        view = DotView(theme, name, stage)
        view.show()
        image = picture(view)
        ground = image.pixelColor(0, 0)
        cells = ((x, y) for x in range(16) for y in range(16))
        ink.append(sum(image.pixelColor(x, y) != ground for x, y in cells))
    assert ink[0] > ink[1] > ink[2] > 0
