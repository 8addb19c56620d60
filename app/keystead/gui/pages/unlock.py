"""The unlock page, after mock-ups 02 and 02b."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.errors import KeysteadError
from keystead.gui.pages.ground import FootBar, Ground
from keystead.gui.pages.known import KnownVault
from keystead.gui.pages.unlock_form import UnlockForm
from keystead.gui.pages.unlock_words import WAIT, action_of, entry_of, said_of
from keystead.gui.pages.vault_title import VaultTitle
from keystead.gui.theme.metrics import UNLOCK_COLUMN
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Severity

_ABOVE, _BELOW = 155, 203
_BANNER = 468


class UnlockPage(Ground):
    """Asks for passphrase and code of one vault.

    ``submitted``: passphrase (SecretText) and code; ``chosen``: another KnownVault;
    ``lost``, ``another``, ``create_asked``: the ways beside; ``setup_asked``: this computer
    is to be set up anew.
    """

    submitted = Signal(object, str)
    chosen = Signal(object)
    lost = Signal()
    setup_asked = Signal()
    another = Signal()
    create_asked = Signal()

    def __init__(
        self, theme: Theme, now: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "side", parent)
        self.current: KnownVault | None = None
        self.form = UnlockForm(theme, now)
        self.form.submitted.connect(self._submit)
        self.title = VaultTitle(theme)
        self.title.setMaximumWidth(_BANNER)
        self.title.chosen.connect(self.chosen)
        self.title.another.connect(self.another)
        self.title.create_asked.connect(self.create_asked)
        self.banner = Banner(theme, dismissable=True)
        self.banner.setFixedWidth(_BANNER)
        self.banner.action.connect(self.setup_asked)
        self.banner.hide()
        self.foot = FootBar(theme)
        self._lay_out()

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(_ABOVE)
        column.addWidget(IconView(self.theme, "logo", "accent", 36), 0, centre)
        column.addSpacing(15)
        column.addWidget(self.title, 0, centre)
        column.addSpacing(27)
        column.addWidget(self.form, 0, centre)
        column.addSpacing(18)
        column.addWidget(self._links(), 0, centre)
        below = QWidget()
        under = QVBoxLayout(below)
        under.setContentsMargins(0, 24, 0, 12)
        # Beside stretches and not aligned, so that it gets the height that its width needs.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.banner)
        row.addStretch(1)
        under.addLayout(row)
        under.addStretch(1)
        column.addWidget(below, _BELOW)
        column.addWidget(self.foot)

    def _links(self) -> QWidget:
        row_of_links = QWidget()
        row_of_links.setFixedWidth(UNLOCK_COLUMN)
        row = QHBoxLayout(row_of_links)
        row.setContentsMargins(0, 0, 0, 0)
        lost = LinkLabel(self.theme, "Lost phone or passphrase")
        lost.clicked.connect(self.lost)
        another = LinkLabel(self.theme, "Open another vault")
        another.clicked.connect(self.another)
        row.addWidget(lost)
        row.addStretch(1)
        row.addWidget(another)
        return row_of_links

    # What is shown -----------------------------------------------------------------------------

    def show_vault(self, current: KnownVault, vaults: list[KnownVault]) -> None:
        """Ask for this one of these; what was typed for another is forgotten."""
        if self.current is None or self.current.vault_id != current.vault_id:
            self.form.wipe()
            self.banner.hide()
        self.current = current
        self.title.show_vault(current, vaults)
        self.form.set_hint(entry_of(current.name) + ". Each computer has its own.")

    def show_error(self, error: KeysteadError) -> None:
        """What went wrong with an unlock: short in the slot, long in the banner."""
        self.set_waiting("")
        name = self.current.name if self.current else ""
        said = said_of(error, name)
        seconds = error.data.get("seconds")
        if error.code == WAIT and isinstance(seconds, int | float):
            self.form.show_wait(float(seconds))
        else:
            self.form.show_error(said.slot, said.marks)
        self._show_banner(said.title, said.words, action=action_of(error))

    def show_problem(self, error: KeysteadError) -> None:
        """What is wrong with the vault before anything was typed: in the banner alone."""
        name = self.current.name if self.current else ""
        said = said_of(error, name)
        title = said.title or "The vault cannot be opened"
        self._show_banner(title, said.words or said.slot, action=action_of(error))

    def show_note(self, title: str, words: str, severity: Severity = "warning") -> None:
        """Something to know before the unlock, which works all the same."""
        self._show_banner(title, words, severity)

    def _show_banner(
        self, title: str, words: str, severity: Severity = "error", action: str = ""
    ) -> None:
        self.banner.setVisible(bool(title))
        if title:
            self.banner.say(severity, title, words, action)

    def set_waiting(self, words: str) -> None:
        """The keys are being derived; '' when that has ended."""
        if words and not self.form.is_waiting:
            # The fields are switched off: the focus must not go on to a link, which the Enter
            # after the sixth digit would press.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.set_waiting(words)
        self.title.setEnabled(not words)
        if words:
            self.banner.hide()

    def set_locked(self, words: str) -> None:
        """Why and when it was locked, at the left of the foot."""
        self.foot.left.set_words(words)

    def set_device_key(self, words: str) -> None:
        """Where the device key is, at the right of the foot."""
        self.foot.right.set_words(words)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.set_waiting("")
        self.form.wipe()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type."""
        super().showEvent(event)
        typed = self.form.passphrase.text()
        field = self.form.cells if typed else self.form.passphrase
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self, passphrase: object, code: str) -> None:
        self.submitted.emit(passphrase, code)
