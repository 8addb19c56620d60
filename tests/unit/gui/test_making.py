import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from keystead.gui import printing
from keystead.gui.making import computer
from keystead.gui.pages.create.page import AUTHENTICATOR, CHECK, KIT, PASSPHRASE
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.system.errors import KeyringUnavailable
from tests.support.homes import PASSPHRASE as WORDS
from tests.support.homes import MadeVault, Phone
from tests.support.windows import window


@pytest.fixture
def shown(qapp, qtbot, home):
    with window(qapp, qtbot, home) as made:
        made.main.making.start()
        made.settle()
        yield made


def _fill(shown):
    step = shown.main.making.page.passphrase
    step.name.set_text("Harbour Studio")
    step.passphrase.set_text(WORDS.reveal())
    step.repeat.set_text(WORDS.reveal())
    shown.qtbot.waitUntil(lambda: step.new.score is not None)


def _to_kit(shown):
    """The authenticator has the entry; its codes."""
    page = shown.main.making.page
    _fill(shown)
    page.go_on()
    shown.qtbot.waitUntil(lambda: page.current == AUTHENTICATOR)
    phone = Phone(shown.main.making._offer.totp_uri, shown.clock)
    page.authenticator.cells.paste_text(phone.code())
    shown.qtbot.waitUntil(lambda: page.authenticator.confirmed)
    page.go_on()
    assert page.current == KIT
    return phone


def test_it_begins_with_a_suggestion_and_says_where_the_device_key_goes(shown):
    step = shown.main.making.page.passphrase
    first = step.suggestion.words.words()
    assert len(first.split()) == 6
    shown.qtbot.waitUntil(lambda: "memory" in step.device_key.words.words())
    step.suggestion.again.click()
    shown.qtbot.waitUntil(lambda: step.suggestion.words.words() != first)
    assert shown.main.shell.windowTitle() == "New vault – Keystead"


def test_a_wrong_code_is_told(shown):
    page = shown.main.making.page
    _fill(shown)
    page.go_on()
    shown.qtbot.waitUntil(lambda: page.current == AUTHENTICATOR)
    phone = Phone(shown.main.making._offer.totp_uri, shown.clock)
    QTest.keyClicks(page.authenticator.cells, f"{(int(phone.code()) + 7) % 10**6:06d}")
    shown.qtbot.waitUntil(lambda: page.authenticator.cells.state == "error")
    assert not page.authenticator.confirmed


def test_the_secret_is_copied_and_cleared_when_the_user_goes_away(shown, qapp):
    page = shown.main.making.page
    _fill(shown)
    page.go_on()
    shown.qtbot.waitUntil(lambda: page.current == AUTHENTICATOR)
    page.authenticator.copy_asked.emit()
    assert qapp.clipboard().text() == shown.main.making._offer.totp_secret.reveal()
    assert "20 s" in shown.main.shell.toast.words()
    page.cancel.click()
    assert page._asking is not None
    page._asking.sure.click()
    shown.settle()
    assert qapp.clipboard().text() == ""
    assert shown.shows(shown.main.entrance.welcome)
    assert page.passphrase.passphrase.text() == ""
    shown.main.making._copy_secret()
    assert qapp.clipboard().text() == ""


def test_sheets_are_saved_and_printed(shown, tmp_path, monkeypatch):
    _to_kit(shown)
    page = shown.main.making.page
    folders = ["", str(tmp_path), str(tmp_path)]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folders.pop(0))
    card = page.kit.cards[SheetKind.SECRET_KEY]
    card.save.click()
    card.save.click()
    shown.qtbot.waitUntil(lambda: "Saved as" in card.message.words())
    card.save.click()
    shown.qtbot.waitUntil(lambda: "is there already" in card.message.words())
    printed = [False, True]
    monkeypatch.setattr(printing, "print_sheet", lambda *_: printed.pop(0))
    other = page.kit.cards[SheetKind.RECOVERY]
    before = other.message.words()
    other.print.click()
    assert other.message.words() == before
    other.print.click()
    assert "Sent to the printer" in other.message.words()
    folders.append(str(tmp_path))
    other.pdf.click()
    pdf = tmp_path / "harbour-studio-recovery-code.pdf"
    shown.qtbot.waitUntil(pdf.exists)
    assert pdf.stat().st_mode & 0o777 == 0o600


def test_a_wrong_group_then_the_right_ones(shown):
    _to_kit(shown)
    page, offer = shown.main.making.page, shown.main.making._offer
    page.go_on()
    assert page.current == CHECK
    page.check.fields[SheetKind.SECRET_KEY].set_text(last_group(offer.secret_key))
    page.check.fields[SheetKind.RECOVERY].set_text("XXXX")
    page.go_on()
    recovery = page.check.fields[SheetKind.RECOVERY]
    shown.qtbot.waitUntil(lambda: recovery.frame.state == "error")
    recovery.set_text(last_group(offer.recovery_code))
    page.go_on()
    shown.until_open()
    assert shown.main.making._offer is None


def test_a_file_that_came_meanwhile_begins_the_way_again(shown):
    _to_kit(shown)
    page, offer = shown.main.making.page, shown.main.making._offer
    page.go_on()
    file = page.passphrase.draft().path
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    page.check.fields[SheetKind.SECRET_KEY].set_text(last_group(offer.secret_key))
    page.check.fields[SheetKind.RECOVERY].set_text(last_group(offer.recovery_code))
    page.go_on()
    shown.qtbot.waitUntil(lambda: page.current == PASSPHRASE)
    assert "The vault was not made" in page.passphrase.banner.words()
    assert file.read_text() == "mine"


def test_stopping_the_making_goes_back(shown):
    _to_kit(shown)
    page, offer = shown.main.making.page, shown.main.making._offer
    page.go_on()
    page.check.fields[SheetKind.SECRET_KEY].set_text(last_group(offer.secret_key))
    page.check.fields[SheetKind.RECOVERY].set_text(last_group(offer.recovery_code))
    page.go_on()
    page.cancel.click()
    shown.settle()
    assert shown.main.room is None
    assert shown.shows(shown.main.entrance.welcome)
    assert shown.home.vaults() == []
    shown.main.making._stop()


def test_without_a_keyring_a_file_is_offered(qapp, qtbot, home):
    class NoKeys:
        def describe(self):
            raise KeyringUnavailable("This computer has no keyring.")

    object.__setattr__(home.parts, "keyring", NoKeys)
    with window(qapp, qtbot, home) as shown:
        shown.main.entrance.welcome.create_way.button.click()
        choice = shown.main.making.page.passphrase.device_key
        qtbot.waitUntil(lambda: choice.offers_file)
        _fill(shown)
        page = shown.main.making.page
        page.go_on()
        assert page.current == PASSPHRASE
        choice.use_file.click()
        page.go_on()
        qtbot.waitUntil(lambda: page.current == AUTHENTICATOR)


def test_a_name_that_is_taken_is_told_at_the_name(qapp, qtbot, home, tmp_path):
    MadeVault(home, tmp_path, name="Harbour Studio")
    with window(qapp, qtbot, home) as shown:
        shown.main.entrance.unlock.create_asked.emit()
        _fill(shown)
        page = shown.main.making.page
        page.go_on()
        qtbot.waitUntil(lambda: page.passphrase.name.frame.state == "error")
        page.cancel.click()
        shown.settle()
        assert shown.shows(shown.main.entrance.unlock)


def test_the_computer_has_a_name():
    assert computer()
    assert "." not in computer()
