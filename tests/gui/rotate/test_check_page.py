"""The page of the check: a tick that says it once."""

from keystead.gui.dialogs.rotate.check_page import CheckPage
from keystead.gui.theme.theme import Theme


def test_a_tick_is_told_once_and_stays(theme: Theme):
    page = CheckPage(theme)
    told: list[bool] = []
    page.ticked.connect(lambda: told.append(True))
    page.show_key("A", "v2", "")
    assert "variable `A`" in page.words.words()
    page.tick.click()
    page.show_key("A", "v2", "Checked today 10:00, by hand")
    assert told == [True]
    assert page.tick.isChecked()
    assert not page.tick.isEnabled()
    assert page.result.words() == "Checked today 10:00, by hand"
    page.refuse("No.")
    assert page.result.words() == "No."
    page.deleteLater()
