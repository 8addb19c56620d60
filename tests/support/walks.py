"""A person who goes through a change of what opens a vault, by key and mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from keystead.core.secret_types import SecretText
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.page import ChangePage
from keystead.gui.pages.change.proof_step import ProofStep
from keystead.gui.pages.change.recovery_step import RecoveryStep
from keystead.gui.pages.create.draft import Offer
from keystead.gui.room import Room
from keystead.gui.widgets.link import LinkLabel
from keystead.services.emergency_kit import last_group
from keystead.services.kit_sheets import SheetKind
from keystead.services.recovery import Recovery
from keystead.vault.errors import WrongCredentials
from tests.support.homes import PASSPHRASE, MadeVault, Phone
from tests.support.windows import PATIENCE_MS, Window

NEW = "winter ladder copper novel"
LEFT = Qt.MouseButton.LeftButton
_MENU = [ChangeKind.PASSPHRASE, ChangeKind.KIT, ChangeKind.COMPROMISED]


class Walk:
    """Goes through the steps; ``phone`` has the new entry from then on."""

    def __init__(self, shown: Window) -> None:
        self.shown, self.qtbot = shown, shown.qtbot
        self.changing = shown.main.changing
        self._phone: Phone | None = None

    @property
    def page(self) -> ChangePage:
        """The change that is shown."""
        assert self.changing.page is not None
        return self.changing.page

    @property
    def offer(self) -> Offer:
        """What is new."""
        assert self.changing._offer is not None
        return self.changing._offer

    @property
    def phone(self) -> Phone:
        """The authenticator with the new entry."""
        assert self._phone is not None
        return self._phone

    def press(self) -> None:
        """The button at the right of the foot."""
        QTest.mouseClick(self.page.forward, LEFT)

    def until(self, step: QWidget) -> None:
        """Wait until this step is shown, and nothing is under way."""
        page = self.page
        self.qtbot.waitUntil(lambda: page.step is step and not page._busy, timeout=PATIENCE_MS)

    def link(self, words: str) -> None:
        """Click the link with these words."""
        page = self.shown.main.shell.page
        assert page is not None
        found = [one for one in page.findChildren(LinkLabel) if one.text() == words]
        QTest.mouseClick(next(one for one in found if one.isVisible()), LEFT)

    def recovery_code(self, made: MadeVault) -> None:
        """Type the recovery code that the vault was made with."""
        assert isinstance(self.page.first, RecoveryStep)
        QTest.keyClicks(self.page.first.code.edit, made.creation.recovery_code.reveal())
        self.press()

    def prove(self, code: str, passphrase: str = "") -> None:
        """Type passphrase and code as they are now."""
        assert isinstance(self.page.first, ProofStep)
        form = self.page.first.form
        form.passphrase.edit.selectAll()
        QTest.keyClicks(form.passphrase.edit, passphrase or PASSPHRASE.reveal())
        QTest.keyClicks(form.cells, code)

    def new_passphrase(self, words: str = NEW) -> None:
        """Type it twice."""
        self.until(self.page.passphrase)
        new = self.page.passphrase.new
        QTest.keyClicks(new.passphrase.edit, words)
        QTest.keyClicks(new.repeat.edit, words)
        self.qtbot.waitUntil(lambda: new.score is not None)
        QTest.keyClick(new.repeat.edit, Qt.Key.Key_Return)

    def authenticator(self) -> None:
        """Scan the new entry, and type its code."""
        step = self.page.authenticator
        self.until(step)
        assert self.offer.totp_uri is not None
        self._phone = Phone(self.offer.totp_uri, self.shown.clock)
        QTest.keyClicks(step.cells, self._phone.code())
        self.qtbot.waitUntil(lambda: step.confirmed)
        self.press()

    def check(self) -> tuple[SecretText, SecretText | None]:
        """Type back what the sheets show; Secret Key and recovery code."""
        self.until(self.page.kit)
        key, code = self.offer.secret_key, self.offer.recovery_code
        assert key is not None
        self.press()
        self.until(self.page.check)
        fields = self.page.check.fields
        QTest.keyClicks(fields[SheetKind.SECRET_KEY].edit, last_group(key))
        if code is not None:
            QTest.keyClicks(fields[SheetKind.RECOVERY].edit, last_group(code))
        self.press()
        return key, code

    def done(self) -> None:
        """Read the last step, and go to the unlock page."""
        self.until(self.page.done)
        self.press()
        self.shown.settle()
        assert not self.changing.active
        assert self.shown.shows(self.shown.main.entrance.unlock)

    def open_with(self, phone: Phone, passphrase: str = NEW) -> Room:
        """Unlock with the next code."""
        self.shown.type_unlock(phone.next_code(), passphrase)
        return self.shown.until_open()

    def choose(self, kind: ChangeKind) -> None:
        """From the open vault: Protection, then the menu."""
        view = self.shown.room.view
        item = view.sidebar.more.item("protection")
        assert item is not None
        QTest.mouseClick(item, LEFT)
        assert view.covers.currentWidget() is view.covers.protection
        view.covers.protection.menu.actions()[_MENU.index(kind)].trigger()
        assert self.page.kind is kind


def opens_with(made: MadeVault, code: SecretText | None) -> bool:
    """Whether this recovery code opens the vault file."""
    assert code is not None
    try:
        Recovery(made.home, made.path, code, SecretText(NEW)).abort()
    except WrongCredentials:
        return False
    return True
