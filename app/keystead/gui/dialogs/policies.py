"""The vault's policies: what risk classes come to, here and there, and policies of its own."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Risk
from keystead.core.policies import Policies, Rule
from keystead.errors import KeysteadError, UsageProblem
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.policy_row import PolicyRow
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.details import RISK_WORDS
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import XL, L, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.labels import Paragraph, SectionHeader, label
from keystead.gui.widgets.scrolled import Scrolled
from keystead.services import policies
from keystead.services.owner import Owner

Change = Callable[[Owner], object]


class PoliciesDialog(VaultDialog):
    """``changed`` gives words about what was done."""

    changed = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Policies of rotation", 720, 640)
        self._known = Policies()
        self._places: dict[str, bytes] = {}
        self._typed: dict[tuple[str, Risk], PolicyRow] = {}
        self.banner = Banner(theme, "error")
        self.banner.hide()
        self.place = ChoiceBox(theme, "Where it holds")
        self.place.currentIndexChanged.connect(self._show_place)
        self.own: list[PolicyRow] = []
        self._removed: list[str] = []
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self._scrolled())
        self.footer.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.button = Button(theme, "Save policies", Kind.PRIMARY)
        self.button.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.button)

    def _scrolled(self) -> Scrolled:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL - 1, L, XL, L)
        column.setSpacing(M)
        column.addWidget(self.banner)
        column.addWidget(Paragraph(self.theme, _WORDS, "text2"))
        column.addWidget(SectionHeader(self.theme, "By risk"))
        where = QHBoxLayout()
        where.setSpacing(M)
        where.addWidget(label(self.theme, "Where it holds"))
        where.addWidget(self.place, 1)
        where.addStretch(1)
        column.addLayout(where)
        self._classes = QVBoxLayout()
        self._classes.setSpacing(S)
        column.addLayout(self._classes)
        self._own_header = SectionHeader(self.theme, "Of your own", link="New policy")
        self._own_header.link.clicked.connect(lambda: self._add_own("", Rule(), 0).name_focus())
        column.addWidget(self._own_header)
        self._none = Paragraph(self.theme, _NONE, "text2")
        column.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(M)
        column.addLayout(self._list)
        column.addStretch(1)
        return Scrolled(inside, room=XL)

    def start(self, snapshot: VaultSnapshot) -> None:
        """Open it with what holds now."""
        self._known = snapshot.policies
        self._places = {"": b""} | {one.name: one.id for one in snapshot.environments}
        for name in self._places:
            self.place.add(name or "The whole vault", name)
        live = [one.policy for one in snapshot.secrets if one.trashed is None]
        for name, rule in sorted(self._known.own.items()):
            self._add_own(name, rule, live.count(name))
        self._show_place()
        self.open(self.place)

    def _show_place(self) -> None:
        """The classes of one place; what was typed for another is kept."""
        place = self.place.chosen()
        if place is None:
            return
        for risk in Risk:
            if (place, risk) not in self._typed:
                self._typed[place, risk] = self._class_row(place, risk)
        for (shown, _), row in self._typed.items():
            row.setVisible(shown == place)

    def _class_row(self, place: str, risk: Risk) -> PolicyRow:
        rule = self._known.classes.get(self._places[place], {}).get(risk, Rule())
        row = PolicyRow(self.theme, RISK_WORDS[risk])
        row.show_rule(rule, policies.class_default(self._known, self._places[place], risk))
        self._classes.addWidget(row)
        return row

    def _add_own(self, name: str, rule: Rule, users: int) -> PolicyRow:
        row = PolicyRow(self.theme, name, own=True, users=users)
        row.show_rule(rule, Rule())
        row.remove_asked.connect(lambda: self._remove(row))
        self.own.append(row)
        self._list.addWidget(row)
        self._none.hide()
        return row

    def _remove(self, row: PolicyRow) -> None:
        self.own.remove(row)
        if row.first_name:
            self._removed.append(row.first_name)
        row.hide()
        row.deleteLater()
        self._none.setVisible(not self.own)

    # Save ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Check every field; with all of them right, change what was changed."""
        self.banner.hide()
        changes: list[Change] = []
        wrong: list[PolicyRow] = []
        for (place, risk), row in self._typed.items():
            before = self._known.classes.get(self._places[place], {}).get(risk, Rule())
            rule = _read(row, wrong)
            if rule is not None and rule != before:
                changes.append(_set_class(place, risk, rule, before))
        changes += [_removal(gone) for gone in self._removed]
        for row in self.own:
            rule, name = _read(row, wrong), row.read_name()
            if name is None:
                wrong.append(row)
            elif rule is not None and rule != self._known.own.get(name):
                changes.append(_put(name, rule, self._known.own.get(name)))
        if wrong:
            wrong[0].setFocus()
            return
        if not changes:
            self.end()
            return
        self.button.setEnabled(False)
        self.controller.work(
            lambda owner: _apply(owner, changes),
            self.if_open(self._done),
            self.if_open(self._failed),
        )

    def _done(self, _: None) -> None:
        self.end()
        self.changed.emit("Policies saved. They hold for every member of the vault.")

    def _failed(self, error: KeysteadError) -> None:
        self.button.setEnabled(True)
        self.banner.say("error", "Not everything was saved", error.message)
        self.banner.show()


def _apply(owner: Owner, changes: list[Change]) -> None:
    for change in changes:
        change(owner)


def _set_class(place: str, risk: Risk, rule: Rule, shown: Rule) -> Change:
    """What others changed while the dialog was open stays."""
    return lambda owner: policies.set_class(owner.vault, risk, rule, place, shown)


def _put(name: str, rule: Rule, shown: Rule | None) -> Change:
    return lambda owner: policies.put(owner.vault, name, rule, shown)


def _removal(name: str) -> Change:
    return lambda owner: policies.remove(owner.vault, name, force=True)


def _read(row: PolicyRow, wrong: list[PolicyRow]) -> Rule | None:
    try:
        return row.read()
    except UsageProblem:
        wrong.append(row)
        return None


_WORDS = (
    "How often keys are rotated, how long the old value stays valid beside the new one, and how "
    "many days before an end to remind. They hold for everybody who uses this vault. What a key "
    "says itself goes first, then its policy, then its risk in its environment, then in the vault."
)
_NONE = "There is none. A policy has a name, such as pci, and is chosen for keys in their editor."
