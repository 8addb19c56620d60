"""The model of the audit's table: the records that have arrived, no proxy in between."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keystead.gui.models.audit_rows import EventRow, event_row
from keystead.services.audit import Record

WHEN, WHAT, ABOUT, ENVIRONMENT, WHO, DEVICE, WHERE = range(7)
HEADS = ("When", "What", "About", "Environment", "Who", "Device", "Where")
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROWS_KEPT = 512
_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
}


class AuditModel(QAbstractTableModel):
    """The newest first; words are made for the rows that are painted only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[Record] = []
        self._colours: dict[str, str] = {}
        self._now, self._here = 0.0, b""
        self._row = lru_cache(maxsize=_ROWS_KEPT)(self._make_row)

    def show(
        self,
        records: Sequence[Record],
        now: float = 0.0,
        here: bytes = b"",
        colours: dict[str, str] | None = None,
    ) -> None:
        """Show these alone.  ``now``: Unix seconds; ``here``: the id of this device;
        ``colours``: environment → token."""
        self.beginResetModel()
        self._row.cache_clear()
        self._records = list(records)
        self._now, self._here, self._colours = now, here, colours or {}
        self.endResetModel()

    def append(self, records: Sequence[Record]) -> None:
        """Older ones below."""
        if not records:
            return
        first = len(self._records)
        self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
        self._records += records
        self.endInsertRows()

    def record(self, row: int) -> Record | None:
        """What stands in a row."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def row_of(self, record: Record | None) -> int:
        """The row of a record, -1 where it is not shown."""
        return self._records.index(record) if record in self._records else -1

    def row(self, row: int) -> EventRow:
        """The words of a row."""
        return self._row(row)

    def _make_row(self, row: int) -> EventRow:
        return event_row(self._records[row], self._now, self._here)

    def colour(self, environment: str) -> str:
        """The colour token of an environment; "" for neutral."""
        return self._colours.get(environment, "")

    # Qt ------------------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; for screen readers with their column, or the whole row."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.spoken()
        words = row.cells()[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {words or 'none'}"
        return words

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None
