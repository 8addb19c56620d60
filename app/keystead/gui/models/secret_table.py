"""The table's model: a list of row numbers into the snapshot, no proxy in between.

A search makes a new list and resets the model; nothing is copied, and words are made for
the rows that are painted only.
"""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keystead.core.model import Secret
from keystead.core.sorting import Column, order
from keystead.gui.models.cells import Row, row_of
from keystead.gui.models.scope import Scope
from keystead.gui.models.snapshot import FIRST_SORTING, VaultSnapshot
from keystead.gui.widgets.icon_view import monograms

COLUMNS = (
    (Column.NAME, "Name"),
    (Column.SERVICE, "Service"),
    (Column.ENVIRONMENT, "Environment"),
    (Column.AGE, "Age"),
    (Column.EXPIRES, "Expires"),
    (Column.LAST_USED, "Last used"),
    (Column.STATE, "State"),
)
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 8
_ROWS_KEPT = 512  # a few screens of prepared rows


class SecretTableModel(QAbstractTableModel):
    """Rows of the Secrets that a Scope holds, sorted by one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot: VaultSnapshot | None = None
        self._scope = Scope()
        self._column, self._descending = FIRST_SORTING
        self._order: list[int] = []
        self._rows: list[int] = []
        self._places: dict[int, int] | None = None
        self._ranks: dict[int, int] | None = None
        self._letters: dict[str, str] = {}
        self._row = lru_cache(maxsize=_ROWS_KEPT)(self._make_row)

    # What it shows -------------------------------------------------------------------------

    @property
    def snapshot(self) -> VaultSnapshot | None:
        """The snapshot shown; None while the vault is locked."""
        return self._snapshot

    @property
    def scope(self) -> Scope:
        """What of it is shown."""
        return self._scope

    @property
    def sorted_by(self) -> tuple[Column, bool]:
        """The column, and whether it is descending."""
        return self._column, self._descending

    def show(self, snapshot: VaultSnapshot | None, scope: Scope | None = None) -> None:
        """Show another snapshot, perhaps another part of it; None empties the table."""
        self.beginResetModel()
        self._snapshot = snapshot
        self._scope = scope or self._scope
        self._row.cache_clear()
        self._letters = monograms(snapshot.counts.services) if snapshot else {}
        self._sort()
        self._select()
        self.endResetModel()

    def set_scope(self, scope: Scope) -> None:
        """Show another part of the same snapshot."""
        self.beginResetModel()
        self._scope = scope
        self._select()
        self.endResetModel()

    def sort_by(self, column: Column, descending: bool = False) -> None:
        """Sort by a column."""
        self.beginResetModel()
        self._column, self._descending = column, descending
        self._sort()
        self._select()
        self.endResetModel()

    def _sort(self) -> None:
        """The whole snapshot in order, once; a search then only picks from it."""
        snapshot = self._snapshot
        self._ranks = None
        if snapshot is None:
            self._order = []
            return
        if snapshot.sorting == self.sorted_by:
            # The worker has done it.
            self._order = list(snapshot.order)
            return
        self._order = order(
            snapshot.secrets,
            self._column,
            snapshot.now,
            descending=self._descending,
            environments=snapshot.places(),
            lead_days=snapshot.lead_days,
            marks=snapshot.index.marks,
            names=snapshot.names,
        )

    def _select(self) -> None:
        self._places = None
        if self._snapshot is None:
            self._rows = []
            return
        found = self._scope.rows(self._snapshot)
        if len(found) == len(self._order):
            self._rows = self._order
            return
        if len(found) * _FEW < len(self._order):
            # Few of many are put in order; of more, the whole order is gone through.
            if self._ranks is None:
                self._ranks = {row: rank for rank, row in enumerate(self._order)}
            self._rows = sorted(found, key=self._ranks.__getitem__)
            return
        wanted = bytearray(len(self._order))
        for row in found:
            wanted[row] = 1
        self._rows = [row for row in self._order if wanted[row]]

    # Rows ----------------------------------------------------------------------------------

    def secret(self, row: int) -> Secret | None:
        """The Secret in a row of the table."""
        if self._snapshot is None or not 0 <= row < len(self._rows):
            return None
        return self._snapshot.secrets[self._rows[row]]

    def row_of(self, secret_id: bytes | None) -> int:
        """The row of a Secret in the table, -1 where it is not shown."""
        if self._snapshot is None or secret_id is None:
            return -1
        number = self._snapshot.rows.get(secret_id)
        if number is None:
            return -1
        if self._places is None:
            # Made once for all that is asked: many keys may be chosen.
            self._places = {shown: row for row, shown in enumerate(self._rows)}
        return self._places.get(number, -1)

    def row(self, row: int) -> Row:
        """The words of a row of the table."""
        return self._row(self._rows[row])

    def _make_row(self, number: int) -> Row:
        assert self._snapshot is not None  # noqa: S101 - a row number comes from a snapshot
        return row_of(self._snapshot.secrets[number], self._snapshot.now, self._snapshot.lead_days)

    def letters(self, service: str) -> str:
        """The monogram of a service."""
        return self._letters.get(service, service[:1].upper() or "?")

    def colour(self, environment: str) -> str:
        """The colour token of an environment."""
        return self._snapshot.colour(environment) if self._snapshot else ""

    # Qt ------------------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; for screen readers with their column, or the whole row."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.spoken()
        words = _words(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()][1]}: {words or 'none'}"
        return words

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][1]
        return None


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
}


def _words(row: Row, column: int) -> str:
    mark = row.mark()
    return (
        row.name,
        row.service,
        row.environment,
        row.age,
        row.expiry.words,
        row.last_used,
        mark[1] if mark else "",
    )[column]
