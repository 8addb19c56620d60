"""Before a vault is forgotten on this computer: what goes, what stays, and a tick."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.pages.known import KnownVault, short_path
from keystead.gui.theme.fonts import BASE, Weight
from keystead.gui.theme.metrics import M, S
from keystead.gui.theme.palette import Token
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.icon_view import IconView
from keystead.gui.widgets.labels import ElidedLabel, Paragraph
from keystead.services.forgetting import parting

KIT = "I have the Secret Key or the recovery code of its Emergency Kit"


class ForgetDialog(DialogFrame):
    """``yes`` is called when it was ticked and the destructive button pressed."""

    def __init__(
        self, theme: Theme, window: QWidget, vault: KnownVault, yes: Callable[[], None]
    ) -> None:
        super().__init__(theme, window, f"Forget {vault.name} on this computer?", width=560)
        self._yes = yes
        self._file_there = False
        key = vault.key_file
        told = parting(Path(short_path(vault.path)), None if key is None else Path(short_path(key)))
        self.banner = Banner(theme, "error")
        self.banner.hide()
        self.content.addWidget(self.banner)
        self._list("trash", "Goes", told.goes)
        self.content.addSpacing(M)
        self._list("check-circle", "Stays", told.stays)
        self.content.addSpacing(M)
        self.content.addWidget(
            Paragraph(theme, "To open the vault here again, this computer is set up anew with the "
                "Emergency Kit. Without it the vault opens only where it is set up.")
        )  # fmt: skip
        self.content.addSpacing(S)
        self.sure = CheckBox(theme, KIT)
        self.sure.toggled.connect(self._update)
        self.content.addWidget(self.sure)
        self.footer.addStretch(1)
        self.no = Button(theme, "Cancel")
        self.no.clicked.connect(self.cancel)
        self.button = Button(theme, "Forget on this computer", Kind.DESTRUCTIVE)
        self.button.clicked.connect(self._confirmed)
        self.footer.addWidget(self.no)
        self.footer.addWidget(self.button)
        self._update()

    def _list(self, icon: str, heading: str, lines: tuple[str, ...]) -> None:
        theme = self.theme
        self.content.addWidget(ElidedLabel(theme, heading, theme.fonts.ui(BASE, Weight.HEADING)))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(S)
            colour: Token = "red" if icon == "trash" else "green"
            mark = QVBoxLayout()
            # In the middle of the first line, which is 20 high.
            mark.addSpacing(2)
            mark.addWidget(IconView(theme, icon, colour))
            mark.addStretch(1)
            row.addLayout(mark)
            row.addWidget(Paragraph(theme, line[:1].upper() + line[1:]), 1)
            self.content.addLayout(row)

    def show_file(self, there: bool) -> None:
        """Whether the vault file is at its path: without it, this may be the only copy."""
        self._file_there = there
        if not there:
            self.banner.say(
                "error",
                "The vault file is not there",
                "This computer may have the only copy of the keys. Bring the file back, or open "
                "the vault once: then it is written there again.",
            )
        self.banner.setVisible(not there)
        self._update()

    def show_problem(self, words: str) -> None:
        """Why it cannot be forgotten."""
        self.banner.say("error", "This vault cannot be forgotten now", words)
        self.banner.show()

    def _update(self) -> None:
        self.button.setEnabled(self._file_there and self.sure.isChecked())

    def open(self, focus: QWidget | None = None) -> None:
        """The way back has the focus."""
        super().open(focus or self.no)

    def _confirmed(self) -> None:
        self.end()
        self._yes()
