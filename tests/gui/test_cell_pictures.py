"""A cell is drawn once, and again only where it looks different."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from keystead.gui.vault.cell_pictures import CellPictures

CELL = QRect(10, 5, 20, 12)


class Canvas:
    """Counts how often a cell was drawn."""

    def __init__(self, ratio: float = 1.0) -> None:
        self.image = QImage(80, 80, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)
        self.image.fill(Qt.GlobalColor.white)
        self.drawn = 0

    def paint(self, pictures: CellPictures, content: str, rect: QRect = CELL) -> None:
        painter = QPainter(self.image)

        def draw(inside: QPainter, area: QRect) -> None:
            self.drawn += 1
            inside.fillRect(area, QColor(content))

        pictures.paint(painter, rect, content, draw)
        painter.end()


@pytest.fixture
def pictures(qtbot: QtBot) -> CellPictures:
    return CellPictures()


def test_the_picture_lies_where_the_cell_is(pictures: CellPictures):
    canvas = Canvas()
    for _ in range(2):
        canvas.paint(pictures, "#ff0000")
        assert canvas.image.pixelColor(10, 5).name() == "#ff0000"
        assert canvas.image.pixelColor(29, 16).name() == "#ff0000"
        assert canvas.image.pixelColor(9, 5).name() == "#ffffff"
        assert canvas.image.pixelColor(30, 17).name() == "#ffffff"
        canvas.image.fill(Qt.GlobalColor.white)
    assert canvas.drawn == 1


def test_other_content_size_or_scale_is_drawn_anew(pictures: CellPictures):
    canvas, fine = Canvas(), Canvas(2.0)
    canvas.paint(pictures, "#ff0000")
    canvas.paint(pictures, "#00ff00")
    canvas.paint(pictures, "#ff0000", CELL.adjusted(0, 0, 4, 0))
    assert canvas.drawn == 3
    canvas.paint(pictures, "#ff0000", CELL.translated(8, 8))
    assert canvas.drawn == 3
    fine.paint(pictures, "#ff0000")
    assert fine.drawn == 1
    assert fine.image.pixelColor(59, 33).name() == "#ff0000"


def test_it_does_not_keep_all_of_them(pictures: CellPictures):
    canvas = Canvas()
    for number in range(700):
        canvas.paint(pictures, f"#{number:06x}")
    assert len(pictures._pictures) <= 600
    canvas.paint(pictures, "#0002bb")
    assert canvas.drawn == 700
