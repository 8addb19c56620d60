"""The shadow is dark under the box and fades to nothing."""

from itertools import pairwise

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from keystead.gui.widgets.shadow import BLUR, shadow


def test_it_fades_outwards() -> None:
    colour = QColor(0, 0, 0)
    colour.setAlphaF(0.5)
    image = shadow(QSize(300, 200), colour, 1.0)
    assert image.size() == QSize(300 + 2 * BLUR, 200 + 2 * BLUR)
    row = [image.pixelColor(x, BLUR + 100).alphaF() for x in range(BLUR + 150)]
    assert row[0] < 0.02
    assert abs(row[BLUR] - 0.25) < 0.03
    assert all(later >= earlier - 0.005 for earlier, later in pairwise(row))


def test_a_small_box_has_one_too() -> None:
    assert not shadow(QSize(10, 4), QColor("black"), 2.0).isNull()
