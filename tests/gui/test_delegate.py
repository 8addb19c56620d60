"""What is painted in a row, by its colours."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip

from keystead.core.sorting import Column
from keystead.gui.models.secret_table import COLUMNS
from keystead.gui.vault.delegate import RowDelegate
from tests.support.window import OpenWindow


def cell(window: OpenWindow, name: str, environment: str, column: Column) -> QImage:
    table = window.view.table
    row = table.model_.row_of(window.secret(name, environment).id)
    index = table.model_.index(row, [one for one, _ in COLUMNS].index(column))
    table.scrollTo(index)
    QApplication.processEvents()
    return table.viewport().grab(QRect(table.visualRect(index))).toImage()


def has(image: QImage, colour: QColor) -> bool:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y) == colour for x, y in points)


def test_age_bars_are_green_amber_and_red(window: OpenWindow):
    palette = window.view.theme.palette
    assert has(cell(window, "HF_TOKEN", "dev", Column.AGE), palette.green_fill)
    assert has(cell(window, "GITHUB_TOKEN", "prod", Column.AGE), palette.amber_fill)
    assert has(cell(window, "JWT_SIGNING_KEY", "prod", Column.AGE), palette.red_fill)
    plain = cell(window, "DATABASE_URL", "dev", Column.AGE)
    assert not any(
        has(plain, colour)
        for colour in (palette.green_fill, palette.amber_fill, palette.red_fill, palette.track)
    )


def test_states_have_their_marks_and_ordinary_rows_none(window: OpenWindow):
    palette = window.view.theme.palette
    assert has(cell(window, "SENDGRID_API_KEY", "staging", Column.STATE), palette.red_fill)
    assert has(cell(window, "NPM_TOKEN", "prod", Column.STATE), palette.amber_fill)
    quiet = cell(window, "HF_TOKEN", "dev", Column.STATE)
    assert {quiet.pixelColor(x, y).name() for x in range(quiet.width()) for y in range(6, 30)} == {
        palette.surface.name()
    }


def test_chips_have_the_ground_of_their_environment(window: OpenWindow):
    palette = window.view.theme.palette
    for name, environment, ground in (
        ("NPM_TOKEN", "prod", palette.prod_soft),
        ("REDIS_URL", "staging", palette.staging_soft),
        ("HF_TOKEN", "dev", palette.dev_soft),
    ):
        assert has(cell(window, name, environment, Column.ENVIRONMENT), ground)


def test_the_chosen_row_is_soft_accent_with_the_focus_and_neutral_without(window: OpenWindow):
    palette = window.view.theme.palette
    window.choose("NPM_TOKEN")
    window.view.table.setFocus()
    QApplication.processEvents()
    assert has(cell(window, "NPM_TOKEN", "prod", Column.SERVICE), palette.accent_soft)
    window.view.focus_search()
    QApplication.processEvents()
    assert has(cell(window, "NPM_TOKEN", "prod", Column.SERVICE), palette.sel)


def test_a_shortened_cell_is_told_whole(window: OpenWindow):
    table = window.view.table
    delegate = table.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    row = table.model_.row_of(window.secret("AWS_SECRET_ACCESS_KEY").id)
    told = {
        words: [delegate.shortened(table.model_.index(row, place), wide) for wide in (48, 400)]
        for place, (_, words) in enumerate(COLUMNS)
    }
    assert told["Name"] == ["AWS_SECRET_ACCESS_KEY", ""]
    assert told["Environment"] == ["prod", ""]
    assert told["Service"] == ["", ""]
    assert told["State"] == ["", ""]


def test_the_tool_tip_comes_where_the_pointer_rests(
    window: OpenWindow, monkeypatch: pytest.MonkeyPatch
):
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, _view: told.append(words))
    table = window.view.table
    window.stage.resize(1000, 640)
    QApplication.processEvents()
    name = "AWS_SECRET_ACCESS_KEY"
    index = table.model_.index(table.model_.row_of(window.secret(name).id), 0)
    table.scrollTo(index)
    where = table.visualRect(index).center()
    for place in (where, QPoint(where.x(), 5_000)):
        event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), event)
    assert told == [name]
