"""The right pane: the chosen key, its value behind a mask, versions, fields, places."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.core.revocation import usable
from keystead.core.secret_types import SecretText
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import LEAD, Weight
from keystead.gui.theme.metrics import DETAIL, DETAIL_INSET, LINE, PANE, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.conflict import ConflictBanner
from keystead.gui.vault.detail_lines import Details
from keystead.gui.vault.many import ManyKeys
from keystead.gui.vault.places import Places
from keystead.gui.vault.revoked_banner import RevokedBanner
from keystead.gui.vault.rotation_bar import RotationBar
from keystead.gui.vault.versions import Versions
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.empty_state import QuietEmpty
from keystead.gui.widgets.icon_view import Monogram
from keystead.gui.widgets.labels import ElidedLabel, Paragraph, Separator
from keystead.gui.widgets.masked_value import MaskedValueBox
from keystead.gui.widgets.scrolled import Scrolled


class DetailPane(QWidget):
    """Shows one Secret; everything that acts is a signal with that Secret."""

    reveal_asked = Signal(object)
    copy_asked = Signal(object)
    edit_asked = Signal(object)
    rotate_asked = Signal(object)
    export_asked = Signal(object)
    revoke_asked = Signal(object)
    restore_asked = Signal(object)
    erase_asked = Signal(object)
    version_kept = Signal(object, object)
    fields_kept = Signal(object)
    version_reveal_asked = Signal(object, object)
    version_copy_asked = Signal(object, object)
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.buttons: dict[str, Button] = {}
        self._secret: Secret | None = None
        self._shown: tuple[object, ...] = ()
        self.setFixedWidth(DETAIL)
        self.setAccessibleName("The chosen key")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(LINE, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._nothing = QuietEmpty(
            theme, "key", "No key chosen", "The key chosen in the list is shown here."
        )
        self._stack.addWidget(self._nothing)
        self._area = self._scroll_area()
        self._stack.addWidget(self._area)
        self.many = ManyKeys(theme)
        self._many = Scrolled(self.many, room=DETAIL_INSET)
        self._stack.addWidget(self._many)

    # Parts ---------------------------------------------------------------------------------

    def _scroll_area(self) -> Scrolled:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(DETAIL_INSET, 15, DETAIL_INSET - LINE, L)
        self._column.setSpacing(0)
        self._add_title()
        self._add_value()
        self._add_actions()
        self._sections()
        self._column.addStretch(1)
        return Scrolled(inside, room=DETAIL_INSET)

    def _add_title(self) -> None:
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(M)
        self._tile = Monogram(theme, "")
        row.addWidget(self._tile)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel(theme, "", theme.fonts.mono(LEAD, Weight.BOLD))
        self.title.setFixedHeight(22)
        words.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(S)
        self._service = ElidedLabel(theme, "", colour="text2")
        self._chip = Chip(theme, "")
        below.addWidget(self._service)
        below.addWidget(self._chip)
        below.addStretch(1)
        words.addLayout(below)
        row.addLayout(words, 1)
        self._more = IconButton(theme, "more", "More actions")
        self._more.clicked.connect(self._open_menu)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addSpacing(M)
        self._conflict = ConflictBanner(theme)
        self._conflict.version_kept.connect(
            lambda version: self.version_kept.emit(self._secret, version)
        )
        self._conflict.fields_kept.connect(lambda: self.fields_kept.emit(self._secret))
        self._column.addWidget(self._conflict)
        self.revoked = RevokedBanner(theme)
        self._column.addWidget(self.revoked)
        self._description = Paragraph(theme)
        self._column.addWidget(self._description)
        self._column.addSpacing(M)

    def _add_value(self) -> None:
        self.value = MaskedValueBox(self.theme, name="Value")
        self.value.reveal_started.connect(lambda: self.reveal_asked.emit(self._secret))
        self.value.copy_requested.connect(lambda: self.copy_asked.emit(self._secret))
        self._column.addWidget(self.value)
        self._column.addSpacing(S)

    def _add_actions(self) -> None:
        self._live = self._buttons(
            ("edit", "Edit", Kind.SECONDARY, self.edit_asked),
            ("revoked", "Revoke", Kind.DESTRUCTIVE, self.revoke_asked),
            ("export", "Export", Kind.SECONDARY, self.export_asked),
        )
        self._trashed = self._buttons(
            ("undo", "Restore", Kind.SECONDARY, self.restore_asked),
            ("trash", "Erase for good", Kind.DESTRUCTIVE, self.erase_asked),
        )
        self.rotation = RotationBar(self.theme)
        self.rotation.asked.connect(lambda: self.rotate_asked.emit(self._secret))
        self._column.addWidget(self._live)
        self._column.addSpacing(S)
        self._column.addWidget(self.rotation)
        self._column.addWidget(self._trashed)

    def _buttons(self, *entries: tuple[str, str, Kind, SignalInstance]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for icon, words, kind, signal in entries:
            button = Button(self.theme, words, kind, PANE, icon)
            button.clicked.connect(lambda _=False, to=signal: to.emit(self._secret))
            row.addWidget(button, 1)
            self.buttons[words] = button
        return box

    def _sections(self) -> None:
        self.versions = Versions(self.theme)
        self.versions.reveal_asked.connect(
            lambda version: self.version_reveal_asked.emit(self._secret, version)
        )
        self.versions.copy_asked.connect(
            lambda version: self.version_copy_asked.emit(self._secret, version)
        )
        self.details = Details(self.theme)
        self.places = Places(self.theme)
        self.details.header.link.clicked.connect(lambda: self.edit_asked.emit(self._secret))
        self._places_line = Separator(self.theme)
        for above, line, section in (
            (L, Separator(self.theme), self.versions),
            (6, Separator(self.theme), self.details),
            (M, self._places_line, self.places),
        ):
            self._column.addSpacing(above)
            self._column.addWidget(line)
            self._column.addSpacing(10)
            self._column.addWidget(section)

    # What it shows -------------------------------------------------------------------------

    @property
    def secret(self) -> Secret | None:
        """The Secret shown."""
        return self._secret

    def show_secret(self, secret: Secret | None, snapshot: VaultSnapshot | None) -> None:
        """Show a Secret of a snapshot, or that none is chosen."""
        if secret is None or snapshot is None:
            self._secret, self._shown = None, ()
            self.value.hide_value()
            self._stack.setCurrentWidget(self._nothing)
            return
        shown = (secret, int(snapshot.now // 60), snapshot.environments)
        if shown == self._shown:
            return
        former = self._secret
        another = former is None or former.id != secret.id
        self._secret, self._shown = secret, shown
        self._fill(secret, snapshot, another)
        if former is not None and not another and not self._same_value(former, secret):
            self.value.hide_value()
        self._stack.setCurrentWidget(self._area)

    @staticmethod
    def _same_value(one: Secret, other: Secret) -> bool:
        ids = [secret.current.id if secret.current else None for secret in (one, other)]
        return ids[0] == ids[1]

    def show_value(self, secret: Secret, value: SecretText) -> None:
        """A value into the box, if the pane still shows that key with that value."""
        now = self._secret
        if now is not None and now.id == secret.id and self._same_value(now, secret):
            self.value.show_value(value)

    def show_many(self, chosen: Sequence[Secret], snapshot: VaultSnapshot) -> None:
        """Show that these are chosen, two or more; no value is at hand then."""
        self._secret, self._shown = None, ()
        self.value.hide_value()
        self.many.show_secrets(chosen, snapshot)
        self._stack.setCurrentWidget(self._many)

    @property
    def shows_many(self) -> bool:
        """True while several keys are chosen."""
        return self._stack.currentWidget() is self._many

    def _fill(self, secret: Secret, snapshot: VaultSnapshot, another: bool) -> None:
        in_trash = secret.trashed is not None
        self.title.set_words(secret.name)
        self._service.set_words(secret.service or "No service")
        self._chip.set_environment(secret.environment, snapshot.colour(secret.environment))
        self._conflict.show_secret(secret, snapshot.now)
        self.revoked.show_secret(secret, snapshot.now)
        self._description.set_words(secret.description.replace("`", "'"))
        self._description.setVisible(bool(secret.description))
        if another:
            self.value.set_prefix(secret.hint)
            self._area.verticalScrollBar().setValue(0)
        self.value.setEnabled(secret.current is not None)
        self.buttons["Revoke"].setEnabled(bool(usable(secret)))
        self.buttons["Export"].setEnabled(secret.current is not None)
        self._live.setVisible(not in_trash)
        self.rotation.setVisible(not in_trash)
        self.rotation.show_secret(secret, snapshot.now)
        self._trashed.setVisible(in_trash)
        self.details.header.link.setVisible(not in_trash)
        self.versions.show_secret(secret, snapshot.now)
        self.details.show_secret(secret, snapshot.now)
        self.places.show_secret(secret)
        self._places_line.setVisible(self.places.has_places)

    def set_letters(self, letters: str) -> None:
        """The monogram, as the table has it."""
        self._tile.set_letters(letters)

    def set_copied(self, left: float, whole: float, version: bytes | None = None) -> None:
        """The ring of the copy button, or of that of an older version; 0 ends both."""
        self.value.set_remaining(0.0 if version else left, whole)
        self.versions.set_copied(version, left, whole)

    def _open_menu(self) -> None:
        place = self._more.mapToGlobal(QPoint(0, self._more.height() + 4))
        self.menu_asked.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, and the line to the list."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.surface)
        painter.fillRect(0, 0, LINE, self.height(), self.theme.palette.hair)
        painter.end()
