"""The last page: what is left, and the issuer's page where there is one."""

from keystead.gui.dialogs.rotate.end_page import EndPage
from keystead.gui.theme.theme import Theme


def test_what_is_left_is_said(theme: Theme):
    page = EndPage(theme)
    asked: list[bool] = []
    page.page_asked.connect(lambda: asked.append(True))
    page.show_rotation("v2", "v1", "v1 is kept.", "1 place still has v1", "https://example.com")
    assert page.heading.words() == "v2 is the current value"
    assert page.left.words() == "1 place still has v1."
    page.page.click()
    assert asked == [True]
    days: list[int] = []
    page.longer_asked.connect(days.append)
    assert page.keep.words() == "Keep v1 longer:"
    assert [link.text() for link in page.longer] == ["1 day", "7 days", "30 days"]
    assert page.longer[1].accessibleName() == "Keep v1 7 days longer"
    page.longer[1].click()
    assert days == [7]
    page.show_rotation("v2", "v1", "v1 is kept.", "", "")
    assert page.left.words() == ""
    assert page.page.isHidden()
    page.deleteLater()
