"""Where this computer's part of the key is kept: the keyring, or a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.theme.metrics import S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import Paragraph
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Message
from keystead.gui.widgets.text_field import TextField

WEAKER = (
    "A key file is weaker: whoever can read it has this computer's part of the key, and only "
    "passphrase and code are left. Keep it on a stick, or where no backup copies it."
)
_MISSING = (
    "The device key has no place yet. Tick this to keep it in a file, or try the keyring again."
)


class DeviceKeyChoice(QWidget):
    """Says where the device key goes; offers a file where there is no keyring."""

    def __init__(self, theme: Theme, suggested: Path) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.words = Paragraph(theme, "")
        column.addWidget(self.words)
        self.banner = Banner(theme, "warning")
        column.addWidget(self.banner)
        self.use_file = CheckBox(theme, "Keep the device key in a file")
        self.banner.body.addSpacing(4)
        choice = QHBoxLayout()
        choice.addWidget(self.use_file)
        choice.addStretch(1)
        self.again = LinkLabel(theme, "Try the keyring again")
        self.again.clicked.connect(lambda: self.show_keyring(""))
        choice.addWidget(self.again)
        self.banner.body.addLayout(choice)
        self._field = QWidget()
        row = QHBoxLayout(self._field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.file = TextField(theme, "Device key file", mono=True, hide_name=True)
        self.file.set_text(str(suggested))
        row.addWidget(self.file, 1)
        self.choose = Button(theme, "Choose")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.choose)
        self.banner.body.addWidget(self._field)
        self.missing = Message(theme)
        self.banner.body.addWidget(self.missing)
        self.use_file.toggled.connect(self._field.setVisible)
        self.use_file.toggled.connect(self.missing.clear)
        self._field.hide()
        self.show_keyring("")

    def show_keyring(self, described: str) -> None:
        """``described``: ``the keyring (Secret Service)``; '' while it is not known."""
        where = described or "the keyring of this system"
        self.words.set_words(f"This computer's part of the key is kept in {where}.")
        self.words.show()
        self.banner.hide()
        self.use_file.setChecked(False)
        self.missing.clear()

    def show_no_keyring(self, message: str) -> None:
        """There is none that is safe: ``message`` says why."""
        self.words.hide()
        words = f"{message} {WEAKER}"
        self.banner.say("warning", "The keyring cannot be used", words)
        self.banner.show()

    @property
    def offers_file(self) -> bool:
        """True where the keyring cannot be used."""
        return not self.banner.isHidden()

    def key_file(self) -> Path | None:
        """The file that was chosen; None for the keyring."""
        if self.offers_file and self.use_file.isChecked() and self.file.text().strip():
            return Path(self.file.text().strip()).expanduser()
        return None

    def complain(self) -> bool:
        """True where neither keyring nor file is chosen."""
        if not self.offers_file or self.key_file() is not None:
            return False
        if self.use_file.isChecked():
            self.file.set_error("Say which file.")
            self.file.setFocus()
        else:
            self.missing.show_message(_MISSING)
            self.use_file.setFocus()
        return True

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            "Device key file",
            self.file.text(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            self.file.set_text(path)
