import pytest
from PySide6.QtTest import QTest

from keystead.gui.pages.create.authenticator_step import MATCHES, AuthenticatorStep
from keystead.gui.widgets.masked_value import TextBox
from tests.support.screens_before import OFFER, OFFERED_SECRET


@pytest.fixture
def step(theme, stage):
    made = AuthenticatorStep(theme, "mara-laptop")
    made.setParent(stage)
    made.show()
    made.show_offer(OFFER)
    return made


def _box(step):
    return next(one for one in step.findChildren(TextBox) if one.isVisible())


def test_it_shows_the_code_and_the_secret_in_two_lines(step, qtbot):
    assert step.qr.module(1.0) >= 4
    assert _box(step).accessibleDescription() == OFFERED_SECRET.reveal()
    with qtbot.waitSignal(step.copy_asked):
        _box(step).copy.click()
    assert step.first() is step.cells


def test_six_digits_are_looked_at_at_once(step, qtbot):
    with qtbot.waitSignal(step.code_entered) as entered:
        QTest.keyClicks(step.cells, "417032")
    assert entered.args == ["417032"]


def test_a_match_lets_the_user_go_on(step):
    assert step.complain()
    assert "six digits" in step.message.words()
    step.show_match()
    assert step.message.words() == MATCHES
    assert step.cells.state == "ok"
    assert not step.complain()


def test_a_mismatch_is_told_and_looked_at_again_when_asked_for(step, qtbot):
    step.cells.paste_text("417032")
    step.show_mismatch("This is not the code.")
    assert step.cells.state == "error"
    assert step.message.words() == "This is not the code."
    with qtbot.waitSignal(step.code_entered):
        assert step.complain()


def test_a_new_offer_asks_for_a_new_code(step):
    step.cells.paste_text("417032")
    step.show_match()
    step.show_offer(OFFER)
    assert not step.confirmed
    assert step.cells.code() == ""
    assert step.message.words() == ""


def test_wiping_takes_code_and_secret_away(step, qtbot):
    step.wipe()
    assert step.qr.module(1.0) == 0
    qtbot.waitUntil(lambda: step.findChildren(TextBox) == [])
