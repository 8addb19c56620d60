import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.secret_types import SecretText
from keystead.gui.pages.unlock import UnlockPage
from keystead.gui.widgets.link import LinkLabel
from keystead.system.errors import KeyringUnavailable
from keystead.vault.errors import VaultDamaged, WaitForNextCode, WrongCredentials
from tests.support.screens_before import HARBOUR, OWN, now


@pytest.fixture
def page(theme, stage):
    made = UnlockPage(theme, now, stage)
    made.resize(1280, 772)
    made.show_vault(HARBOUR, [HARBOUR, OWN])
    made.show()
    return made


def _pick(page, words):
    menu = page.title.menu()
    next(action for action in menu.actions() if action.text() == words).trigger()


def _places(page):
    page.layout().activate()
    return [widget.mapTo(page, widget.rect().topLeft()) for widget in (page.title, page.form)]


def test_it_is_ready_to_type(page):
    assert page.form.passphrase.edit.hasFocus()
    assert "Keystead entry “Harbour Studio (this computer)”" in page.form.message.words()


def test_what_is_typed_is_handed_on(page, qtbot):
    with qtbot.waitSignal(page.submitted) as sent:
        QTest.keyClicks(page.form.passphrase.edit, "correct horse")
        QTest.keyClicks(page.form.cells, "417032")
    assert sent.args == [SecretText("correct horse"), "417032"]


def test_another_vault_forgets_what_was_typed_the_same_keeps_it(page):
    page.form.passphrase.set_text("correct horse")
    page.show_vault(HARBOUR, [HARBOUR, OWN])
    assert page.form.passphrase.text() == "correct horse"
    page.show_problem(VaultDamaged("Damaged."))
    page.show_vault(OWN, [HARBOUR, OWN])
    assert page.form.passphrase.text() == ""
    assert page.banner.isHidden()


def test_a_wrong_code_is_said_in_the_slot_and_moves_nothing(page):
    before = _places(page)
    page.set_waiting("Opening")
    page.show_error(WrongCredentials("Passphrase or code is wrong."))
    assert page.form.message.words() == "Passphrase or code is wrong."
    assert page.banner.isHidden()
    assert not page.form.is_waiting
    assert _places(page) == before


def test_a_damaged_vault_is_explained_in_the_banner_and_moves_nothing(page):
    before = _places(page)
    page.show_error(VaultDamaged("The vault file is damaged at byte 7. Nothing was changed."))
    assert not page.banner.isHidden()
    assert "damaged at byte 7" in page.banner.words()
    assert "keystead repair" in page.banner.words()
    assert page.form.passphrase.frame.state == "plain"
    assert _places(page) == before
    page.set_waiting("Opening")
    assert page.banner.isHidden()


def test_the_next_code_is_waited_for_with_its_seconds(page):
    page.show_error(WaitForNextCode("Wait for the next code.", seconds=18))
    assert "18 s" in page.form.message.words()


def test_a_problem_before_anything_was_typed_leaves_the_slot_alone(page):
    page.show_problem(KeyringUnavailable("This computer has no keyring."))
    assert page.banner.words() == "The keyring cannot be used This computer has no keyring."
    assert "Keystead entry “Harbour Studio (this computer)”" in page.form.message.words()
    page.show_note("The file is not there", "It opens all the same.")
    assert page.banner.words() == "The file is not there It opens all the same."


def test_the_foot_says_why_it_was_locked_and_where_the_key_is(page):
    page.set_locked("Locked at 19:12")
    page.set_device_key("Device key in Secret Service")
    assert page.foot.left.words() == "Locked at 19:12"
    assert page.foot.right.words() == "Device key in Secret Service"


def test_the_ways_beside(page, qtbot):
    links = {link.text(): link for link in page.findChildren(LinkLabel)}
    with qtbot.waitSignal(page.lost):
        links["Lost phone or passphrase"].click()
    with qtbot.waitSignal(page.another):
        links["Open another vault"].click()
    with qtbot.waitSignal(page.chosen):
        page.title.menu().actions()[1].trigger()
    with qtbot.waitSignal(page.create_asked):
        _pick(page, "Create a vault")


def test_wiping_ends_the_waiting_too(page):
    page.form.passphrase.set_text("correct horse")
    page.set_waiting("Opening")
    page.wipe()
    assert page.form.passphrase.text() == ""
    assert not page.form.is_waiting


def test_enter_after_the_last_digit_presses_nothing_else(page, qtbot):
    """The fields are switched off while the keys are derived; the focus goes to no link."""
    lost: list[bool] = []
    page.lost.connect(lambda: lost.append(True))
    page.another.connect(lambda: lost.append(True))
    page.submitted.connect(lambda *_: page.set_waiting("Opening"))
    QTest.keyClicks(page.form.passphrase.edit, "correct horse")
    QTest.keyClicks(page.form.cells, "417032")
    assert page.form.is_waiting
    focused = page.window().focusWidget()
    assert focused is page
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert lost == []
    page.show_error(WrongCredentials("Passphrase or code is wrong."))
    assert page.form.cells.hasFocus()


def test_coming_back_nothing_is_red_without_a_word(page):
    page.show_error(WrongCredentials("Passphrase or code is wrong."))
    page.show_vault(HARBOUR, [HARBOUR, OWN])
    assert page.form.cells.state == "plain"
    assert "Keystead entry “Harbour Studio (this computer)”" in page.form.message.words()


def test_tab_goes_from_the_passphrase_to_the_code(page):
    QTest.keyClicks(page.form.passphrase.edit, "correct horse")
    QTest.keyClick(page.form.passphrase.edit, Qt.Key.Key_Tab)
    assert page.form.cells.hasFocus()
    QTest.keyClick(page.form.cells, Qt.Key.Key_Tab)
    assert page.form.button.hasFocus()
    QTest.keyClick(page.form.button, Qt.Key.Key_Tab)
    assert page.form.passphrase.eye.hasFocus()
