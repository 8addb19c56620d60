"""A QR code is dark on white in both schemes, each module equally many device pixels."""

import pytest
import segno
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from keystead.gui.theme.theme import Scheme, Theme
from keystead.gui.widgets.qr_view import QrView
from tests.support.pictures import picture

URI = "otpauth://totp/Keystead%20Harbour:mara?secret=MZ4HQ2LTOBSWK3DJNF2GS5DJORUW63TP"
MATRIX = [[bool(cell) for cell in row] for row in segno.make(URI, error="m").matrix]


def read(image: QImage, module: int) -> list[list[bool]]:
    """The matrix that a picture shows: the middle of each module."""
    start = (image.width() - module * len(MATRIX)) // 2
    places = [start + n * module + module // 2 for n in range(len(MATRIX))]
    return [[image.pixelColor(x, y).lightness() < 128 for x in places] for y in places]


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_shows_the_matrix_in_both_schemes(
    theme: Theme, stage: QWidget, qapp: QApplication, scheme: Scheme
) -> None:
    theme.apply(qapp, scheme)
    view = QrView(theme, MATRIX, parent=stage)
    view.show()
    image = picture(view)
    assert read(image, view.module(1.0)) == MATRIX
    assert image.pixelColor(10, 10) == QColor("#FFFFFF")


@pytest.mark.parametrize("ratio", [1.25, 1.5, 2.0, 3.0])
def test_modules_are_whole_device_pixels(theme: Theme, stage: QWidget, ratio: float) -> None:
    view = QrView(theme, MATRIX, parent=stage)
    view.show()
    pixels = round(view.width() * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    view.render(painter, QPoint())
    painter.end()
    assert read(image, view.module(ratio)) == MATRIX
    start = (pixels - view.module(ratio) * len(MATRIX)) // 2
    middle = start + 3 * view.module(ratio) + 1
    shades = {image.pixelColor(x, middle).lightness() for x in range(start, pixels - start)}
    assert len(shades) == 2


def test_there_are_four_modules_of_quiet(theme: Theme, stage: QWidget) -> None:
    view = QrView(theme, MATRIX, parent=stage)
    assert view.module(1.0) * (len(MATRIX) + 8) <= view.width()
    assert view.sizeHint().width() == view.width()


def test_it_can_be_emptied(theme: Theme, stage: QWidget) -> None:
    view = QrView(theme, MATRIX, parent=stage)
    view.show()
    view.set_matrix([])
    assert view.module(1.0) == 0
    assert picture(view).pixelColor(159, 159) == QColor("#FFFFFF")
