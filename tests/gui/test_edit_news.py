"""The banner of an editor: many fields in words, and news after news."""

from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.controls import Met
from keystead.gui.dialogs.edit_news import EditNews
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.text_field import TextField
from tests.support.vaults import World, add


def test_fields_are_named_in_words(qtbot: QtBot, theme: Theme, world: World):
    banner = EditNews(theme)
    qtbot.addWidget(banner)
    secret = add(world.one.open(), "A")
    controls = [TextField(theme, name) for name in ("Notes", "Owner", "Region")]
    met = [Met(control, "theirs") for control in controls]
    banner.tell(secret, secret, met[:1], has_new_value=True, typed=False)
    assert banner.words().endswith(
        "Notes: both changed. Saving takes what you see here. A new value was saved there (v1)."
    )
    banner.tell(secret, secret, met[1:], has_new_value=False, typed=False)
    assert "Notes, Owner and Region: both changed." in banner.words()
    banner.tell_gone()
    assert "cannot be saved any more" in banner.words()
    assert banner.link.isHidden()
