"""The assistant itself: which page it shows, and what its buttons do.

It can be closed at any time: all that it knows stands in the vault.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.core import renewal
from keystead.core.errors import BadDate
from keystead.core.model import Placed, Secret, Version
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui import rotate_work
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.rotate.above import Above
from keystead.gui.dialogs.rotate.beside import Beside
from keystead.gui.dialogs.rotate.check_page import CheckPage
from keystead.gui.dialogs.rotate.end_page import EndPage
from keystead.gui.dialogs.rotate.hook_steps import HookSteps
from keystead.gui.dialogs.rotate.places_page import PlacesPage
from keystead.gui.dialogs.rotate.undone_page import UndonePage
from keystead.gui.dialogs.rotate.value_page import ValuePage
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models import rotation
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.rotation import STEPS, Page
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.labels import ElidedLabel, Separator
from keystead.gui.widgets.steps import StepRow
from keystead.services.owner import Owner
from keystead.services.renewal import Computer, Undone

T = TypeVar("T")


class RotateDialog(VaultDialog):
    """``said`` gives words about what was done, when it ends."""

    said = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Rotate", 1000, 640)
        self._secret: Secret | None = None
        self._now = 0.0
        self._page = Page.VALUE
        self.above = Above(theme, window, controller)
        self._host = Computer().name
        self.steps = StepRow(theme, list(STEPS))
        head = self.header.layout()
        assert isinstance(head, QBoxLayout)  # noqa: S101 - as DialogFrame makes it
        head.insertWidget(head.count() - 1, self.steps)
        self._make_pages()
        self._make_footer_buttons()
        self.hooks = HookSteps(self.value, self.check, self._with_new_value, self)
        self._connect()
        controller.snapshot_changed.connect(self._news)

    def _make_pages(self) -> None:
        theme = self.theme
        self.value, self.places = ValuePage(theme), PlacesPage(theme)
        self.check, self.finish_page = CheckPage(theme), EndPage(theme)
        self.undone = UndonePage(theme)
        self.pages = QStackedWidget()
        for page in (self.value, self.places, self.check, self.finish_page, self.undone):
            self.pages.addWidget(page)
        self.banner = Banner(theme, "error", dismissable=True)
        self.banner.hide()
        self.beside = Beside(theme)
        self._line = Separator(theme, upright=True)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.banner)
        left.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._line)
        row.addWidget(self.beside)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addLayout(row, 1)

    def _make_footer_buttons(self) -> None:
        theme = self.theme
        self.take_back = Button(theme, "Undo rotation", Kind.DESTRUCTIVE)
        self.take_back.clicked.connect(self.ask_undo)
        self.left = ElidedLabel(theme, "", colour="text2")
        self.back = Button(theme, "Back")
        self.back.clicked.connect(lambda: self._go(Page(self._page - 1)))
        self.next = Button(theme, "Begin", Kind.PRIMARY)
        self.next.clicked.connect(self.go_on)
        self.retire = Button(theme, "Retire", Kind.DESTRUCTIVE)
        self.retire.clicked.connect(self.ask_finish)
        self.close_button = Button(theme, "Close", Kind.PRIMARY)
        self.close_button.clicked.connect(self.end)
        self.close_button.hide()
        self.footer.addWidget(self.take_back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.left)
        self.footer.addSpacing(S)
        for button in (self.back, self.next, self.retire, self.close_button):
            self.footer.addWidget(button)

    def _connect(self) -> None:
        self.value.changed.connect(self._update)
        self.value.value.line.submitted.connect(self.go_on)
        self.value.generate_asked.connect(lambda: self.above.generate(self.value.value.set_value))
        self.value.page_asked.connect(self.open_page)
        self.places.marked.connect(self._mark)
        self.places.write_asked.connect(lambda: self._work(rotate_work.write_files))
        self.places.copy_asked.connect(lambda: self._copy(None))
        self.check.ticked.connect(lambda: self._verify("by hand"))
        self.finish_page.page_asked.connect(self.open_page)
        self.finish_page.longer_asked.connect(lambda days: self._work(rotate_work.longer(days)))
        self.beside.copy_asked.connect(self._copy)
        self.beside.reveal_asked.connect(self._reveal)
        self.hooks.changed.connect(self._update)
        self.hooks.verified.connect(self._verify)

    # Start, news -----------------------------------------------------------------------------

    def start(self, snapshot: VaultSnapshot, secret: Secret) -> None:
        """Open it for a key, at the step that comes next."""
        self.title.set_words(f"Rotate {secret.name}")
        colour = snapshot.colour(secret.environment)
        self.title_row.addWidget(Chip(self.theme, secret.environment, colour))
        self._secret, self._now = secret, snapshot.now
        self._page = rotation.page_of(secret, snapshot.now)
        self.value.show_key(secret, snapshot.now)
        self._update()
        self.open(self.value.value.line.edit if self._page is Page.VALUE else self._on())
        if renewal.underway(secret) is None and renewal.waiting(secret):
            self._work(rotate_work.resume, self._begun)

    def _news(self, snapshot: VaultSnapshot) -> None:
        """What is known of the key now."""
        if self._over or self._secret is None or self._ended_here():
            return
        found = next((one for one in snapshot.secrets if one.id == self._secret.id), None)
        if found is None or found.trashed is not None:
            self.end()
            return
        self._secret, self._now = found, snapshot.now
        if self._page is not Page.VALUE and renewal.underway(found) is None:
            self._page = Page.VALUE
        self._update()

    def _ended_here(self) -> bool:
        return self.pages.currentWidget() is self.undone

    # What it shows ---------------------------------------------------------------------------

    def _go(self, page: Page) -> None:
        self._page = page
        self._update()
        self._on().setFocus()

    def _on(self) -> Button:
        """The button that Enter presses: at the end nothing is lost by it."""
        return self.close_button if self._page is Page.END else self.next

    def _update(self) -> None:
        secret = self._secret
        if secret is None or self._ended_here():
            return
        now, page = self._now, self._page
        going = renewal.underway(secret) is not None
        self.steps.set_current(page, rotation.passed_over(secret))
        self.pages.setCurrentIndex(page)
        self.beside.setVisible(going)
        self._line.setVisible(going)
        if going:
            self.beside.show_secret(secret, now)
            self._fill(secret, now)
        self._update_buttons(secret, going)

    def _fill(self, secret: Secret, now: float) -> None:
        new, old = rotation.new_name(secret), rotation.former_name(secret)
        rows = rotation.rows_of(secret, self._host, now)
        left = rotation.left_words(secret)
        self.places.show_places(rows, new, old, rotation.can_write(secret, self._host), left)
        one = secret.renewal
        how = ""
        if one is not None and one.verified:
            how = f"Checked {moment_in_words(one.verified, now)}, {one.verified_by}"
        self.check.show_key(secret.name, new, how)
        sentence = rotation.overlap_sentence(secret, now)
        self.finish_page.show_rotation(new, old, sentence, left, self._url(secret))

    def _update_buttons(self, secret: Secret, going: bool) -> None:
        page = self._page
        switched = renewal.is_switched(secret)
        self.take_back.setVisible(going)
        self.left.set_words(rotation.left_words(secret) if going and page is Page.CHECK else "")
        self.back.setVisible(going and page > Page.PLACES)
        self.retire.setVisible(page is Page.END)
        self.close_button.setVisible(page is Page.END)
        self.retire.set_words(f"Retire {rotation.former_name(secret)}")
        self.next.setVisible(page is not Page.END)
        words = "Continue" if page is not Page.VALUE else "Begin"
        if page is Page.CHECK and not switched:
            words = f"Make {rotation.new_name(secret)} current"
        self.next.set_words(words)
        ready = page is not Page.VALUE or not self.value.value.is_empty
        self.next.setEnabled(ready and not self.hooks.busy)

    @staticmethod
    def _url(secret: Secret) -> str:
        return secret.revoke_url or secret.rotate_url

    # The way on ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """What the button of the page does."""
        secret = self._secret
        if secret is None or not self.next.isEnabled():
            return
        if self._page is Page.VALUE:
            self._begin()
        elif self._page is Page.PLACES:
            self._go(Page.CHECK)
        elif renewal.is_switched(secret):
            self._go(Page.END)
        else:
            self._work(rotate_work.switch, self._switched)

    def _begin(self) -> None:
        value = self.value.value.value()
        with suppress(BadDate):  # which is said beside the field
            day = self.value.expires.checked()
            self.next.setEnabled(False)
            self._work(lambda owner, one: rotate_work.begin(owner, one, value, day), self._written)

    def _written(self, begun: rotate_work.Begun) -> None:
        self._begun(begun.secret)
        self.banner.say("warning", "Is this the new value?", begun.unlike)
        self.banner.setVisible(bool(begun.unlike))

    def _begun(self, _secret: Secret) -> None:
        self.value.clear()
        self._go(Page.PLACES)

    def _switched(self, secret: Secret) -> None:
        if renewal.underway(secret) is None:
            self._over_with(f"{secret.name} has its first value.")
        else:
            self._go(Page.END)

    def ask_undo(self) -> None:
        """Ask, then go back to the old value."""
        secret = self._secret
        if secret is None:
            return
        new, old = rotation.new_name(secret), rotation.former_name(secret)
        words = (
            f"{old} is the current value again, in the files of this computer, too. {new} is "
            "retired; it stays among the versions."
        )
        self.above.ask("Undo the rotation?", words, "Undo rotation", self.undo)

    def undo(self) -> None:
        """Back to the old value."""
        self._work(rotate_work.undo, self._undone)

    def _undone(self, done: Undone) -> None:
        if not done.left:
            self._over_with(f"The rotation of {done.secret.name} is undone.")
            return
        current = done.secret.current
        self.undone.show_left(f"v{current.number}" if current else "The old value", done.left)
        self.pages.setCurrentWidget(self.undone)
        for widget in (self.beside, self._line, self.take_back, self.back, self.next, self.retire):
            widget.hide()
        self.steps.hide()
        self.left.set_words("")
        self.close_button.show()
        self.close_button.setFocus()

    def ask_finish(self) -> None:
        """Retire the old value; asked first while places or time are left."""
        secret = self._secret
        if secret is None:
            return
        until = renewal.overlap_until(secret)
        early = until is not None and until > self._now
        left = rotation.left_words(secret)
        if not early and not left:
            self.finish()
            return
        old = rotation.former_name(secret)
        why = f"{left}. " if left else f"The overlap of {old} still runs. "
        words = f"{why}What still uses {old} may fail once it is revoked at its issuer."
        self.above.ask(f"Retire {old} now?", words, f"Retire {old}", self.finish)

    def finish(self) -> None:
        """Retire the old value and open the page where it is revoked."""
        self._work(rotate_work.finish, self._finished)

    def _finished(self, secret: Secret) -> None:
        if self._url(secret):
            self.open_page()
            self._over_with("The old value is retired. Revoke it on the page that opened.")
        else:
            self._over_with("The old value is retired. Revoke it at its issuer, too.")

    def open_page(self) -> None:
        """The issuer's page: where the key is rotated, or the old value revoked."""
        secret = self._secret
        if secret is not None:
            first = secret.rotate_url if self._page is Page.VALUE else ""
            QDesktopServices.openUrl(QUrl(first or self._url(secret)))

    def _over_with(self, words: str) -> None:
        self.end()
        self.said.emit(words)

    # Plumbing --------------------------------------------------------------------------------

    def _work(
        self, work: Callable[[Owner, Secret], T], done: Callable[[T], None] | None = None
    ) -> None:
        secret = self._secret
        if secret is None:
            return
        self.banner.hide()
        # What needs no word the next snapshot shows.
        then = self.if_open(done or (lambda _: None))
        self.controller.ask(lambda owner: work(owner, secret), then, self.if_open(self._failed))

    def _mark(self, number: int, placed: Placed) -> None:
        self._work(lambda owner, secret: rotate_work.mark(owner, secret, number, placed))

    def _verify(self, how: str) -> None:
        self._work(lambda owner, secret: rotate_work.verified(owner, secret, how))

    def _copy(self, version: Version | None) -> None:
        secret = self._secret
        wanted = version or (renewal.new_version(secret) if secret is not None else None)
        if secret is not None and wanted is not None:
            self.controller.copy_value(secret, wanted)

    def _reveal(self, version: Version) -> None:
        if self._secret is not None:

            def show(value: SecretText) -> None:
                self.beside.show_value(version, value)

            self.controller.reveal(self._secret, self.if_open(show), version)

    def _with_new_value(self, use: Callable[[str, SecretText], None]) -> None:
        secret = self._secret
        new = renewal.new_version(secret) if secret is not None else None
        if secret is not None and new is not None:
            name = secret.name
            self.controller.reveal(secret, self.if_open(lambda value: use(name, value)), new)

    def _failed(self, error: KeysteadError) -> None:
        if self._page is Page.VALUE:
            self.value.refuse(error)
        else:
            self.banner.say("error", "This was not done", error.message)
            self.banner.show()
        self._update()

    def end(self) -> None:
        """Take it away, with what lies over it, a command that runs, and the value typed."""
        self.above.end()
        self.hooks.stop()
        super().end()
        self.value.clear()
