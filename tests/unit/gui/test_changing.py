"""The ways in that are for a vault that does not open here, on a real vault."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.secret_types import SecretText
from keystead.gui.pages.change.device_step import DeviceStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.recovery_step import RecoveryStep
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.services.recovery import Recovery
from keystead.system.errors import DiskFull
from keystead.system.keyring_store import KeyringStore
from tests.support.homes import PASSPHRASE, MadeVault, Phone, on_other_computer
from tests.support.keyrings import Hanging, NoKeys
from tests.support.walks import LEFT, NEW, Walk, opens_with
from tests.support.windows import short_home, window


@pytest.fixture
def made(home, tmp_path):
    return MadeVault(home, tmp_path)


@pytest.fixture
def walk(qapp, qtbot, home, made):
    with window(qapp, qtbot, home) as shown:
        yield Walk(shown)


# Recovery ------------------------------------------------------------------------------------


def test_recovery_from_the_unlock_page(walk, made):
    walk.link("Lost phone or passphrase")
    step = walk.page.first
    assert isinstance(step, RecoveryStep)
    right = made.creation.recovery_code.reveal()
    QTest.keyClicks(step.code.edit, right[:-1] + ("2" if right[-1] != "2" else "3"))
    QTest.keyClick(step.code.edit, Qt.Key.Key_Return)
    walk.qtbot.waitUntil(lambda: step.code.frame.state == "error")
    step.code.edit.selectAll()
    QTest.keyClicks(step.code.edit, right.lower().replace("-", " "))
    walk.press()
    walk.new_passphrase()
    walk.authenticator()
    _, code = walk.check()
    walk.until(walk.page.done)
    assert "Renewing is not revoking" in walk.page.done.after.words()
    assert "dead" not in walk.page.done.after.words()
    walk.done()
    assert not opens_with(made, made.creation.recovery_code)
    assert opens_with(made, code)
    walk.open_with(walk.phone)


def test_a_code_of_another_vaults_kit_is_told_at_the_field(walk, made, home, tmp_path):
    other = MadeVault(home, tmp_path, name="Other")
    walk.link("Lost phone or passphrase")
    step = walk.page.first
    QTest.keyClicks(step.code.edit, other.creation.recovery_code.reveal())
    walk.press()
    walk.qtbot.waitUntil(lambda: step.code.frame.state == "error")
    assert "does not open the vault" in step.code.message.words()
    assert step.code.text() == other.creation.recovery_code.reveal()


def test_whoever_leaves_before_the_last_button_has_changed_nothing(walk, made):
    before = made.path.read_bytes()
    walk.link("Lost phone or passphrase")
    walk.recovery_code(made)
    walk.new_passphrase()
    walk.authenticator()
    walk.until(walk.page.kit)
    QTest.keyClick(walk.page.kit, Qt.Key.Key_Escape)
    walk.page._asking.sure.click()
    walk.shown.settle()
    assert walk.shown.shows(walk.shown.main.entrance.unlock)
    assert made.path.read_bytes() == before
    walk.open_with(made.phone, PASSPHRASE.reveal())


def test_back_and_forth_keeps_the_entry_that_was_scanned(walk, made):
    walk.link("Lost phone or passphrase")
    walk.recovery_code(made)
    walk.new_passphrase()
    walk.until(walk.page.authenticator)
    offer = walk.offer
    QTest.mouseClick(walk.page.back, LEFT)
    walk.until(walk.page.passphrase)
    walk.press()
    walk.until(walk.page.authenticator)
    assert walk.offer is offer
    walk.page.authenticator.copy_asked.emit()
    assert "20 s" in walk.shown.main.shell.toast.words()


def test_a_wrong_code_of_the_new_entry_and_a_wrong_group(walk, made):
    walk.link("Lost phone or passphrase")
    walk.recovery_code(made)
    walk.new_passphrase()
    step = walk.page.authenticator
    walk.until(step)
    phone = Phone(walk.offer.totp_uri, walk.shown.clock)
    QTest.keyClicks(step.cells, f"{(int(phone.code()) + 7) % 10**6:06d}")
    walk.qtbot.waitUntil(lambda: step.cells.state == "error")
    QTest.keyClicks(step.cells, phone.code())
    walk.qtbot.waitUntil(lambda: step.confirmed)
    walk.press()
    walk.until(walk.page.kit)
    walk.press()
    fields = walk.page.check.fields
    QTest.keyClicks(fields[SheetKind.SECRET_KEY].edit, last_group(walk.offer.secret_key))
    QTest.keyClicks(fields[SheetKind.RECOVERY].edit, "XXXXX")
    walk.press()
    walk.qtbot.waitUntil(lambda: fields[SheetKind.RECOVERY].frame.state == "error")
    assert opens_with(made, made.creation.recovery_code)


def test_a_full_disk_is_told_and_the_old_way_in_stays(walk, made, monkeypatch):
    walk.link("Lost phone or passphrase")
    walk.recovery_code(made)
    walk.new_passphrase()
    walk.authenticator()

    def full(*_):
        raise DiskFull("The disk is full. Make room and try again.")

    monkeypatch.setattr(type(made.home.parts.host), "write_atomic", full)
    walk.check()
    walk.until(walk.page.passphrase)
    monkeypatch.undo()
    said = walk.page.passphrase.banner.words()
    assert "The disk is full" in said
    assert "opens as before" in said
    assert "void" in said
    assert walk.page.passphrase.new.passphrase.text() == NEW
    QTest.mouseClick(walk.page.cancel, LEFT)
    walk.shown.settle()
    walk.open_with(made.phone, PASSPHRASE.reveal())


def test_what_stops_after_the_capsule_is_told_as_it_is(walk, made, monkeypatch):
    walk.link("Lost phone or passphrase")
    walk.recovery_code(made)
    walk.new_passphrase()
    walk.authenticator()

    def full(_):
        raise DiskFull("The disk is full. Make room and try again.")

    monkeypatch.setattr(Recovery, "finish", full)
    walk.check()
    walk.until(walk.page.done)
    assert walk.page.done.heading.words() == "Not finished"
    assert "old Emergency Kit opens" in walk.page.done.intro.words()
    walk.done()
    assert opens_with(made, made.creation.recovery_code)
    walk.open_with(walk.phone)


def test_without_a_keyring_the_file_is_offered(qapp, qtbot, home, made, tmp_path):
    keys = NoKeys()
    object.__setattr__(home.parts, "keyring", lambda: keys)
    with window(qapp, qtbot, home) as shown:
        walk = Walk(shown)
        shown.main.entrance.unlock.lost.emit()
        walk.recovery_code(made)
        choice = walk.page.passphrase.device_key
        qtbot.waitUntil(lambda: choice.offers_file)
        choice.use_file.click()
        choice.file.set_text(str(tmp_path / "stick.key"))
        walk.new_passphrase()
        walk.authenticator()
        walk.check()
        walk.done()
        assert made.entry.device_key == str(tmp_path / "stick.key")
        walk.open_with(walk.phone)


def test_a_keyring_that_hangs_leaves_the_window_alive_and_a_file_to_choose(
    qapp, qtbot, home, made, tmp_path
):
    hanging = Hanging()
    keys = KeyringStore(lambda: hanging, 0.2)
    object.__setattr__(home.parts, "keyring", lambda: keys)
    with window(qapp, qtbot, home) as shown:
        walk = Walk(shown)
        shown.main.entrance.unlock.lost.emit()
        walk.recovery_code(made)
        walk.new_passphrase()
        walk.authenticator()
        walk.check()
        walk.until(walk.page.passphrase)
        assert "The keyring did not answer" in walk.page.passphrase.banner.words()
        choice = walk.page.passphrase.device_key
        QTest.mouseClick(choice.again, LEFT)
        assert not choice.offers_file
        choice.show_no_keyring("")
        choice.use_file.click()
        choice.file.set_text(str(tmp_path / "stick.key"))
        walk.press()
        walk.authenticator()
        walk.check()
        walk.done()
        walk.open_with(walk.phone)
    hanging.freed.set()


# Another computer ----------------------------------------------------------------------------


def test_another_computer_is_set_up(qapp, qtbot, made, tmp_path, clock):
    elsewhere, _ = on_other_computer(made.home, tmp_path / "elsewhere")
    with short_home(tmp_path / "other", elsewhere.parts) as home, window(qapp, qtbot, home) as one:
        walk = Walk(one)
        one.main.entrance.open_path(made.path)
        qtbot.waitUntil(lambda: walk.changing.active)
        step = walk.page.first
        assert isinstance(step, DeviceStep)
        QTest.keyClicks(step.passphrase.edit, PASSPHRASE.reveal())
        key = made.creation.secret_key.reveal()
        QTest.keyClicks(step.key.edit, key[:-1])
        walk.press()
        qtbot.waitUntil(lambda: step.key.frame.state == "error")
        step.key.edit.selectAll()
        QTest.keyClicks(step.key.edit, key)
        step.passphrase.edit.selectAll()
        QTest.keyClicks(step.passphrase.edit, "no such passphrase")
        walk.press()
        qtbot.waitUntil(lambda: "does not open with these" in step.banner.words())
        assert step.key.text() == key
        step.passphrase.edit.selectAll()
        QTest.keyClicks(step.passphrase.edit, PASSPHRASE.reveal())
        walk.press()
        walk.until(walk.page.authenticator)
        assert walk.page.forward.text() == "Set up this computer"
        QTest.mouseClick(walk.page.back, LEFT)
        walk.press()
        walk.authenticator()
        walk.done()
        assert one.asks_for == "Work"
        walk.open_with(walk.phone, PASSPHRASE.reveal())
    made.unlock().vault.close()


def test_the_other_way_is_one_click_away(walk, made):
    walk.link("Lost phone or passphrase")
    walk.link("I have the passphrase and the Secret Key")
    assert walk.page.kind is ChangeKind.SET_UP
    assert isinstance(walk.page.first, DeviceStep)
    walk.link("I have only the recovery code")
    assert isinstance(walk.page.first, RecoveryStep)


def test_after_a_renewal_elsewhere_the_unlock_page_leads_to_the_set_up(walk, made, tmp_path):
    other, _ = on_other_computer(made.home, tmp_path / "elsewhere")
    change = Recovery(other, made.path, made.creation.recovery_code, SecretText(NEW))
    change.apply()
    sheet = change.finish().secret_key
    assert sheet is not None
    walk.shown.type_unlock(made.phone.next_code())
    page = walk.shown.main.entrance.unlock
    walk.qtbot.waitUntil(lambda: "were renewed" in page.banner.words(), timeout=20_000)
    QTest.mouseClick(page.banner.link, LEFT)
    step = walk.page.first
    QTest.keyClicks(step.passphrase.edit, NEW)
    QTest.keyClicks(step.key.edit, sheet.reveal())
    walk.press()
    walk.authenticator()
    walk.done()
    walk.open_with(walk.phone)


def test_no_secret_stays_when_the_page_is_gone(walk, made):
    walk.link("Lost phone or passphrase")
    page = walk.page
    assert isinstance(page.first, RecoveryStep)
    QTest.keyClicks(page.first.code.edit, made.creation.recovery_code.reveal())
    walk.press()
    walk.new_passphrase()
    walk.until(page.authenticator)
    walk.changing.leave()
    assert page.first.code.text() == ""
    assert page.passphrase.new.passphrase.text() == ""
    assert not any(line.words() for card in page.kit.cards.values() for line in card._codes)
