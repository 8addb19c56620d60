"""Dialogs that say how something is done on the command line for now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from keystead.gui.pages.known import KnownVault
from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.dialog_frame import DialogFrame
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.masked_value import TextBox


class Explanation(DialogFrame):
    """Paragraphs, each perhaps with a command below that can be copied."""

    def __init__(
        self, theme: Theme, window: QWidget, title: str, parts: list[tuple[str, str]]
    ) -> None:
        super().__init__(theme, window, title, width=560)
        self.content.setSpacing(S)
        for words, command in parts:
            self.content.addWidget(Paragraph(theme, words))
            if command:
                self.content.addWidget(self._command(theme, command))
                self.content.addSpacing(S)
        self.done = Button(theme, "Close", Kind.PRIMARY)
        self.done.clicked.connect(self.end)
        row: QHBoxLayout = self.footer
        row.addStretch(1)
        row.addWidget(self.done)

    def _command(self, theme: Theme, command: str) -> TextBox:
        box = TextBox(theme, [command], "Command")
        box.copy_requested.connect(lambda: QApplication.clipboard().setText(command))
        return box

    def open(self, focus: QWidget | None = None) -> None:
        """The way out has the focus."""
        super().open(focus or self.done)
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)


def quoted(text: str) -> str:
    """As a shell reads it."""
    from shlex import quote

    return quote(text)


def lost(theme: Theme, window: QWidget, vault: KnownVault) -> Explanation:
    """Lost phone or passphrase."""
    file = quoted(str(vault.path))
    return Explanation(
        theme,
        window,
        "Lost phone or passphrase",
        [
            (
                "With the recovery code of your Emergency Kit you choose a new passphrase, add a "
                "new entry to your authenticator and get new sheets. Type this in a terminal:",
                f"keystead recover {file}",
            ),
            (
                "Forgot neither, but somebody may have seen them? Renew all keys of the vault:",
                f"keystead kit --compromised --vault {quoted(vault.name)}",
            ),
            ("Pages for both come to this window with the next version.", ""),
        ],
    )


def not_set_up(theme: Theme, window: QWidget, path: str) -> Explanation:
    """The vault in this file was made on another computer."""
    file = quoted(path)
    return Explanation(
        theme,
        window,
        "This computer does not know the vault yet",
        [
            (
                "Each computer has its own device key and its own entry in the authenticator. "
                "With the Secret Key of the Emergency Kit and the passphrase, in a terminal:",
                f"keystead setup-device {file}",
            ),
            (
                "Without the passphrase, with the recovery code:",
                f"keystead recover {file}",
            ),
            ("Pages for both come to this window with the next version.", ""),
        ],
    )
