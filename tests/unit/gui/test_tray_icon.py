"""The picture in the tray: a number where something is due, pale where nothing is open."""

import pytest
from PySide6.QtGui import QImage

from keystead.gui.theme.theme import Theme
from keystead.gui.tray_icon import MOST, SIZES, badge, tray_icon


def _picture(theme: Theme, size: int, due: int = 0, *, locked: bool = False) -> QImage:
    return tray_icon(theme, due, locked=locked).pixmap(size, size).toImage()


@pytest.mark.parametrize(
    ("due", "words"), [(-1, ""), (0, ""), (1, "1"), (MOST, "9"), (MOST + 1, "9+"), (10_000, "9+")]
)
def test_a_badge_has_room_for_one_figure(due: int, words: str) -> None:
    assert badge(due) == words


@pytest.mark.parametrize("size", SIZES)
def test_each_size_is_drawn_for_itself(theme: Theme, size: int) -> None:
    assert _picture(theme, size).width() == size


@pytest.mark.parametrize("size", SIZES)
def test_what_is_due_is_red_in_the_corner(theme: Theme, size: int) -> None:
    red = theme.colour("red_fill")
    place = size - max(3, round(size * 0.1)), size - round(size * 0.3)
    assert _picture(theme, size, 3).pixelColor(*place) == red
    assert _picture(theme, size, 0).pixelColor(*place) != red


def test_where_no_vault_is_open_it_is_pale(theme: Theme) -> None:
    open_, locked = _picture(theme, 48), _picture(theme, 48, locked=True)
    places = [(x, y) for x in range(48) for y in range(48)]
    most = max(open_.pixelColor(*place).alpha() for place in places)
    assert most == 255
    assert 100 < max(locked.pixelColor(*place).alpha() for place in places) < 200


def test_one_and_two_figures_differ(theme: Theme) -> None:
    assert _picture(theme, 32, 1) != _picture(theme, 32, 2)
    assert _picture(theme, 32, 10) == _picture(theme, 32, 5_000)
