"""Changes of the open vault: passphrase, kit, all keys."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.vault.notices import PAGE_EXPOSED, PAGE_PROTECTION
from keystead.services.kit_sheets import SheetKind
from keystead.services.owner import LockReason
from keystead.services.recovery import DeviceSetup
from keystead.system.errors import DiskFull
from keystead.vault.capsule_file import CapsuleFile
from keystead.vault.errors import WrongCredentials
from tests.support.homes import PASSPHRASE, MadeVault, parts
from tests.support.walks import NEW, Walk, opens_with
from tests.support.windows import short_home, window


@pytest.fixture
def made(tmp_path, clock):
    with short_home(tmp_path, parts(clock)) as home:
        yield MadeVault(home, tmp_path)


@pytest.fixture
def walk(qapp, qtbot, made):
    with window(qapp, qtbot, made.home) as shown:
        yield Walk(shown)


def test_the_passphrase_is_changed(walk, made):
    walk.shown.unlock(made)
    walk.choose(ChangeKind.PASSPHRASE)
    form = walk.page.first.form
    walk.prove(made.phone.code())
    walk.qtbot.waitUntil(lambda: "Wait for the next code" in form.message.words(), timeout=20_000)
    made.phone.next_code()
    walk.prove(f"{(int(made.phone.code()) + 7) % 10**6:06d}")
    walk.qtbot.waitUntil(lambda: form.cells.state == "error", timeout=20_000)
    walk.prove(made.phone.next_code())
    walk.new_passphrase()
    assert not walk.page.back.isVisible()
    walk.authenticator()
    walk.until(walk.page.kit)
    assert list(walk.page.kit.cards) == [SheetKind.SECRET_KEY]
    key, _ = walk.check()
    walk.done()
    assert "renewed" in walk.shown.main.entrance.unlock.foot.left.words()
    walk.open_with(walk.phone)
    walk.shown.room.lock(LockReason.ASKED)
    walk.shown.until_locked()
    assert opens_with(made, made.creation.recovery_code)
    with pytest.raises(WrongCredentials):
        DeviceSetup(made.home, made.path, PASSPHRASE, made.creation.secret_key)
    DeviceSetup(made.home, made.path, SecretText(NEW), key).abort()


def test_a_new_kit(walk, made):
    walk.shown.unlock(made)
    walk.choose(ChangeKind.KIT)
    walk.prove(made.phone.next_code())
    _, code = walk.check()
    walk.done()
    assert not opens_with(made, made.creation.recovery_code)
    assert opens_with(made, code)
    walk.open_with(made.phone, PASSPHRASE.reveal())


def test_a_change_of_the_open_vault_is_left(walk, made):
    room = walk.shown.unlock(made)
    walk.choose(ChangeKind.KIT)
    QTest.keyClick(walk.page, Qt.Key.Key_Escape)
    assert walk.shown.shows(room.view)
    assert not walk.changing.active
    assert room.controller.is_open


def test_a_lock_ends_the_change(walk, made):
    room = walk.shown.unlock(made)
    walk.choose(ChangeKind.COMPROMISED)
    walk.prove(made.phone.next_code())
    walk.new_passphrase()
    walk.until(walk.page.authenticator)
    room.lock(LockReason.IDLE)
    walk.shown.until_locked()
    assert not walk.changing.active
    walk.open_with(made.phone, PASSPHRASE.reveal())


def test_all_keys_are_renewed_and_the_list_stays_reachable(walk, made):
    room = walk.shown.unlock(made)
    for name in ("STRIPE_KEY", "GITHUB_TOKEN"):
        room.controller.add(
            SecretDraft(name=name, environment="prod"), SecretText(os.urandom(8).hex())
        )
    walk.qtbot.waitUntil(lambda: len(walk.shown.snapshot.secrets) == 2)
    assert "rotated" not in room.view.notices.words()
    walk.choose(ChangeKind.COMPROMISED)
    walk.prove(made.phone.next_code())
    walk.new_passphrase()
    walk.authenticator()
    _, code = walk.check()
    walk.until(walk.page.done)
    assert walk.page.done.names == ["prod/GITHUB_TOKEN", "prod/STRIPE_KEY"]
    walk.done()
    assert not opens_with(made, made.creation.recovery_code)
    assert opens_with(made, code)
    room = walk.open_with(walk.phone)
    walk.qtbot.waitUntil(lambda: "2 keys have to be rotated" in room.view.notices.words())
    room.view.show_scope(PAGE_EXPOSED)
    page = room.view.covers.exposed
    assert page.names == ["GITHUB_TOKEN", "STRIPE_KEY"]
    walk.shown.clock.advance(60)
    secret = next(one for one in walk.shown.snapshot.secrets if one.name == "STRIPE_KEY")
    room.controller.edit(secret, {}, SecretText("a new value"))
    walk.qtbot.waitUntil(lambda: page.names == ["GITHUB_TOKEN"])
    assert "1 key has to be rotated" in room.view.notices.words()


def test_what_protects_the_vault(walk, made):
    room = walk.shown.unlock(made)
    view = room.view
    view.show_scope(PAGE_PROTECTION)
    page = view.covers.protection
    walk.qtbot.waitUntil(lambda: page._content is not None)
    words = " ".join(one.text() for one in page.findChildren(type(page.intro)))
    assert "even with your passphrase" in words
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not view.covers.covered


def test_a_renewal_that_stops_early_locks_and_opens_as_before(walk, made, monkeypatch):
    walk.shown.unlock(made)
    walk.choose(ChangeKind.COMPROMISED)
    walk.prove(made.phone.next_code())
    walk.new_passphrase()
    walk.authenticator()

    def full(*_):
        raise DiskFull("The disk is full. Make room and try again.")

    with monkeypatch.context() as patched:
        patched.setattr(CapsuleFile, "write", full)
        walk.check()
        walk.until(walk.page.done)
    assert walk.page.done.heading.words() == "Not done"
    walk.done()
    walk.open_with(made.phone, PASSPHRASE.reveal())
    assert opens_with_kit(walk, made)


def opens_with_kit(walk, made):
    walk.shown.room.lock(LockReason.ASKED)
    walk.shown.until_locked()
    return opens_with(made, made.creation.recovery_code)
