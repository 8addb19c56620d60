"""The list of places: two groups, a count, and the focus where it was."""

from PySide6.QtCore import QCoreApplication, Qt

from keystead.core.model import Placed
from keystead.gui.dialogs.rotate.dialog import RotateDialog
from keystead.gui.dialogs.rotate.places_page import PlacesPage
from keystead.gui.models.rotation import PlaceRow
from keystead.gui.theme.theme import Theme
from tests.support.window import OpenWindow


def test_without_places_it_says_how_they_come(theme: Theme):
    page = PlacesPage(theme)
    page.show_places((), "v2", "v1", 0, "")
    assert "Nothing is known" in page.remark.words()
    assert page.write.isHidden()
    page.deleteLater()


def test_the_same_list_is_not_made_anew(theme: Theme):
    page = PlacesPage(theme)
    rows = [PlaceRow(1, "file", "/a", "Can be rewritten here", Placed.OPEN, by_hand=False)]
    page.show_places(rows, "v2", "v1", 2, "1 place still has v1")
    (line,) = page.lines
    page.show_places(rows, "v2", "v1", 2, "1 place still has v1")
    assert page.lines == [line]
    assert page.write.text() == "Rewrite 2 files"
    page.deleteLater()


def test_the_focus_stays_on_the_tick(window: OpenWindow, begun: RotateDialog):
    tick = next(line.tick for line in begun.places.lines if line.tick is not None)
    tick.setFocus(Qt.FocusReason.OtherFocusReason)
    tick.click()
    window.settle()
    QCoreApplication.processEvents()
    again = next(line.tick for line in begun.places.lines if line.tick is not None)
    assert again is not tick
    assert again.hasFocus()
