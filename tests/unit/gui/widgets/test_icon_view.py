"""Icons, tiles and the letters of services."""

from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.icon_view import IconTile, IconView, Monogram, monogram, monograms
from tests.support.pictures import picture, shows


def test_a_service_has_one_letter() -> None:
    assert [monogram(name) for name in ("Stripe", "npm", "  aws", "")] == ["S", "N", "A", "?"]


def test_those_used_most_have_the_letter_alone() -> None:
    services = ["Stripe", "GitHub", "AWS", "OpenAI", "GitLab", "SendGrid", "Slack", "Own", "AWX"]
    assert monograms(services) == {
        "Stripe": "S", "GitHub": "G", "AWS": "A", "OpenAI": "O", "GitLab": "Gl",
        "SendGrid": "Sg", "Slack": "Sl", "Own": "Ow", "AWX": "Aw",
    }  # fmt: skip


def test_no_service_is_a_question_mark() -> None:
    assert monograms(["", ""]) == {"": "?"}


def test_an_icon_can_change(theme: Theme, stage: QWidget) -> None:
    view = IconView(theme, "eye", parent=stage)
    view.show()
    first = picture(view)
    view.set_icon("eye-off")
    second = picture(view)
    view.set_icon("eye-off", "red")
    assert first != second != picture(view)
    assert shows(view, theme.palette.red)


def test_tiles_have_their_ground_and_letters(theme: Theme, stage: QWidget) -> None:
    for size in (16, 20, 28, 36):
        tile = Monogram(theme, "S", size, stage)
        tile.show()
        assert shows(tile, theme.palette.tile, size)
        before = picture(tile)
        tile.set_letters("Sg")
        assert picture(tile) != before
    way = IconTile(theme, "key", stage)
    way.show()
    assert shows(way, theme.palette.accent_soft, 500)
