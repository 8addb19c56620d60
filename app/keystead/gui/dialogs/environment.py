"""A new environment: its name."""

from PySide6.QtWidgets import QWidget

from keystead.core.errors import BadName
from keystead.core.fields import check_environment
from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.text_field import TextField


class EnvironmentDialog(VaultDialog):
    """Makes it, and ends when the vault has it."""

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "New environment", 440)
        words = "It gets a key of its own, so that it can be shared apart from the others."
        self.content.addWidget(Paragraph(theme, words))
        self.content.addSpacing(S)
        self.name = TextField(theme, "Name", mono=True, placeholder="eu-staging")
        self.name.submitted.connect(self.save)
        self.content.addWidget(self.name)
        self.footer.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.make = Button(theme, "Add environment", Kind.PRIMARY)
        self.make.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.make)

    def start(self) -> None:
        """Open it."""
        self.open(self.name.edit)

    def save(self) -> None:
        """Check the name, then make it."""
        try:
            name = check_environment(self.name.text().strip())
        except BadName as error:
            self.name.set_error(error.message)
            return
        self.make.setEnabled(False)
        self.controller.add_environment(
            name, self.if_open(lambda _: self.end()), self.if_open(self._failed)
        )

    def _failed(self, error: KeysteadError) -> None:
        self.make.setEnabled(True)
        self.name.set_error(error.message)
