"""One line of the policies: how often, overlap, reminders; of an own one its name, too."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystead.core import durations
from keystead.core.policies import Rule, check_policy_name, check_rule, parse_leads
from keystead.errors import UsageProblem
from keystead.gui.theme.metrics import M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.labels import label
from keystead.gui.widgets.text_field import TextField

T = TypeVar("T")
_NAME = 150


class PolicyRow(QWidget):
    """``remove_asked`` of an own one; its ``first_name`` is '' where it is new."""

    remove_asked = Signal()

    def __init__(self, theme: Theme, name: str, own: bool = False, users: int = 0) -> None:
        super().__init__()
        self.first_name = name if own else ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        top = Qt.AlignmentFlag.AlignTop
        self.name = TextField(theme, "Name", mono=True, placeholder="pci")
        self.name.setFixedWidth(_NAME)
        self.name.setVisible(own)
        self.name.set_text(name if own else "")
        # Keys name it: another name would leave them without.
        self.name.setEnabled(not self.first_name)
        if own:
            row.addWidget(self.name, 0, top)
        else:
            words = label(theme, name)
            words.setFixedWidth(_NAME)
            row.addWidget(words)
        self.every = TextField(theme, "Rotate every")
        self.overlap = TextField(theme, "Overlap")
        self.leads = TextField(theme, "Remind before")
        for field in (self.every, self.overlap, self.leads):
            row.addWidget(field, 1, top)
        if own:
            keys = "1 key follows" if users == 1 else f"{users} keys follow"
            says = f"Remove {name} ({keys} it)" if name else "Remove"
            remove = IconButton(theme, "trash", says)
            remove.clicked.connect(self.remove_asked)
            row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.name if own and not name else self.every)

    def name_focus(self) -> None:
        """Ready to type the name of a new one."""
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rule(self, rule: Rule, default: Rule) -> None:
        """What is said, and behind empty fields what holds without it."""
        pairs = (
            (self.every, _days(rule.every), _days(default.every) or "not said"),
            (self.overlap, _span(rule.overlap), _span(default.overlap) or "not said"),
            (self.leads, _leads(rule.leads), _leads(default.leads) or "as set for all"),
        )
        for field, text, otherwise in pairs:
            field.set_text(text)
            field.edit.setPlaceholderText(otherwise)

    def read(self) -> Rule:
        """The rule as typed.  Raises UsageProblem where a field is wrong; it is marked then."""
        every = _take(self.every, _read_days)
        overlap = _take(self.overlap, lambda text: durations.parse_span(text) if text else None)
        leads = _take(self.leads, parse_leads)
        return check_rule(Rule(every, overlap, leads))

    def read_name(self) -> str | None:
        """The name as typed; None where it is wrong, and marked."""
        try:
            return _take(self.name, check_policy_name)
        except UsageProblem:
            return None


def _take(field: TextField, read: Callable[[str], T]) -> T:
    field.clear_error()
    try:
        return read(field.text().strip())
    except UsageProblem as problem:
        field.set_error(problem.message)
        raise


def _read_days(text: str) -> int | None:
    if not text:
        return None
    return 0 if text.lower() in ("never", "0") else durations.parse_days(text)


def _days(days: int | None) -> str:
    return "" if days is None else "never" if days == 0 else durations.format_days(days)


def _span(seconds: int | None) -> str:
    return "" if seconds is None else durations.format_span(seconds)


def _leads(days: tuple[int, ...] | None) -> str:
    return "" if days is None else ",".join(map(str, days))
