"""The rows of the audit: shown, appended, read aloud."""

from PySide6.QtCore import Qt

from keystead.gui.models.audit_table import ABOUT, HEADS, AuditModel
from tests.unit.gui.models.test_audit_rows import EXPORTED, HERE, NOW, record

ROLE = Qt.ItemDataRole


def model() -> AuditModel:
    made = AuditModel()
    made.show([EXPORTED], NOW, HERE, {"prod": "prod"})
    return made


def test_older_ones_go_below():
    made, older = model(), record("add", "API_KEY")
    inserted: list[tuple[int, int]] = []
    made.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    made.append([older])
    made.append([])
    assert inserted == [(1, 1)]
    assert [made.record(row) for row in range(-1, 3)] == [None, EXPORTED, older, None]
    assert made.row_of(older) == 1
    assert made.row_of(None) == made.row_of(record("copy")) == -1
    made.show([older], NOW, HERE)
    assert made.row(0).what == "Added"
    assert made.colour("prod") == ""


def test_cells_are_read_aloud_with_their_column():
    made = model()
    index = made.index(0, ABOUT)
    assert made.data(index) == "API_KEY v3"
    assert made.data(index, ROLE.AccessibleTextRole) == "About: API_KEY v3"
    assert "Exported" in made.data(index, ROLE.AccessibleDescriptionRole)
    assert made.data(index, ROLE.DecorationRole) is None
    assert made.headerData(ABOUT, Qt.Orientation.Horizontal) == HEADS[ABOUT]
    assert made.headerData(0, Qt.Orientation.Vertical) is None
    assert made.colour("prod") == "prod"
    assert made.rowCount(index) == made.columnCount(index) == 0
