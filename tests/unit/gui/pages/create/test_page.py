from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.gui.pages.create.page import AUTHENTICATOR, CHECK, KIT, PASSPHRASE, CreatePage
from keystead.services.kit_sheets import SheetKind
from keystead.services.passphrases import Strength
from keystead.system.errors import DiskFull
from keystead.vault.errors import NameTaken
from tests.support.screens_before import OFFER

WORDS = "correct horse battery staple"


@pytest.fixture
def page(theme, stage):
    made = CreatePage(theme, Path("/data"), "mara-laptop", stage)
    made.setGeometry(stage.rect())
    made.show()
    return made


def _fill(page):
    step = page.passphrase
    step.name.set_text("Harbour Studio")
    step.passphrase.set_text(WORDS)
    step.repeat.set_text(WORDS)
    step.show_strength(Strength(4, 70.0, ""))


def _to_check(page):
    _fill(page)
    page.go_on()
    page.show_offer(OFFER)
    page.authenticator.show_match()
    page.go_on()
    page.go_on()
    assert page.current == CHECK


def test_the_steps_in_their_order(page, qtbot):
    _fill(page)
    with qtbot.waitSignal(page.drafted) as drafted:
        QTest.keyClick(page.passphrase.repeat.edit, Qt.Key.Key_Return)
    assert drafted.args[0].name == "Harbour Studio"
    assert not page.forward.isEnabled()
    page.show_offer(OFFER)
    assert page.current == AUTHENTICATOR
    assert page.pane.accessibleName() == "Step 2 of 4: Authenticator"
    page.go_on()
    assert page.current == AUTHENTICATOR
    page.authenticator.show_match()
    page.forward.click()
    assert page.current == KIT
    page.forward.click()
    assert page.forward.text() == "Create vault"
    page.check.fields[SheetKind.SECRET_KEY].set_text("2MX")
    page.check.fields[SheetKind.RECOVERY].set_text("K")
    with qtbot.waitSignal(page.finish_asked) as asked:
        page.forward.click()
    assert asked.args == ["2MX", "K"]
    assert not page.back.isEnabled()


def test_going_back_and_on_keeps_the_offer_while_nothing_changed(page, qtbot):
    _to_check(page)
    for _ in range(3):
        page.back.click()
    assert page.current == PASSPHRASE
    assert page.back.isHidden()
    page.go_back()
    with qtbot.assertNotEmitted(page.drafted):
        page.go_on()
    assert page.current == AUTHENTICATOR
    assert page.authenticator.confirmed
    page.go_back()
    page.passphrase.name.set_text("Else")
    with qtbot.waitSignal(page.drafted):
        page.go_on()


def test_what_cannot_be_made_is_said_at_the_first_step(page, qtbot):
    _fill(page)
    page.go_on()
    page.show_refused(NameTaken("A vault of this name is set up here."))
    assert page.passphrase.name.frame.state == "error"
    assert page.forward.isEnabled()
    with qtbot.waitSignal(page.drafted):
        page.go_on()


def test_a_wrong_group_can_be_typed_again(page):
    _to_check(page)
    page.set_working("Making")
    page.show_wrong_part(SheetKind.RECOVERY)
    assert page.current == CHECK
    assert page.forward.isEnabled()
    assert page.check.fields[SheetKind.RECOVERY].frame.state == "error"


def test_after_a_failure_the_way_begins_again_with_a_new_entry(page, qtbot):
    _to_check(page)
    page.set_working("Making")
    page.show_failed(DiskFull("The disk is full."))
    assert page.current == PASSPHRASE
    assert "The disk is full." in page.passphrase.banner.words()
    assert "delete it" in page.passphrase.banner.words()
    assert page.passphrase.passphrase.text() == WORDS
    assert not page.authenticator.confirmed
    with qtbot.waitSignal(page.drafted):
        page.go_on()


def test_leaving_and_stopping(page, qtbot):
    with qtbot.waitSignal(page.left):
        page.cancel.click()
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    _to_check(page)
    with qtbot.assertNotEmitted(page.left):
        page.cancel.click()
    assert "no use" in page._lost()
    page._asking.cancel()
    page.set_working("Making")
    with qtbot.waitSignal(page.stopped):
        page.cancel.click()


def test_nothing_happens_twice_while_it_works(page, qtbot):
    _fill(page)
    page.go_on()
    with qtbot.assertNotEmitted(page.drafted), qtbot.assertNotEmitted(page.left):
        page.go_on()
        page.cancel.click()
        QTest.keyClick(page, Qt.Key.Key_A)


def test_wiping_leaves_nothing_of_an_earlier_time(page):
    _to_check(page)
    page.start()
    assert page.current == PASSPHRASE
    assert page.passphrase.passphrase.text() == ""
    assert page.authenticator.qr.module(1.0) == 0
