import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.pages.unlock_form import UnlockForm
from tests.support.clock import FakeClock

HINT = "Entry “Keystead: Work”."


@pytest.fixture
def form(theme, stage, clock: FakeClock):
    made = UnlockForm(theme, clock.now, stage)
    made.set_hint(HINT)
    made.show()
    return made


def test_the_sixth_digit_unlocks_once_the_passphrase_is_there(form, qtbot):
    QTest.keyClicks(form.passphrase.edit, "correct horse")
    with qtbot.waitSignal(form.submitted) as sent:
        QTest.keyClicks(form.cells, "417032")
    passphrase, code = sent.args
    assert (passphrase.reveal(), code) == ("correct horse", "417032")


def test_what_is_missing_gets_the_focus(form, qtbot):
    with qtbot.assertNotEmitted(form.submitted):
        QTest.keyClicks(form.cells, "417032")
        form.submit()
        assert form.passphrase.edit.hasFocus()
        form.cells.clear_code()
        QTest.keyClicks(form.passphrase.edit, "correct horse")
        QTest.keyClick(form.passphrase.edit, Qt.Key.Key_Return)
        assert form.cells.hasFocus()
        QTest.keyClick(form.cells, Qt.Key.Key_Return)


def test_the_ring_counts_the_window_of_the_code(form, clock):
    assert form.ring.accessibleName() == "This code is shown for: 30 s"
    clock.advance(12)
    form._tick()
    assert form.ring.accessibleName() == "This code is shown for: 18 s"


def test_an_error_marks_both_fields_empties_the_code_and_moves_nothing(form):
    QTest.keyClicks(form.passphrase.edit, "wrong")
    form.cells.paste_text("417032")
    before = [form.button.geometry(), form.cells.geometry()]
    form.show_error("Passphrase or code is wrong. If you are sure, wait for the next code.", True)
    form.layout().activate()
    assert [form.button.geometry(), form.cells.geometry()] == before
    assert form.passphrase.frame.state == form.cells.state == "error"
    assert form.cells.code() == ""
    assert form.cells.hasFocus()
    assert form.passphrase.text() == "wrong"


def test_typing_takes_the_marks_away(form):
    form.show_error("Wrong.", True)
    QTest.keyClicks(form.passphrase.edit, "x")
    assert form.passphrase.frame.state == form.cells.state == "plain"
    assert form.message.words() == HINT


def test_waiting_for_the_next_code_counts_down(form, clock):
    form.show_wait(18)
    assert form.message.words().startswith("Wait for the next code: 18 s.")
    assert form.passphrase.frame.state == "plain"
    QTest.keyClicks(form.passphrase.edit, "x")
    assert "18 s" in form.message.words()
    clock.advance(10)
    form._tick()
    assert "8 s" in form.message.words()
    clock.advance(9)
    form._tick()
    assert form.message.words() == "The next code is there now."
    form._tick()
    assert form.message.words() == "The next code is there now."


def test_while_it_works_nothing_can_be_typed_or_sent(form, qtbot):
    form.passphrase.set_text("correct horse")
    form.cells.paste_text("41703")
    form.set_waiting("Opening the vault")
    assert form.is_waiting
    assert not form.passphrase.isEnabled()
    assert not form.cells.isEnabled()
    assert (form.button.text(), form.waiting.words()) == ("Unlocking", "Opening the vault")
    assert form.message.isHidden()
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    form.set_waiting("")
    assert not form.is_waiting
    assert not form.message.isHidden()


def test_wiping_leaves_nothing_typed(form):
    form.passphrase.set_text("correct horse")
    form.cells.paste_text("417")
    form.show_error("Wrong.", True)
    form.wipe()
    assert form.passphrase.text() == form.cells.code() == ""
    assert form.passphrase.frame.state == form.cells.state == "plain"
    assert form.message.words() == HINT


def test_it_counts_only_while_it_is_seen(form):
    assert form._timer.isActive()
    form.hide()
    assert not form._timer.isActive()
