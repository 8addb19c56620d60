from keystead.gui.pages.ground import FootBar, Ground
from tests.support.pictures import shows


def test_a_page_is_painted_in_its_token(theme, stage):
    page = Ground(theme, "side", stage)
    page.resize(60, 40)
    assert shows(page, theme.palette.side, 2400)


def test_the_foot_says_something_at_either_side(theme, stage):
    foot = FootBar(theme, stage)
    foot.resize(400, 28)
    foot.show()
    assert foot.left.isHidden()
    foot.left.set_words("Locked", "lock")
    foot.right.set_words("Device key")
    assert (foot.left.words(), foot.right.words()) == ("Locked", "Device key")
    assert not foot.left.isHidden()
    assert foot.right.geometry().right() > foot.left.geometry().right() > 0
    assert shows(foot, theme.palette.hair, 100)
    foot.left.set_words("")
    assert foot.left.isHidden()
