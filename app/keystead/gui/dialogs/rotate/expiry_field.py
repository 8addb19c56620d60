"""The last day of a new value: what it tells itself, else as long as the old one was to last."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.dates import day_of, parse_day
from keystead.core.drafts import check_expiry
from keystead.core.errors import BadDate
from keystead.core.model import Secret
from keystead.core.renewal import UNSAID, Expiry, expiry_as_before
from keystead.core.secret_types import SecretText
from keystead.gui.theme.metrics import XS, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.choices import DateField
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.labels import label as named
from keystead.gui.widgets.marks import Message
from keystead.services.recognition import identify

_WIDTH = 240
_AS_LONG = "As long as the old value was to last; the issuer's page may say another day"


class ExpiryField(QWidget):
    """Suggests a day until somebody types one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secret: Secret | None = None
        self._today = date.min
        self._said = False
        self.day = DateField(theme, "Expires")
        self.day.setFixedWidth(_WIDTH)
        self.day.said.connect(self._say)
        self.hint = ElidedLabel(theme, "", colour="text2")
        self.error = Message(theme)
        self.day.date_changed.connect(lambda _: self.error.clear())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(named(theme, "Expires"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.day)
        row.addWidget(self.hint, 1)
        column.addLayout(row)
        column.addWidget(self.error)

    def show_key(self, secret: Secret, now: float) -> None:
        """For this key at ``now`` (Unix seconds)."""
        self._secret, self._today, self._said = secret, day_of(now), False
        self.error.clear()
        self.suggest(SecretText(""))

    def suggest(self, value: SecretText) -> None:
        """The day that fits this value, unless somebody typed one."""
        if self._secret is None or self._said:
            return
        found = identify(value) if len(value) else None
        told = None if found is None else found.expires
        day = told or expiry_as_before(self._secret, self._today)
        self.day.set_day(day)
        as_long = day is not None and told is None and self._secret.current is not None
        self.hint.set_words("The value says so" if told else _AS_LONG if as_long else "")

    def checked(self) -> Expiry:
        """What a person said; BadDate, which is shown as well."""
        if not self._said:
            return UNSAID
        try:
            words = self.day.edit.text().strip()
            return check_expiry(parse_day(words) if words else None, self._today)
        except BadDate as error:
            self.day.set_state("error")
            self.error.show_message(error.message)
            self.day.edit.setFocus()
            raise

    def _say(self) -> None:
        self._said = True
        self.hint.set_words("")
