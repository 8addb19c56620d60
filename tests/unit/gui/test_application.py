"""The program with its window: creating, locking, opening again, ending."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.gui.pages.create.page import AUTHENTICATOR, CHECK, KIT
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.services.owner import LockReason
from tests.support.homes import PASSPHRASE, Phone
from tests.support.windows import Window, window


def _create(shown: Window, qtbot: QtBot) -> Phone:
    """Go through the four steps by keyboard; the authenticator of the new vault."""
    main = shown.main
    page = main.making.page
    main.entrance.welcome.create_way.button.click()
    assert shown.shows(page)
    shown.until_idle()
    step = page.passphrase
    QTest.keyClicks(step.name.edit, "Harbour Studio")
    QTest.keyClicks(step.passphrase.edit, PASSPHRASE.reveal())
    QTest.keyClicks(step.repeat.edit, PASSPHRASE.reveal())
    qtbot.waitUntil(lambda: step._score is not None)
    QTest.keyClick(step.repeat.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.current == AUTHENTICATOR)
    offer = main.making._offer
    assert offer is not None
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
    qtbot.waitUntil(lambda: main.room is not None, timeout=20_000)
    return phone


def test_a_newcomer_creates_locks_and_opens_again(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with window(qapp, qtbot, tmp_path) as shown:
        main = shown.main
        assert shown.shows(main.entrance.welcome)
        phone = _create(shown, qtbot)
        room = main.room
        assert room is not None
        assert shown.shows(room.view)
        assert main.shell.windowTitle() == "Harbour Studio – Keystead"
        qtbot.waitUntil(lambda: room.controller.snapshot is not None)
        room.lock(LockReason.ASKED)
        qtbot.waitUntil(lambda: shown.shows(main.entrance.unlock))
        shown.until_idle()
        page = main.entrance.unlock
        assert page.foot.left.words() == "Locked at 00:00: you locked the vault"
        QTest.keyClicks(page.form.passphrase.edit, PASSPHRASE.reveal())
        QTest.keyClicks(page.form.cells, phone.next_code())
        qtbot.waitUntil(lambda: main.room is not None, timeout=20_000)
        assert page.form.passphrase.text() == ""
    assert [vault.name for vault in shown.home.vaults()] == ["Harbour Studio"]
