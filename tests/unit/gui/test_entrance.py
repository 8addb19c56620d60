import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from keystead.gui.entrance import key_words
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.widgets.link import LinkLabel
from keystead.services.owner import LockReason, ownership
from keystead.system.errors import KeyringUnavailable
from tests.support.homes import MadeVault, home_at, parts
from tests.support.windows import window


def test_words_for_where_the_device_key_is():
    assert key_words("the keyring (Secret Service)", None) == "Device key in Secret Service"
    assert key_words("memory", None) == "Device key in memory"
    assert key_words("the device key file '/x'", Path("/x/key")) == "Device key in /x/key"


def test_a_wrong_code_then_the_right_one(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        page = shown.main.entrance.unlock
        assert shown.shows(page)
        assert shown.asks_for == "Work"
        assert shown.main.shell.windowTitle() == "Work – Keystead"
        shown.clock.advance(60)
        wrong = f"{(int(vault.phone.code()) + 7) % 10**6:06d}"
        shown.type_unlock(wrong)
        assert page.form.is_waiting
        qtbot.waitUntil(lambda: not page.form.is_waiting)
        assert page.form.cells.state == page.form.passphrase.frame.state == "error"
        room = shown.unlock(vault)
        qtbot.waitUntil(lambda: bool(room.controller.status.failed_attempts))
        qtbot.waitUntil(lambda: "1 failed attempt" in room.view.notices.words())


def test_a_used_code_says_how_long_to_wait(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        code = vault.phone.next_code()
        shown.type_unlock(code)
        shown.until_open().lock(LockReason.ASKED)
        shown.until_locked()
        shown.type_unlock(code)
        form = shown.main.entrance.unlock.form
        qtbot.waitUntil(lambda: "Wait for the next code" in form.message.words())
        assert form.passphrase.frame.state == "plain"


@pytest.mark.parametrize(
    ("hurt", "words"),
    [
        (lambda file: file.write_bytes(b"no vault at all"), "The vault file cannot be read"),
        (lambda file: (file.unlink(), file.mkdir()), "The vault file cannot be read"),
        (lambda file: file.unlink(), "The vault file is not there"),
        (lambda file: shutil.copy(file.parent / "Other.keystead", file), "This is another vault"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_before_anything_is_typed(
    qapp, qtbot, home, tmp_path, hurt, words
):
    vault = MadeVault(home, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    MadeVault(home_at(tmp_path / "elsewhere", parts()), tmp_path, name="Other")
    hurt(vault.path)
    with window(qapp, qtbot, home) as shown:
        banner = shown.main.entrance.unlock.banner
        qtbot.waitUntil(lambda: not banner.isHidden())
        assert words in banner.words()


def test_a_missing_file_does_not_keep_the_vault_closed(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    vault.unlock().vault.close()
    vault.path.unlink()
    with window(qapp, qtbot, home) as shown:
        shown.unlock(vault)


class NoKeys:
    """A keyring that is not there."""

    def describe(self, *_):
        raise KeyringUnavailable("This computer has no keyring that keeps a device key safe.")

    load = store = delete = describe


def test_a_keyring_that_is_gone_is_said_before_and_after(qapp, qtbot, home, tmp_path):
    MadeVault(home, tmp_path)
    object.__setattr__(home.parts, "keyring", NoKeys)
    with window(qapp, qtbot, home) as shown:
        page = shown.main.entrance.unlock
        qtbot.waitUntil(lambda: "The keyring cannot be used" in page.banner.words())
        shown.type_unlock("123456")
        qtbot.waitUntil(lambda: not page.form.is_waiting)
        assert "see below" in page.form.message.words()


def test_a_vault_that_another_process_holds(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    held = ownership(home.parts.host, home.place(vault.entry))
    with held, window(qapp, qtbot, home) as shown:
        shown.type_unlock(vault.phone.next_code())
        banner = shown.main.entrance.unlock.banner
        qtbot.waitUntil(lambda: "The vault is open elsewhere" in banner.words())


def test_a_damaged_list_of_vaults_is_told_and_kept(qapp, qtbot, home):
    home.paths.state.mkdir(parents=True)
    home.paths.registry.write_text("{")
    with window(qapp, qtbot, home) as shown:
        assert "The list of vaults is damaged" in shown.main.entrance.welcome.banner.words()
    assert home.paths.registry.read_text() == "{"


def test_the_wanted_vault_comes_first_and_an_unknown_one_is_told(qapp, qtbot, home, tmp_path):
    for name in ("One", "Two"):
        MadeVault(home, tmp_path, name=name)
    with window(qapp, qtbot, home, "Two") as shown:
        assert shown.asks_for == "Two"
    with window(qapp, qtbot, home, "Three") as shown:
        assert shown.main.entrance.unlock.current is not None
        assert "Three" in shown.main.entrance.unlock.banner.words()


def test_switching_to_another_vault(qapp, qtbot, home, tmp_path):
    vaults = [MadeVault(home, tmp_path, name=name) for name in ("One", "Two")]
    with window(qapp, qtbot, home, "One") as shown:
        page = shown.main.entrance.unlock
        page.title.menu().actions()[1].trigger()
        shown.settle()
        assert shown.asks_for == "Two"
        shown.unlock(vaults[1])
        assert shown.main.shell.windowTitle() == "Two – Keystead"


def test_opening_a_file(qapp, qtbot, home, tmp_path, monkeypatch):
    MadeVault(home, tmp_path, name="Own")
    other = MadeVault(home_at(tmp_path / "elsewhere", parts()), tmp_path, name="Foreign")
    broken = tmp_path / "broken.keystead"
    broken.write_bytes(b"no vault")
    files = [str(other.path), str(tmp_path / "Own.keystead"), str(broken), ""]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (files.pop(0), ""))
    with window(qapp, qtbot, home) as shown:
        entrance, changing = shown.main.entrance, shown.main.changing
        entrance.open_file()
        shown.settle()
        assert changing.page is not None
        assert changing.page.kind is ChangeKind.SET_UP
        changing.page.cancel.click()
        entrance.open_file()
        shown.settle()
        assert not changing.active
        assert shown.asks_for == "Own"
        entrance.open_file()
        shown.settle()
        words = entrance.unlock.banner.words()
        assert "This is not a vault" in words
        # The file that was chosen is named; the vault that is asked for is whole.
        assert "broken.keystead' is not a Keystead vault" in words
        assert "repair" not in words
        entrance.open_file()


def test_opening_a_broken_file_at_the_welcome(qapp, qtbot, home, tmp_path):
    broken = tmp_path / "broken.keystead"
    broken.write_bytes(b"no vault")
    with window(qapp, qtbot, home) as shown:
        shown.main.entrance.open_path(broken)
        shown.settle()
        assert "This is not a vault" in shown.main.entrance.welcome.banner.words()


def test_lost_phone_or_passphrase_leads_to_the_recovery_and_back(qapp, qtbot, home, tmp_path):
    MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        page = shown.main.entrance.unlock
        lost = next(
            one for one in page.findChildren(LinkLabel) if one.text() == "Lost phone or passphrase"
        )
        lost.click()
        changing = shown.main.changing
        assert changing.page is not None
        assert changing.page.kind is ChangeKind.RECOVER
        assert shown.shows(changing.page)
        changing.page.cancel.click()
        shown.settle()
        assert shown.shows(page)


def test_a_demo_opens_and_is_swept_away(qapp, qtbot, home):
    with window(qapp, qtbot, home) as shown:
        shown.main.entrance.welcome.demo_way.button.click()
        assert not shown.main.entrance.welcome.demo_way.isEnabled()
        room = shown.until_open()
        assert room.is_demo
        assert len(shown.snapshot.secrets) > 5
        folder = room._opened.throw_away
        assert folder is not None
        assert folder.is_dir()
        room.lock(LockReason.ASKED)
        shown.until_locked()
        assert shown.shows(shown.main.entrance.welcome)
        assert shown.main.entrance.welcome.banner.words().startswith("The demo vault is gone")
        assert not folder.exists()
    assert home.vaults() == []
