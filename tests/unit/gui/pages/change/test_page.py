import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.secret_types import SecretText
from keystead.gui.pages.change.kinds import WORDS, ChangeKind
from keystead.services.kit_sheets import SheetKind
from keystead.system.errors import DiskFull
from tests.support.screens_change import offer_for, page_of

NAMES = {
    ChangeKind.RECOVER: ["first", "passphrase", "authenticator", "kit", "check", "done"],
    ChangeKind.SET_UP: ["first", "authenticator", "done"],
    ChangeKind.PASSPHRASE: ["first", "passphrase", "authenticator", "kit", "check", "done"],
    ChangeKind.KIT: ["first", "kit", "check", "done"],
    ChangeKind.COMPROMISED: ["first", "passphrase", "authenticator", "kit", "check", "done"],
}


def _shown(theme, stage, kind):
    page = page_of(theme, kind)
    page.setParent(stage)
    page.setGeometry(stage.rect())
    page.show()
    return page


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_the_steps_of_each_way_and_the_button_that_acts(theme, stage, kind):
    page = _shown(theme, stage, kind)
    assert page.steps == [getattr(page, name) for name in NAMES[kind]]
    page.go_to(len(page.steps) - 2)
    assert page.forward.text() == WORDS[kind].act
    page.go_to(len(page.steps) - 1)
    assert page.forward.text() == "Go to unlock"
    assert not page.cancel.isVisible()
    assert not page.back.isVisible()


def test_an_open_vault_is_proved_once(theme, stage):
    page = _shown(theme, stage, ChangeKind.PASSPHRASE)
    page.show_proved()
    assert page.step is page.passphrase
    assert not page.back.isVisible()
    page.go_back()
    assert page.step is page.passphrase


def test_while_something_is_under_way_nothing_can_be_pressed(theme, stage):
    page = _shown(theme, stage, ChangeKind.RECOVER)
    page.first.code.set_text("B4T9")
    page.go_on()
    assert page.waiting.words() == "Checking"
    assert not page.forward.isEnabled()
    assert not page.cancel.isEnabled()
    assert not page.first.code.edit.isEnabled()
    page.left.connect(lambda: pytest.fail("left while busy"))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    page.set_working("")
    assert page.first.code.edit.isEnabled()
    assert page.cancel.isEnabled()


def test_a_failure_keeps_what_was_typed_and_voids_the_entry(theme, stage):
    page = _shown(theme, stage, ChangeKind.RECOVER)
    page.show_proved()
    page.passphrase.new.passphrase.set_text("correct horse")
    page.show_offer(offer_for(ChangeKind.RECOVER))
    page.show_failed(DiskFull("The disk is full."))
    assert page.step is page.passphrase
    assert "void" in page.passphrase.banner.words()
    assert "opens as before" in page.passphrase.banner.words()
    assert page.passphrase.draft()[0] == SecretText("correct horse")
    assert not page.authenticator.confirmed


def test_a_kit_that_failed_is_tried_again_where_it_stopped(theme, stage):
    page = _shown(theme, stage, ChangeKind.KIT)
    page.show_offer(offer_for(ChangeKind.KIT))
    page.go_on()
    page.show_failed(DiskFull("The disk is full."))
    assert page.step is page.check
    assert "void" not in page.check.banner.words()
    page.show_wrong_part(SheetKind.RECOVERY)
    assert page.check.fields[SheetKind.RECOVERY].frame.state == "error"


def test_when_it_is_done_no_sheet_is_left_behind(theme, stage, qtbot):
    page = _shown(theme, stage, ChangeKind.KIT)
    page.show_offer(offer_for(ChangeKind.KIT))
    page.show_done((), ("/state/old",))
    assert not any(line.words() for card in page.kit.cards.values() for line in card._codes)
    with qtbot.waitSignal(page.ended):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.ended):
        page.forward.click()


def test_half_done_is_said(theme, stage):
    page = _shown(theme, stage, ChangeKind.COMPROMISED)
    page.show_unfinished(DiskFull("Make room."))
    assert page.step is page.done
    assert "Make room." in page.done.banner.words()
