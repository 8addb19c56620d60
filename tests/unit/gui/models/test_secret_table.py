"""The table's model: rows without a proxy, sorting, ten thousand in a frame's time."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from keystead.core.model import Environment, Secret
from keystead.core.sorting import Column
from keystead.gui.models.scope import Scope
from keystead.gui.models.secret_table import COLUMNS, SecretTableModel
from keystead.gui.models.snapshot import About, VaultSnapshot, make_snapshot

NOW = 1_795_378_380.0
TODAY = date(2026, 11, 22)
ENVIRONMENTS = tuple(
    Environment(name.encode().ljust(16), name, order, name)
    for order, name in enumerate(("dev", "staging", "prod"))
)


def many(count: int) -> VaultSnapshot:
    services = ("Stripe", "AWS", "GitHub", "OpenAI", "PostgreSQL", "")
    secrets = tuple(
        Secret(
            number.to_bytes(16, "big"),
            f"{services[number % 6].upper() or 'OWN'}_KEY_{number}",
            ENVIRONMENTS[number % 3].name,
            ENVIRONMENTS[number % 3].id,
            int(NOW) - number * 3600,
            service=services[number % 6],
            expires=TODAY + timedelta(number % 500) if number % 4 else None,
            tags=("billing",) if number % 7 == 0 else (),
            notes=f"made for project {number % 97}",
        )
        for number in range(count)
    )
    return make_snapshot(About("V", Path("v")), secrets, ENVIRONMENTS, NOW)


def shown(model: SecretTableModel) -> list[str]:
    found = (model.secret(row) for row in range(model.rowCount()))
    return [secret.name for secret in found if secret is not None]


def test_qt_finds_nothing_wrong_with_it(qapp: QApplication):
    model = SecretTableModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(many(20))
    model.set_scope(Scope("env:prod"))
    model.sort_by(Column.NAME, descending=True)
    model.show(None)
    assert model.rowCount() == 0


def test_rows_are_sorted_and_searched(qapp: QApplication):
    model = SecretTableModel()
    model.show(many(30))
    model.sort_by(Column.NAME)
    assert shown(model)[:2] == ["AWS_KEY_1", "AWS_KEY_7"]
    model.set_scope(Scope(words="stripe billing"))
    assert shown(model) == ["STRIPE_KEY_0"]
    model.sort_by(Column.NAME, descending=True)
    assert model.sorted_by == (Column.NAME, True)
    model.set_scope(Scope())
    assert shown(model)[0] == "STRIPE_KEY_24"


def test_a_row_is_found_by_the_id_of_its_secret(qapp: QApplication):
    model = SecretTableModel()
    snapshot = many(10)
    model.show(snapshot)
    for row in range(model.rowCount()):
        secret = model.secret(row)
        assert secret is not None
        assert model.row_of(secret.id) == row
    assert model.row_of(b"unknown") == -1
    assert model.row_of(None) == -1
    assert model.secret(99) is None


def test_each_cell_has_words_and_a_name_for_screen_readers(qapp: QApplication):
    model = SecretTableModel()
    model.show(many(1))
    words = [model.data(model.index(0, column)) for column in range(len(COLUMNS))]
    assert words == ["STRIPE_KEY_0", "Stripe", "dev", "0 d", "never", "never", ""]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 0), spoken) == "Name: STRIPE_KEY_0"
    assert model.data(model.index(0, 6), spoken) == "State: none"
    whole = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert whole.startswith("STRIPE_KEY_0, Stripe, dev")
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.FontRole) is None
    header = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(COLUMNS))]
    assert header == ["Name", "Service", "Environment", "Age", "Expires", "Last used", "State"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_letters_and_colours_of_what_is_shown(qapp: QApplication):
    model = SecretTableModel()
    assert model.letters("Stripe") == "S"
    assert model.colour("prod") == ""
    model.show(many(6))
    assert model.colour("prod") == "prod"
    assert model.letters("Stripe") == "S"
    assert model.letters("") == "?"
