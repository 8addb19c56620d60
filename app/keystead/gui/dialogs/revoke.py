"""Revoking a key: what it reaches, why, and once more before it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystead.core.blast_radius import Radius, Why
from keystead.core.errors import BadText
from keystead.core.model import Secret
from keystead.core.revocation import check_reason, usable
from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.revoke_work import Revocation, published
from keystead.gui.theme.metrics import M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.blast_view import BlastView
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.scrolled import Scrolled
from keystead.gui.widgets.text_field import TextField
from keystead.services import revocation


class RevokeDialog(VaultDialog):
    """``revoked`` gives the id of the incident that was opened, and the address of the
    issuer's page that is to be shown now, or "".  ``unpublished`` comes before it where the
    vault file does not have it yet."""

    revoked = Signal(bytes, str)
    unpublished = Signal()

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Revoke", 620, 640)
        self._secret: Secret | None = None
        self._snapshot: VaultSnapshot | None = None
        self._same: list[Secret] = []
        self.banner = Banner(theme, "error")
        self.banner.hide()
        self.content.addWidget(self.banner)
        self._words = Paragraph(theme, "")
        self.content.addWidget(self._words)
        self.content.addSpacing(M)
        self._reach = QVBoxLayout()
        self._waiting = Paragraph(
            theme, "Looking at what it reaches", align=Qt.AlignmentFlag.AlignHCenter
        )
        self._reach.addWidget(self._waiting)
        self.content.addLayout(self._reach, 1)
        self.content.addSpacing(S)
        self.same: CheckBox | None = None
        self.page: CheckBox | None = None
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(0)
        self.content.addLayout(self._ticks)
        self.reason = TextField(theme, "Why", placeholder="seen in a public repository")
        self.reason.text_changed.connect(lambda _: self._update())
        self.content.addWidget(self.reason)
        self.footer.addStretch(1)
        self.no = Button(theme, "Cancel")
        self.no.clicked.connect(self.cancel)
        self.button = Button(theme, "Revoke for good", Kind.DESTRUCTIVE)
        self.button.clicked.connect(self.revoke)
        self.footer.addWidget(self.no)
        self.footer.addWidget(self.button)

    def start(self, snapshot: VaultSnapshot, secret: Secret) -> None:
        """Open it for a key."""
        self._secret, self._snapshot = secret, snapshot
        self.title.set_words(f"Revoke {secret.name} in {secret.environment}")
        self._words.set_words(
            f"{_values(secret)} will never again be copied, exported or used, on any computer. "
            "Keystead cannot revoke it at its issuer: that comes first among the tasks."
        )
        if secret.revoke_url:
            issuer = secret.service or "the issuer"
            self.page = self._tick(f"Open the page of {issuer} that revokes it")
        self.button.setEnabled(False)
        self.controller.work(
            lambda owner: revocation.radius(owner.vault, secret),
            self.if_open(self._arrived),
            self.if_open(self._failed),
        )
        self.open(self.reason.edit)

    def _arrived(self, radius: Radius) -> None:
        if self._snapshot is None:
            return
        self._waiting.hide()
        self._reach.addWidget(Scrolled(BlastView(self.theme, radius, self._snapshot)))
        self._same = [one.secret for one in radius.related if one.why is Why.VALUE]
        if self._same:
            first, number = self._same[0], len(self._same)
            others = f"{number} other keys, which have"
            if number == 1:
                others = f"{first.name} in {first.environment}, which has"
            self.same = self._tick(f"Revoke {others} the same value, too")
        self._update()

    def _tick(self, words: str) -> CheckBox:
        box = CheckBox(self.theme, words)
        box.setChecked(True)
        self._ticks.addWidget(box)
        return box

    def _update(self) -> None:
        self.button.setEnabled(bool(self.reason.text().strip()) and self._waiting.isHidden())

    def revoke(self) -> None:
        """Do it, once there is a reason."""
        secret = self._secret
        if secret is None or not self.button.isEnabled():
            return
        try:
            reason = check_reason(self.reason.text())
        except BadText as problem:
            self.reason.set_error(problem.message)
            return
        chosen = [secret, *(self._same if self.same is not None and self.same.isChecked() else [])]
        self.button.setEnabled(False)
        self.controller.work(
            lambda owner: published(owner, revocation.revoke(owner.vault, chosen, reason)),
            self.if_open(self._done),
            self.if_open(self._failed),
        )

    def _done(self, done: Revocation) -> None:
        secret = self._secret
        self.end()
        if not done.published:
            self.unpublished.emit()
        page = ""
        if secret is not None and self.page is not None and self.page.isChecked():
            page = secret.revoke_url
        self.revoked.emit(done.incident, page)

    def _failed(self, error: KeysteadError) -> None:
        self._update()
        self.banner.say("error", "Nothing was revoked", error.message)
        self.banner.show()


def _values(secret: Secret) -> str:
    """``v7``, ``v6 and v7``, ``v7 and 6 older values``."""
    numbers = [f"v{one.number}" for one in usable(secret)]
    if len(numbers) <= 2:
        return " and ".join(numbers)
    return f"{numbers[-1]} and {len(numbers) - 1} older values"
