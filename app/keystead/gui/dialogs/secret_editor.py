"""The editor of a key: new, or as it stands.  What was typed stays when saving fails."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core import dates, drafts, fields
from keystead.core.drafts import SecretDraft
from keystead.core.model import Secret
from keystead.core.recognised import Recognition
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError, UsageProblem
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.controls import merge
from keystead.gui.dialogs.edit_news import EditNews
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.dialogs.guesses import Guesses
from keystead.gui.dialogs.known_already import KnownAlready
from keystead.gui.dialogs.secret_fields import Problem, SecretFields
from keystead.gui.dialogs.value_field import Pasted, ValueField
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.generate_work import GenerateWork
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import XL, XS, L, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.chip import Chip
from keystead.gui.widgets.confirm import ConfirmDialog
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import label
from keystead.gui.widgets.scrolled import Scrolled
from keystead.gui.widgets.text_field import TextField
from keystead.services.recognition import own_issuers
from keystead.services.secrets import news_of_value
from keystead.services.unsaved import UnsavedEdit

_NAME_TAKEN, _MEANWHILE = "name-taken", "edited-meanwhile"


class SecretEditor(VaultDialog):
    """``saved`` gives the Secret as the vault has it; ``instead`` the Secret that has the
    name already and the value that it is to get."""

    saved = Signal(object)
    instead = Signal(object, object)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "New key", 680, 640)
        self._secret: Secret | None = None
        self._today = date(1970, 1, 1)
        self._mark = ""
        self._before_typing: tuple[str, str, str, dict[str, str]] = ("", "", "", {})
        self._above: DialogFrame | None = None
        self.content.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner(theme, "error")
        self.banner.hide()
        self.news = EditNews(theme)
        self.known = KnownAlready(
            theme, lambda value, done: controller.holders(value, self.if_open(done))
        )
        self.known.replace_asked.connect(self._replace)
        self.name = TextField(theme, "Name", mono=True, placeholder="STRIPE_SECRET_KEY")
        self.environment = ChoiceBox(theme, "Environment")
        self.value = ValueField(theme)
        self.value.recognised.connect(self._recognised)
        self.value.generate_asked.connect(self._generate)
        self.value.changed.connect(lambda: self.known.look_value(self.value.value()))
        self.fields = SecretFields(theme)
        self._guesses = Guesses(self.fields)
        self.content.addWidget(self._scrolled())
        self._make_buttons()
        controller.work(
            own_issuers, self.if_open(self.value.know), self.if_open(self._without_own_issuers)
        )

    def _scrolled(self) -> Scrolled:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL - 1, L, XL, L)
        column.setSpacing(M)
        column.addWidget(self.news)
        column.addWidget(self.banner)
        column.addWidget(self.known)
        top = QHBoxLayout()
        top.setSpacing(L)
        top.addWidget(self.name, 2)
        self._env_box = QWidget()
        place = QVBoxLayout(self._env_box)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(XS)
        place.addWidget(label(self.theme, "Environment"))
        place.addWidget(self.environment)
        place.addStretch(1)
        top.addWidget(self._env_box, 1)
        column.addLayout(top)
        column.addWidget(self.value)
        column.addWidget(self.fields)
        column.addStretch(1)
        self._area = Scrolled(inside, room=XL)
        return self._area

    def _make_buttons(self) -> None:
        self.footer.addStretch(1)
        cancel = Button(self.theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.save_button = Button(self.theme, "Save key", Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.save_button)
        self.name.submitted.connect(self.save)
        self.value.line.submitted.connect(self.save)

    # Start ---------------------------------------------------------------------------------

    def start_new(self, snapshot: VaultSnapshot, environment: str, pasted: Pasted) -> None:
        """Open it empty, or with what was pasted."""
        self._today, self.value.now = dates.day_of(snapshot.now), snapshot.now
        for one in snapshot.environments:
            self.environment.add(one.name, one.name)
        self.environment.choose(environment)
        self.name.set_text(pasted.name)
        self.fields.know(snapshot.policies, snapshot.environment_id(environment), environment)
        self.known.begin(snapshot)
        self.name.text_changed.connect(self._look_name)
        self.environment.currentIndexChanged.connect(self._look_name)
        self.environment.currentIndexChanged.connect(lambda: self._move(snapshot))
        self._look_name()
        self._before_typing = ("", environment, "", self.fields.texts())
        if pasted.value is not None:
            self.value.set_value(pasted.value)
        self.open(self.name.edit)

    def _move(self, snapshot: VaultSnapshot) -> None:
        name = str(self.environment.chosen())
        self.fields.in_environment(snapshot.environment_id(name), name)

    def _look_name(self) -> None:
        self.known.look_name(self.name.text(), self.environment.chosen())

    def _replace(self, secret: Secret) -> None:
        value = self.value.value()
        self.value.clear()
        self.end()
        self.instead.emit(secret, value)

    def start_edit(
        self, snapshot: VaultSnapshot, secret: Secret, value: SecretText | None = None
    ) -> None:
        """Open it with a Secret, perhaps with a new value; its environment stays."""
        self.known.begin(snapshot, secret)
        self._today, self.value.now = dates.day_of(snapshot.now), snapshot.now
        self._secret = secret
        self.title.set_words(f"Edit {secret.name}")
        self.title_row.addWidget(
            Chip(self.theme, secret.environment, snapshot.colour(secret.environment))
        )
        self._env_box.hide()
        self.name.set_text(secret.name)
        self._say_value(secret)
        self.fields.know(
            snapshot.policies, secret.environment_id, secret.environment, secret.policy
        )
        self.fields.fill(drafts.draft_of(secret))
        self._guesses.begin()
        self.controller.snapshot_changed.connect(self._look)
        self.save_button.set_words("Save changes")
        self._before_typing = self._typed()
        if value is not None:
            self.value.set_value(value)
        self.open(self.name.edit if value is None else self.save_button)

    def _say_value(self, secret: Secret) -> None:
        current = secret.current
        number = f"v{current.number}" if current else "No value"
        self.value.set_placeholder(f"{number} stays. A new value replaces it.")

    def _look(self, snapshot: VaultSnapshot) -> None:
        """Somebody may have changed the Secret: what was typed stays, the rest follows."""
        seen = self._secret
        if self._over or seen is None:
            return
        present = snapshot.find(seen.id)
        if present is None:
            self.news.tell_gone()
            self.save_button.setEnabled(False)
            return
        new_value = news_of_value(seen, present)
        before, now = drafts.draft_of(seen), drafts.draft_of(present)
        self._secret = present
        if before == now and not new_value and present.trashed == seen.trashed:
            return
        met = self.fields.merge(before, now)
        name = merge(self.name, before.name, now.name)
        self._say_value(present)
        typed = not self.value.is_empty
        self.news.tell(seen, present, [*filter(None, [name]), *met], new_value, typed)
        self._area.verticalScrollBar().setValue(0)

    # Unsaved -------------------------------------------------------------------------------

    def unsaved(self) -> UnsavedEdit | None:
        """What was typed, where that is anything; for a lock that comes meanwhile."""
        now = self._typed()
        if now == self._before_typing:
            return None
        secret = self._secret
        name, environment, value, texts = now
        place = secret.environment if secret else environment
        shown = secret.name if secret else name
        edit = UnsavedEdit(
            secret.id if secret else None,
            shown,
            place,
            SecretText(value),
            {**texts, "name": name},
            int(self.controller.status.now),
        )
        return replace(edit, mark=self._mark) if self._mark else edit

    def restore(self, edit: UnsavedEdit) -> None:
        """As it stood."""
        self._mark = edit.mark
        texts = dict(edit.fields)
        self.name.set_text(texts.pop("name", edit.name))
        if self._secret is None:
            self.environment.choose(edit.environment)
        self.fields.restore(texts)
        if len(edit.value):
            self.value.set_value(edit.value)
            # What was recognised is what the fields held, or what was typed over it.
            self.fields.restore(texts)
            self._guesses.begin()

    def _typed(self) -> tuple[str, str, str, dict[str, str]]:
        environment = "" if self._secret else str(self.environment.chosen())
        return self.name.text(), environment, self.value.value().reveal(), self.fields.texts()

    # Value ---------------------------------------------------------------------------------

    def _recognised(self, found: Recognition | None) -> None:
        """Fill in what the value tells, and take back what no longer holds."""
        self._guesses.show(found, self._today)

    def _without_own_issuers(self, error: KeysteadError) -> None:
        self.banner.say("warning", "Your own issuers are not used", error.message)
        self.banner.show()

    def _generate(self) -> None:
        dialog = GenerateDialog(self.theme, self._window, GenerateWork(self.controller))
        dialog.generated.connect(self.value.set_value)
        self._put_above(dialog)
        dialog.start()

    def _put_above(self, dialog: DialogFrame) -> None:
        self._above = dialog
        dialog.ended.connect(self._came_down)

    def _came_down(self) -> None:
        dialog, self._above = self._above, None
        if dialog is not None:
            dialog.deleteLater()

    def cancel(self) -> None:
        """Take it away; asked first where something was typed."""
        edit = None if self.isHidden() else self.unsaved()
        if edit is None:
            super().cancel()
            return
        name = edit.name or "The new key"
        words = f"{name} is not saved. What you typed is lost when you leave."
        dialog = ConfirmDialog(
            self.theme,
            self._window,
            "Discard what you typed?",
            words,
            "Discard",
            super().cancel,
            "Keep editing",
        )
        self._put_above(dialog)
        dialog.ask()

    def end(self) -> None:
        """Take it away, and what lies over it, as a lock does."""
        if self._above is not None:
            self._above.end()
        super().end()

    # Save ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Check every field; with all of them right, save, and end when the vault has it."""
        self.banner.hide()
        secret = self._secret
        before = (
            drafts.draft_of(secret) if secret is not None else SecretDraft(name="", environment="")
        )
        environment = secret.environment if secret else self.environment.chosen()
        name_fits = self._check_name()
        value_fits = self._check_value()
        try:
            draft = self.fields.read(self.name.text(), environment, self._today, before)
        except Problem:
            return
        if not (name_fits and value_fits):
            (self.value if name_fits else self.name).setFocus()
            self._area.verticalScrollBar().setValue(0)
            return
        self._send(draft, secret)

    def _send(self, draft: SecretDraft, secret: Secret | None) -> None:
        self.save_button.setEnabled(False)
        value = None if self.value.is_empty else self.value.value()
        if secret is None:
            self.controller.add(
                draft, value or SecretText(""), self.if_open(self._done), self.if_open(self._failed)
            )
        else:
            changes = drafts.changes(secret, draft)
            self.controller.edit(
                secret, changes, value, self.if_open(self._done), self.if_open(self._failed)
            )

    def _check_name(self) -> bool:
        try:
            fields.check_name(self.name.text())
        except UsageProblem as problem:
            self.name.set_error(problem.message)
            return False
        self.name.clear_error()
        return True

    def _check_value(self) -> bool:
        if self.value.is_empty and self._secret is not None:
            return True
        try:
            fields.check_value(self.value.value())
        except UsageProblem as problem:
            self.value.set_error(problem.message)
            return False
        return True

    def _done(self, secret: Secret) -> None:
        self.value.clear()
        self.end()
        self.saved.emit(secret)

    def _failed(self, error: KeysteadError) -> None:
        """Nothing was saved, and nothing that was typed is lost."""
        self.save_button.setEnabled(True)
        self._area.verticalScrollBar().setValue(0)
        if error.code == _NAME_TAKEN:
            self.name.set_error(error.message)
            self.name.setFocus()
            return
        if error.code == _MEANWHILE:
            self.controller.refresh()
        self.banner.say("error", "This was not saved", error.message)
        self.banner.show()
