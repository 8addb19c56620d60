from keystead.gui.pages.waiting import Spinner, Waiting
from tests.support.pictures import picture


def test_the_ring_turns_while_it_is_seen(theme, stage, qtbot):
    ring = Spinner(theme, parent=stage)
    ring.show()
    before = picture(ring)
    qtbot.waitUntil(lambda: picture(ring) != before)
    ring.hide()
    assert not ring._timer.isActive()


def test_a_bar_comes_with_the_share(theme, stage):
    waiting = Waiting(theme, "Making", stage)
    waiting.show()
    assert waiting.bar.isHidden()
    waiting.set_share(0.43)
    assert not waiting.bar.isHidden()
    assert waiting.bar.value() == 430
    waiting.set_words("Writing")
    assert waiting.words() == "Writing"
    waiting.set_share(None)
    assert waiting.bar.isHidden()
