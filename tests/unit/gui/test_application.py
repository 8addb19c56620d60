"""The program with its window: creating, locking, opening again, ending."""

import gc
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.core.settings import Settings
from keystead.gui import application
from keystead.gui.pages.create.page import AUTHENTICATOR, CHECK, KIT
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.services.owner import LockReason
from tests.support.homes import PASSPHRASE, MadeVault, Phone
from tests.support.windows import Window, window


def _create(shown: Window) -> Phone:
    """Go through the four steps by keyboard; the authenticator of the new vault."""
    main, qtbot = shown.main, shown.qtbot
    page = main.making.page
    main.entrance.welcome.create_way.button.click()
    assert shown.shows(page)
    shown.settle()
    step = page.passphrase
    QTest.keyClicks(step.name.edit, "Harbour Studio")
    QTest.keyClicks(step.passphrase.edit, PASSPHRASE.reveal())
    QTest.keyClicks(step.repeat.edit, PASSPHRASE.reveal())
    qtbot.waitUntil(lambda: step.new.score is not None)
    QTest.keyClick(step.repeat.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.current == AUTHENTICATOR)
    offer = main.making._offer
    assert offer is not None
    assert offer.totp_uri is not None
    assert offer.secret_key is not None
    assert offer.recovery_code is not None
    phone = Phone(offer.totp_uri, shown.clock)
    QTest.keyClicks(page.authenticator.cells, phone.code())
    qtbot.waitUntil(lambda: page.authenticator.confirmed)
    QTest.keyClick(page.authenticator.cells, Qt.Key.Key_Return)
    assert page.current == KIT
    page.forward.click()
    assert page.current == CHECK
    QTest.keyClicks(page.check.fields[SheetKind.SECRET_KEY].edit, last_group(offer.secret_key))
    QTest.keyClicks(page.check.fields[SheetKind.RECOVERY].edit, last_group(offer.recovery_code))
    QTest.keyClick(page.check.fields[SheetKind.RECOVERY].edit, Qt.Key.Key_Return)
    shown.until_open()
    return phone


def test_a_newcomer_creates_locks_and_opens_again(qapp, qtbot, home):
    with window(qapp, qtbot, home) as shown:
        main = shown.main
        assert shown.shows(main.entrance.welcome)
        phone = _create(shown)
        room = shown.room
        assert shown.shows(room.view)
        assert main.shell.windowTitle() == "Harbour Studio – Keystead"
        assert main.making.page.passphrase.passphrase.text() == ""
        room.lock(LockReason.ASKED)
        shown.until_locked()
        page = main.entrance.unlock
        assert shown.shows(page)
        assert page.foot.left.words() == "Locked at 00:00: you locked the vault"
        shown.type_unlock(phone.next_code())
        shown.until_open()
        assert page.form.passphrase.text() == ""
    assert [vault.name for vault in home.vaults()] == ["Harbour Studio"]


def test_ending_locks_clears_the_clipboard_and_loses_nothing(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        controller = shown.unlock(vault).controller
        draft = SecretDraft(name="API_KEY", environment="dev")
        controller.add(draft, SecretText("value-1"))
        shown.settle()
        controller.copy_value(shown.snapshot.secrets[0])
        qtbot.waitUntil(lambda: shown.main.clipboard.copied is not None)
        shown.main.shell.close()
        qtbot.waitUntil(lambda: shown.ended, timeout=20_000)
        assert qapp.clipboard().text() == ""
        assert not shown.main.shell.isVisible()
    opened = vault.unlock().vault
    assert [secret.name for secret in opened.secrets()] == ["API_KEY"]
    opened.close()


def test_idle_locks_and_says_so(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    settings = Settings({"lock.idle_after": 120})
    with window(qapp, qtbot, home, settings=settings) as shown:
        shown.unlock(vault)
        shown.clock.advance(121)
        shown.until_locked()
        words = shown.main.entrance.unlock.foot.left.words()
        assert words.endswith("the computer was idle for 2 min")


def test_ctrl_l_locks(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        room = shown.unlock(vault)
        shown.main.shell.activateWindow()
        qtbot.waitActive(shown.main.shell)
        room.view.setFocus()
        QTest.keyClick(room.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        shown.until_locked()
        assert shown.shows(shown.main.entrance.unlock)


def test_what_opens_after_the_end_was_asked_for_is_closed_again(qapp, qtbot, home, tmp_path):
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        shown.type_unlock(vault.phone.next_code())
        shown.main.quit()
        shown.main.quit()
        qtbot.waitUntil(lambda: shown.ended, timeout=20_000)
    vault.unlock().vault.close()


def test_an_unforeseen_problem_is_shown_where_the_user_is(qapp, qtbot, home, tmp_path):
    with window(qapp, qtbot, home) as shown:
        shown.main.show_problem("It failed.")
        assert "It failed." in shown.main.entrance.welcome.banner.words()
    vault = MadeVault(home, tmp_path)
    with window(qapp, qtbot, home) as shown:
        shown.main.show_problem("It failed.")
        assert "It failed." in shown.main.entrance.unlock.banner.words()
        room = shown.unlock(vault)
        shown.main.show_problem("It failed again.")
        assert "It failed again." in room.view.notices.words()


def test_without_a_display_it_says_so_and_ends(home, monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert application.run(home) == 1
    assert "there is no display" in capsys.readouterr().err


_PROGRAM = """
import os, signal, sys, threading
from PySide6.QtCore import QTimer
from keystead.gui import application
from keystead.services.home import Home
from keystead.system.paths import Paths
from tests.support.homes import parts
home = Home(Paths.of(sys.argv[1], sys.argv[2]), parts())
home.paths.config.mkdir(parents=True)
(home.paths.config / "config.toml").write_text(sys.argv[3])
start = application.Application.start
def start_and_more(self, wanted, hidden):
    start(self, wanted, hidden=hidden)
    if sys.argv[4] == "fails":
        QTimer.singleShot(100, lambda: 1 / 0)
    if sys.argv[4] == "ended":
        return os.kill(os.getpid(), signal.SIGTERM)
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
application.Application.start = start_and_more
sys.exit(application.run(home, sys.argv[5] or None))
"""


def _run(home, config="", how="well", wanted=""):
    """The whole program in a process of its own, ended by a signal after a second."""
    words = [str(home.paths.data.parent / "other"), str(home.paths.runtime.parent)]
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words, config, how, wanted],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_signal_ends_the_program_as_its_user_would(home):
    done = _run(home)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_signal_before_the_event_loop_ends_it_too(home):
    done = _run(home, how="ended")
    assert (done.returncode, done.stderr) == (0, "")


def test_when_all_is_loaded_garbage_is_collected_again():
    gc.disable()
    try:
        application._collect_again()
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()


def test_a_failure_in_a_slot_is_logged_and_ends_nothing(home):
    done = _run(home, how="fails")
    assert done.returncode == 0
    assert "keystead: ZeroDivisionError was not foreseen" in done.stderr


def test_broken_settings_and_an_unknown_vault_end_nothing(home):
    done = _run(home, config="what is this", wanted="nowhere")
    assert (done.returncode, done.stderr) == (0, "")
