"""Icons: all there, all drawn, in any colour, at any scale."""

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from keystead.gui.theme.theme import Scheme, Theme
from keystead.services.resources import resource

WANTED = {
    "logo", "app", "lock", "unlock", "search", "plus", "chevrons", "chevron-down", "eye",
    "eye-off", "copy", "edit", "trash", "undo", "export", "import", "key", "clock", "rotate",
    "overlap", "revoked", "list", "warning", "diamond", "check-circle", "check", "info", "folder",
    "file", "branch", "terminal", "tag", "overview", "clipboard", "settings", "laptop",
    "external", "close", "more", "filter", "sort", "calendar", "shield", "dot-full", "dot-half",
    "dot-hollow",
}  # fmt: skip


def ink(image: QImage) -> set[str]:
    """The opaque colours of a picture."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in points)
    return {colour.name() for colour in colours if colour.alpha() == 255}


def test_every_icon_is_there(theme: Theme) -> None:
    assert set(theme.icons.names()) >= WANTED


def test_each_is_drawn_on_the_16_grid_with_round_ends(theme: Theme) -> None:
    for name in theme.icons.names():
        source = resource("icons", f"{name}.svg").read_text()
        for part in ('viewBox="0 0 16 16"', 'stroke-width="1.3"', 'stroke-linecap="round"'):
            assert part in source.partition(">")[0], name


def test_each_leaves_ink_inside_its_box(theme: Theme) -> None:
    for name in theme.icons.names():
        image = theme.icons.pixmap(name, "text", 64).toImage()
        assert ink(image) >= {theme.palette.text.name()}, name
        edge = [image.pixelColor(n, y).alpha() for n in range(64) for y in (0, 63)]
        assert max(edge) == 0, f"{name} touches its edge"


def test_colour_follows_the_scheme(theme: Theme, qapp: QApplication) -> None:
    light = theme.palette.accent.name()
    assert light in ink(theme.icons.pixmap("check-circle", "accent", 32).toImage())
    theme.apply(qapp, Scheme.DARK)
    dark = theme.palette.accent.name()
    assert dark != light
    assert dark in ink(theme.icons.pixmap("check-circle", "accent", 32).toImage())


def test_it_is_kept_once_rendered(theme: Theme) -> None:
    first = theme.icons.pixmap("key", "text")
    assert theme.icons.pixmap("key", "text").cacheKey() == first.cacheKey()
    assert theme.icon("key") is theme.icon("key")


def test_it_is_rendered_for_the_pixels_of_the_device(theme: Theme) -> None:
    image = QImage(QSize(48, 48), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(3)
    image.fill(QColor("white"))
    painter = QPainter(image)
    theme.icons.paint(painter, QRect(0, 0, 16, 16), "dot-full", "text")
    painter.end()
    sharp = theme.icons.pixmap("dot-full", "text", 16, 3.0)
    assert sharp.size() == QSize(48, 48)
    assert image.pixelColor(24, 24) == theme.palette.text


def test_it_stands_in_the_middle_of_a_wider_box(theme: Theme) -> None:
    image = QImage(QSize(40, 16), QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    theme.icons.paint(painter, QRectF(0, 0, 40, 16), "dot-full", "text")
    painter.end()
    assert image.pixelColor(QPoint(20, 8)) == theme.palette.text
    assert image.pixelColor(QPoint(4, 8)) == QColor("white")


def test_an_icon_has_a_disabled_face(theme: Theme) -> None:
    icon = theme.icon("trash", "red")
    off = icon.pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()
    assert theme.palette.red.name() not in ink(off)


def test_an_unknown_name_is_an_error(theme: Theme) -> None:
    with pytest.raises(KeyError, match="unicorn"):
        theme.icons.pixmap("unicorn", "text")
