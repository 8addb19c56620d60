"""Frames lie on whole pixels; dots differ in shape; long words lose their middle."""

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QPainter

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from tests.support.pictures import colours

RED, WHITE = QColor("#ff0000"), QColor("#ffffff")


def canvas() -> tuple[QImage, QPainter]:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return image, painter


def test_a_line_of_one_pixel_is_one_pixel() -> None:
    image, painter = canvas()
    paint.frame(painter, QRect(0, 0, 40, 40), None, RED)
    painter.end()
    assert [image.pixelColor(x, 20) == RED for x in (0, 1, 38, 39)] == [True, False, False, True]


def test_the_focus_line_is_two_pixels_inside() -> None:
    image, painter = canvas()
    paint.focus_line(painter, QRect(0, 0, 40, 40), RED)
    painter.end()
    assert [image.pixelColor(x, 20) == RED for x in (0, 1, 2)] == [True, True, False]


def test_a_frame_without_a_line_is_only_ground() -> None:
    image, painter = canvas()
    paint.frame(painter, QRect(4, 4, 32, 32), RED, None)
    painter.end()
    assert image.pixelColor(20, 4) == RED
    assert image.pixelColor(20, 3) == WHITE


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [("full", True, True), ("half", True, False), ("hollow", False, False)],
)
def test_dots_differ_in_shape(kind: paint.Dot, left: bool, right: bool) -> None:
    image, painter = canvas()
    paint.dot(painter, QPointF(20, 20), 20, kind, RED)
    painter.end()
    assert (image.pixelColor(15, 20) == RED) is left
    assert (image.pixelColor(25, 20) == RED) is right
    assert image.pixelColor(20, 11) == RED


def test_long_words_keep_their_ends(theme: Theme) -> None:
    image, painter = canvas()
    font = theme.fonts.ui()
    paint.text(painter, QRect(0, 0, 40, 40), "A_VERY_LONG_NAME_OF_A_KEY", font, RED)
    painter.end()
    assert colours(image)[RED.name()] < colours(image)[WHITE.name()]
    assert paint.width_of("AB", font) > paint.width_of("A", font)


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.OtherFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
    ],
)
def test_the_mouse_shows_no_focus_line(reason: Qt.FocusReason, shown: bool) -> None:
    event = QFocusEvent(QFocusEvent.Type.FocusIn, reason)
    assert paint.shows_focus(event, before=False) is shown


def test_a_window_that_comes_back_keeps_what_it_showed() -> None:
    event = QFocusEvent(QFocusEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    assert paint.shows_focus(event, before=True)
    assert not paint.shows_focus(event, before=False)
