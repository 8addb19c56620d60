"""The table of keys: rows of 36, one stop for Tab, everything by keyboard."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from keystead.core.model import Secret
from keystead.core.sorting import Column
from keystead.gui.models.scope import Scope
from keystead.gui.models.secret_table import COLUMNS, SecretTableModel
from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import NAME_LEAST, TABLE_COLUMNS
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.delegate import RowDelegate
from keystead.gui.vault.header import HeaderEnd, TableHeader
from keystead.gui.vault.row_table import BY_KEYBOARD, MOVES, RowTable

_FIRST_DESCENDING = {Column.AGE}
_GIVES_WAY = (Column.AGE, Column.LAST_USED, Column.SERVICE, Column.EXPIRES)
"""Columns that a narrow list leaves out, the first one first; the details tell them."""
_PLACES = {column: place for place, (column, _) in enumerate(COLUMNS)}


class SecretTable(RowTable):
    """``current_changed`` gives a Secret or None, ``activated_secret`` the one of Enter or a
    double click, ``menu_asked`` where the context menu is to open, ``left_up`` when Up was
    pressed in the first row, ``sorted_anew`` the column and whether it is descending."""

    current_changed = Signal(object)
    activated_secret = Signal(object)
    menu_asked = Signal(QPoint)
    left_up = Signal()
    sorted_anew = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.model_ = SecretTableModel(self)
        self.setModel(self.model_)
        self._wanted: bytes | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = TableHeader(theme, self)
        self.setHorizontalHeader(header)
        self.header_ = header
        self.addScrollBarWidget(HeaderEnd(theme), Qt.AlignmentFlag.AlignTop)
        header.sectionClicked.connect(self._sort)
        header.set_sorted(*self.model_.sorted_by)
        self.setItemDelegate(RowDelegate(theme, self.model_, self))
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._activate)
        self.setAccessibleName("Keys")

    # What it shows -------------------------------------------------------------------------

    def show_snapshot(self, snapshot: VaultSnapshot | None) -> None:
        """Another snapshot; the chosen rows stay chosen where they are still shown."""
        self._keeping(lambda: self.model_.show(snapshot))

    def set_scope(self, scope: Scope) -> None:
        """Another part of the snapshot."""
        self._keeping(lambda: self.model_.set_scope(scope))

    def _keeping(self, change: object) -> None:
        """Reset the model; choose again by id what was chosen before."""
        before = [secret.id for secret in self.chosen()] or (
            [self._wanted] if self._wanted is not None else []
        )
        at = self.currentIndex().row()
        quiet = self.selectionModel().blockSignals(True)
        try:
            change()  # type: ignore[operator]
            self._choose_again(before, at)
        finally:
            self.selectionModel().blockSignals(quiet)
        self._selected()
        # Laid out while it paints, Qt would paint everything once more.
        self.executeDelayedItemsLayout()
        self.viewport().update()

    def _choose_again(self, before: list[bytes], at: int) -> None:
        rows = [row for row in map(self.model_.row_of, before) if row >= 0]
        if not rows and before and self.model_.rowCount():
            # What was chosen is gone (trashed, filtered out): its neighbour stands in.
            rows = [min(max(at, 0), self.model_.rowCount() - 1)]
        choose = QItemSelectionModel.SelectionFlag.Select
        self.selectionModel().select(self._spans(rows), choose)
        if rows:
            stay = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model_.index(rows[0], 0), stay)

    def _spans(self, rows: list[int]) -> QItemSelection:
        """These rows as few ranges: thousands of single ones would be slow ever after."""
        spans, last = QItemSelection(), len(COLUMNS) - 1
        ordered = sorted(rows)
        begin = 0
        for at in range(1, len(ordered) + 1):
            if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
                top = self.model_.index(ordered[begin], 0)
                spans.select(top, self.model_.index(ordered[at - 1], last))
                begin = at
        return spans

    def choose(self, secret_id: bytes) -> None:
        """Choose one Secret and bring it into view; as soon as it is shown, where it is not."""
        row = self.model_.row_of(secret_id)
        self._wanted = secret_id if row < 0 else None
        if row >= 0:
            self._go_to(row)

    def choose_first(self) -> None:
        """Choose the first row, where there is one."""
        if self.model_.rowCount():
            self._go_to(0)

    def _go_to(self, row: int) -> None:
        """Choose this row alone."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model_.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def chosen(self) -> list[Secret]:
        """The Secrets of the chosen rows, in the order of the table."""
        return [secret for row in self.rows() if (secret := self.model_.secret(row)) is not None]

    def current(self) -> Secret | None:
        """The one Secret that the detail pane shows."""
        rows = self.rows()
        if not rows:
            return None
        at = self.currentIndex().row()
        return self.model_.secret(at if at in rows else rows[0])

    # What a person does --------------------------------------------------------------------

    def _sort(self, section: int) -> None:
        column = COLUMNS[section][0]
        chosen, descending = self.model_.sorted_by
        turned = not descending if column is chosen else column in _FIRST_DESCENDING
        self._keeping(lambda: self.model_.sort_by(column, turned))
        self.header_.set_sorted(column, turned)
        self.sorted_anew.emit((column, turned))

    def _selected(self) -> None:
        self.current_changed.emit(self.current())

    def _activate(self, index: QModelIndex) -> None:
        secret = self.model_.secret(index.row())
        if secret is not None:
            self.activated_secret.emit(secret)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Up in the first row goes to the search; letters are not searched for."""
        key = event.key()
        self._focus_shown = self._focus_shown or key in MOVES
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_up.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model_.rowCount():
            self._go_to_end(key, event.modifiers())
        elif key in MOVES or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _go_to_end(self, key: Qt.Key | int, modifiers: Qt.KeyboardModifier) -> None:
        """Home and End: Qt means the first and last column; a list has rows only."""
        row = 0 if key == Qt.Key.Key_Home else self.model_.rowCount() - 1
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._go_to(row)
            return
        flags = QItemSelectionModel.SelectionFlag
        chosen = self.rows() or [0]
        reach = range(row, chosen[-1] + 1) if row == 0 else range(chosen[0], row + 1)
        self.selectionModel().select(self._spans(list(reach)), flags.ClearAndSelect)
        index = self.model_.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row is chosen where none was: there is always something to act on."""
        self._focus_shown = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        if not self.chosen() and self.model_.rowCount() and self._focus_shown:
            self._go_to(0)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse where it is pressed, by keyboard at the row."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(48, 0))
        if self.chosen():
            self.menu_asked.emit(place)

    # Qt ------------------------------------------------------------------------------------

    def fitted(self, width: int, taken: int) -> list[int]:
        """Name takes what the others leave."""
        widths = [*TABLE_COLUMNS[1:-1], TABLE_COLUMNS[-1] - taken]
        shown = (wide for at, wide in enumerate(widths, 1) if not self.isColumnHidden(at))
        return [max(width - sum(shown), NAME_LEAST), *widths]

    def _fit(self) -> None:
        """Names stay readable and states in view: other columns give way."""
        room = self.width() - NAME_LEAST - sum(TABLE_COLUMNS[1:])
        for column in _GIVES_WAY:
            place = _PLACES[column]
            if self.isColumnHidden(place) != (room < 0):
                self.setColumnHidden(place, room < 0)
            room += TABLE_COLUMNS[place] if room < 0 else 0
        super()._fit()
