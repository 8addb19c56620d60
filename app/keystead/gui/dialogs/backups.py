"""The backups of this device: list, back up now, rehearse, restore with a look ahead."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from keystead.errors import KeysteadError
from keystead.gui import backup_work
from keystead.gui.backup_work import Listing
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.restore_preview import RestorePreview
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.backup_rows import BACKUPS, backup_row
from keystead.gui.models.moments import moment_in_words
from keystead.gui.theme.metrics import M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.gui.widgets.marks import Severity
from keystead.gui.widgets.row_list import RowList
from keystead.services.backups import Backup, State
from keystead.services.rehearsal import Preview, Rehearsal

TITLE = "Backups"
_USABLE = (State.VERIFIED,)


class BackupsDialog(VaultDialog):
    """``restored`` gives words about what was done."""

    restored = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, TITLE, 880, 560)
        self._listing: Listing | None = None
        self.summary = ElidedLabel(theme, "", colour="text2")
        self.now = Button(theme, "Back up now", icon="plus")
        self.now.clicked.connect(self.back_up)
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(self.summary, 1)
        row.addWidget(self.now)
        self.content.addWidget(self._top)
        self.content.addSpacing(S)
        self.banner = Banner(theme, "info", dismissable=True)
        self.banner.hide()
        self.content.addWidget(self.banner)
        self._make_pages()
        self._make_footer_buttons()
        self.list.chosen_changed.connect(lambda _: self._update())
        self.list.activated.connect(lambda _: self.look_ahead())

    def _make_pages(self) -> None:
        self.list = RowList(self.theme, TITLE, BACKUPS)
        self.empty = QuietEmpty(
            self.theme,
            "history",
            "No backup yet",
            "One is made each day while the vault is open. It needs no more than this device.",
        )
        self.waiting = Paragraph(
            self.theme, "Looking into the backups", align=Qt.AlignmentFlag.AlignHCenter
        )
        self.preview = RestorePreview(self.theme)
        self.pages = QStackedWidget()
        for page in (self.waiting, self.list, self.empty, self.preview):
            self.pages.addWidget(page)
        self.content.addWidget(self.pages, 1)

    def _make_footer_buttons(self) -> None:
        self.other = Button(self.theme, "Choose a file", icon="folder")
        self.other.clicked.connect(self.choose_file)
        self.back = Button(self.theme, "Back")
        self.back.clicked.connect(self.show_list)
        self.rehearse_button = Button(self.theme, "Rehearse")
        self.rehearse_button.setToolTip("Prove that it opens here; nothing is changed")
        self.rehearse_button.clicked.connect(self.rehearse)
        self.restore_button = Button(self.theme, "Restore")
        self.restore_button.clicked.connect(self.look_ahead)
        self.sure = Button(self.theme, "Restore this backup", Kind.DESTRUCTIVE)
        self.sure.clicked.connect(self.restore)
        self.footer.addWidget(self.other)
        self.footer.addStretch(1)
        for button in (self.back, self.rehearse_button, self.restore_button, self.sure):
            self.footer.addWidget(button)

    # The list --------------------------------------------------------------------------------

    def start(self) -> None:
        """Open it."""
        self._show(self.waiting)
        self._ask()
        self.open(self.now)

    def _ask(self) -> None:
        self.controller.work(
            backup_work.look, self.if_open(self._arrived), self.if_open(self._refused)
        )

    def _arrived(self, listing: Listing) -> None:
        self._listing = listing
        self.list.show_rows([backup_row(one, listing.now) for one in listing.backups])
        self.summary.set_words(_told(listing))
        if listing.problem:
            self.banner.say("warning", "The last backup did not work", listing.problem)
            self.banner.show()
        self.show_list()
        if listing.backups:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """The list, or that there is nothing yet."""
        found = self._listing is not None and bool(self._listing.backups)
        self.title.set_words(TITLE)
        self._show(self.list if found else self.empty)

    def _show(self, page: QWidget | None) -> None:
        self.pages.setCurrentWidget(page or self.waiting)
        ahead = page is self.preview
        self._top.setVisible(not ahead)
        for button in (self.other, self.restore_button):
            button.setVisible(not ahead)
        for button in (self.back, self.sure):
            button.setVisible(ahead)
        self._update()

    def chosen(self) -> Backup | None:
        """The backup of the chosen row."""
        at = self.list.chosen()
        listing = self._listing
        return None if listing is None or at < 0 else listing.backups[at]

    def _update(self) -> None:
        chosen = self.chosen()
        usable = chosen is not None and chosen.state in _USABLE
        page = self.pages.currentWidget()
        shown = page is self.list
        self.rehearse_button.setEnabled(page is self.preview or (usable and shown))
        self.restore_button.setEnabled(usable and shown)

    # What a person does ------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make one now."""
        self.now.setEnabled(False)
        self.banner.hide()
        self.controller.work(
            backup_work.back_up, self.if_open(self._made), self.if_open(self._not_made)
        )

    def _made(self, made: Backup) -> None:
        self.now.setEnabled(True)
        keys = "1 key" if made.keys == 1 else f"{made.keys} keys"
        self._say("success", "Backed up", f"{keys}, read back and verified.")
        self._ask()

    def _not_made(self, error: KeysteadError) -> None:
        self.now.setEnabled(True)
        self._say("error", "No backup was made", error.message)

    def rehearse(self) -> None:
        """Prove that the backup that is chosen, or looked at, opens here."""
        chosen = self.chosen()
        if self.pages.currentWidget() is self.preview and self.preview.path is not None:
            self._rehearse(self.preview.path, self.preview.time)
        elif chosen is not None and self.rehearse_button.isEnabled():
            self._rehearse(chosen.path, chosen.time)

    def _rehearse(self, path: Path, time: float | None) -> None:
        page = self.pages.currentWidget()
        self._wait("Opening the backup")

        def done(found: Rehearsal) -> None:
            self._show(page)
            self.banner.say(*_rehearsed(found, self._of(time)))
            self.banner.show()

        self.controller.work(
            lambda owner: backup_work.rehearse(owner, path),
            self.if_open(done),
            self.if_open(self._refused),
        )

    def _of(self, time: float | None) -> str:
        if time is None or self._listing is None:
            return ""
        return f" of {moment_in_words(time, self._listing.now)}"

    def choose_file(self) -> None:
        """Ask for another file, then show what it would bring back."""
        path, _ = QFileDialog.getOpenFileName(
            self, "Choose a backup", str(Path.home()), "Keystead vaults (*.keystead);;All files (*)"
        )
        if path:
            self.look_ahead_at(Path(path), None)

    def look_ahead(self) -> None:
        """Show what the chosen backup would bring back."""
        chosen = self.chosen()
        if chosen is not None and self.restore_button.isEnabled():
            self.look_ahead_at(chosen.path, chosen.time)

    def look_ahead_at(self, path: Path, time: float | None) -> None:
        """Show what a file would bring back; nothing is changed."""
        self._wait("Comparing the backup with the vault")
        self.controller.work(
            lambda owner: backup_work.look_ahead(owner, path),
            self.if_open(lambda found: self._ahead(found, path, time)),
            self.if_open(self._refused),
        )

    def _ahead(self, found: Preview, path: Path, time: float | None) -> None:
        when = self._of(time) or f" {path.name}"
        self.title.set_words(f"Restore the backup{when}")
        self.preview.show_preview(found, path, time)
        self.sure.setEnabled(bool(found.commits))
        self._show(self.preview)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self) -> None:
        """Go back to what is shown."""
        path = self.preview.path
        if path is None or not self.sure.isEnabled():
            return
        self.sure.setEnabled(False)
        self.controller.work(
            lambda owner: backup_work.restore(owner, path),
            self.if_open(self._restored),
            self.if_open(self._refused),
        )

    def _restored(self, kept: Path | None) -> None:
        self.end()
        words = f" The file before is kept as {kept.name}." if kept is not None else ""
        self.restored.emit(f"The backup is restored.{words}")

    # Words ---------------------------------------------------------------------------------------

    def _wait(self, words: str) -> None:
        self.banner.hide()
        self.waiting.set_words(words)
        self._show(self.waiting)

    def _refused(self, error: KeysteadError) -> None:
        self.show_list()
        self._say("error", "This backup cannot be used", error.message)

    def _say(self, severity: Severity, title: str, words: str) -> None:
        self.banner.say(severity, title, words)
        self.banner.show()


def _rehearsed(found: Rehearsal, of: str) -> tuple[Severity, str, str]:
    """Severity, title and words of a rehearsal."""
    values = "1 value" if found.values == 1 else f"{found.values} values"
    keys = "1 key" if found.secrets == 1 else f"{found.secrets} keys"
    if found.problems:
        first = found.problems[0]
        return "error", f"The backup{of} opens in part only", f"{values} decrypted. {first}"
    words = f"{keys}, {values} decrypted with the keys of this device. Nothing was changed."
    if not found.restorable:
        words += " It is from before your keys were renewed and cannot be restored here."
    return "success", f"The backup{of} opens", words


def _told(listing: Listing) -> str:
    kept = "One is made each day; those of 7 days and 4 weeks are kept."
    if not listing.daily:
        return "No backup is made by itself: backup.daily is off."
    newest = next((one for one in listing.backups if one.state is State.VERIFIED), None)
    if newest is None:
        return kept
    return f"Last backup: {moment_in_words(newest.time, listing.now)}. {kept}"
