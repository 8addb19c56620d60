"""What a `.env` file would change, before anything is: new, changed, same, invalid."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keystead.errors import KeysteadError
from keystead.gui.controller import VaultController
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.vault_dialog import VaultDialog
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.fonts import MONO, SMALL, Weight
from keystead.gui.theme.metrics import HEADER, ICON, LINE, M, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.detail_lines import short_path
from keystead.gui.widgets import paint
from keystead.gui.widgets.banner import Banner
from keystead.gui.widgets.buttons import Button, Kind
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.labels import ElidedLabel
from keystead.gui.widgets.marks import Mark, paint_mark, word_colour
from keystead.gui.widgets.scrolled import Scrolled
from keystead.services.imports import ImportPlan

_ROW = 30
_LEFT, _LINES, _NAMES = 14, 48, 300
NEW, CHANGED, SAME, INVALID = "New", "Changed", "Same", "Invalid"
_MARKS = {
    NEW: Mark.GOOD,
    CHANGED: Mark.OVERLAP,
    SAME: Mark.NOTE,
    INVALID: Mark.CRITICAL,
}


@dataclass(frozen=True)
class Item:
    """One line of the file: what would happen with it, and why not where it is invalid."""

    line: int
    name: str
    what: str
    remark: str = ""


def items_of(plan: ImportPlan) -> tuple[Item, ...]:
    """The lines of a plan in the order of the file; no value is in them."""
    found = [Item(one.line, one.name, NEW) for one in plan.new]
    found += [Item(one.line, one.name, CHANGED, _changed(one.secret)) for one in plan.changed]
    found += [Item(one.line, one.name, SAME, "Already there") for one in plan.same]
    found += [Item(one.line, one.name or "", INVALID, one.reason) for one in plan.invalid]
    return tuple(sorted(found, key=lambda item: item.line))


def _changed(secret: object) -> str:
    versions = getattr(secret, "versions", ())
    newest = max((one.number for one in versions), default=0)
    return f"v{newest} becomes the previous value" if newest else ""


class _Rows(QWidget):
    """The table itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._items: tuple[Item, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Lines of the file")

    def set_items(self, items: tuple[Item, ...]) -> None:
        self._items = items
        self.setFixedHeight(HEADER + len(items) * _ROW)
        self.setAccessibleDescription(
            "\n".join(f"Line {one.line}, {one.name}, {one.what}. {one.remark}" for one in items)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        palette = self.theme.palette
        small = self.theme.fonts.ui(SMALL, Weight.LABEL)
        for left, words in ((_LEFT, "Line"), (_LEFT + _LINES, "Name"), (_NAMES, "What happens")):
            area = QRect(left, 0, 160, HEADER)
            paint.text(painter, area, words, small, palette.text2)
        painter.fillRect(0, HEADER - LINE, self.width(), LINE, palette.hair)
        for place, item in enumerate(self._items):
            rect = QRect(0, HEADER + place * _ROW, self.width(), _ROW)
            if rect.intersects(event.rect()):
                self._row(painter, rect, item)
        painter.end()

    def _row(self, painter: QPainter, rect: QRect, item: Item) -> None:
        palette, fonts = self.theme.palette, self.theme.fonts
        number = rect.adjusted(_LEFT, 0, 0, 0)
        paint.text(painter, number, str(item.line), fonts.ui(SMALL), palette.text3)
        name = QRect(_LEFT + _LINES, rect.y(), _NAMES - _LEFT - _LINES - M, rect.height())
        faint = item.what == SAME
        ink = palette.text3 if faint else palette.text
        paint.text(painter, name, item.name or "–", fonts.mono(MONO), ink)
        mark = _MARKS[item.what]
        box = QRect(_NAMES, rect.y() + (rect.height() - ICON) // 2, ICON, ICON)
        paint_mark(painter, self.theme, box, mark)
        font = fonts.ui(weight=Weight.LABEL)
        wide = paint.width_of(item.what, font)
        area = QRect(_NAMES + ICON + 6, rect.y(), wide, rect.height())
        colour = "text3" if faint else word_colour(mark)
        paint.text(painter, area, item.what, font, self.theme.colour(colour))
        rest = QRect(area.right() + M, rect.y(), rect.right() - area.right() - M - S, _ROW)
        remark = item.remark
        if item.what == INVALID:
            remark = remark[:1].upper() + remark[1:]
        end = Qt.TextElideMode.ElideRight
        paint.text(painter, rest, remark, fonts.ui(), palette.text2, elide=end)


class ImportDialog(VaultDialog):
    """``imported`` gives words about what was done."""

    imported = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, controller: VaultController) -> None:
        super().__init__(theme, window, controller, "Import", 880, 560)
        self._path = Path()
        self._plan: ImportPlan | None = None
        self._asked = 0
        self.environment = ChoiceBox(theme, "Environment")
        self.environment.setFixedWidth(160)
        self.summary = ElidedLabel(theme, "", colour="text2")
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(ElidedLabel(theme, "Into", theme.fonts.ui(weight=Weight.LABEL)))
        row.addWidget(self.environment)
        row.addWidget(self.summary, 1)
        self.content.addLayout(row)
        self.content.addSpacing(S)
        self.problem = Banner(theme, "error")
        self.problem.hide()
        self.content.addWidget(self.problem)
        self._rows = _Rows(theme)
        area = Scrolled(self._rows)
        # Long lists are read with the arrow keys.
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("What the file would change")
        self.content.addWidget(area, 1)
        self._make_footer_buttons()
        self.environment.currentIndexChanged.connect(self._ask)

    def _make_footer_buttons(self) -> None:
        self.leave_out = CheckBox(self.theme, "Leave out the lines that are invalid")
        self.leave_out.hide()
        self.leave_out.toggled.connect(self._update)
        self.footer.addWidget(self.leave_out)
        self.footer.addStretch(1)
        cancel = Button(self.theme, "Cancel")
        cancel.clicked.connect(self.cancel)
        self.button = Button(self.theme, "Import", Kind.PRIMARY)
        self.button.clicked.connect(self.save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.button)

    def start(self, snapshot: VaultSnapshot, environment: str, path: Path) -> None:
        """Open it for a file."""
        self._path = path
        self.title.set_words(f"Import {short_path(str(path))}")
        quiet = self.environment.blockSignals(True)
        for one in snapshot.environments:
            self.environment.add(one.name, one.name)
        self.environment.choose(environment)
        self.environment.blockSignals(quiet)
        self._ask()
        self.open(self.environment)

    def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        self._plan = None
        self.problem.hide()
        self._update()
        self.controller.plan_import(
            self.environment.chosen(),
            self._path,
            self.if_open(lambda plan: self._arrived(number, plan)),
            self.if_open(self._failed),
        )

    def _arrived(self, number: int, plan: ImportPlan) -> None:
        if number == self._asked:
            self._plan = plan
            self._rows.set_items(items_of(plan))
            self._update()

    def _update(self) -> None:
        plan = self._plan
        if plan is None:
            self.button.setEnabled(False)
            return
        counts = (
            (len(plan.new), "new"),
            (len(plan.changed), "changed"),
            (len(plan.same), "same"),
            (len(plan.invalid), "invalid"),
        )
        self.summary.set_words(", ".join(f"{number} {words}" for number, words in counts if number)
            or "There is nothing in this file.")  # fmt: skip
        work = len(plan.new) + len(plan.changed)
        self.leave_out.setVisible(bool(plan.invalid and work))
        noun = "1 key" if work == 1 else f"{work} keys"
        self.button.set_words(f"Import {noun}" if work else "Import")
        may = not plan.invalid or self.leave_out.isChecked()
        self.button.setEnabled(bool(work) and may)

    def save(self) -> None:
        """Make the import that is shown."""
        plan = self._plan
        if plan is None or not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        wanted = plan.without_invalid() if self.leave_out.isChecked() else plan
        self.controller.apply_import(
            wanted, self.if_open(lambda _: self._done(wanted)), self.if_open(self._failed)
        )

    def _done(self, plan: ImportPlan) -> None:
        self.end()
        work = len(plan.new) + len(plan.changed)
        noun = "1 key" if work == 1 else f"{work} keys"
        self.imported.emit(f"{noun} imported into {plan.environment}.")

    def _failed(self, error: KeysteadError) -> None:
        self._update()
        self.problem.say("error", "Nothing was imported", error.message)
        self.problem.show()
