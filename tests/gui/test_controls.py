"""Controls by content: filled, read, merged."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.controls import Control, content_of, merge, put
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.choices import DateField
from keystead.gui.widgets.text_field import TextArea, TextField

OLD, NEW, OTHER = date(2027, 1, 1), date(2027, 2, 2), date(2027, 3, 3)


@pytest.fixture(params=["line", "area", "choice", "day"])
def control(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Control:
    entries: list[tuple[str, object]] = [(str(day), day) for day in (OLD, NEW, OTHER)]
    made: dict[str, Control] = {
        "line": TextField(theme, "Field"),
        "area": TextArea(theme, "Field"),
        "choice": ChoiceBox(theme, "Field", entries),
        "day": DateField(theme, "Field"),
    }
    for one in made.values():
        qtbot.addWidget(one)
    return made[request.param]


def of(control: Control, day: date) -> object:
    return str(day) if isinstance(control, TextField | TextArea) else day


def test_what_was_not_touched_follows(control: Control):
    old, new = of(control, OLD), of(control, NEW)
    put(control, old)
    assert merge(control, old, old) is None
    assert merge(control, old, new) is None
    assert content_of(control) == new


def test_what_was_typed_stays_and_both_can_be_shown(control: Control):
    old, new, mine = (of(control, day) for day in (OLD, NEW, OTHER))
    put(control, mine)
    met = merge(control, old, new)
    assert met is not None
    assert (met.name, content_of(control), met.other) == ("Field", mine, new)
    met.swap()
    assert (content_of(control), met.other) == (new, mine)
    assert merge(control, old, new) is None


def test_a_day_that_is_none_is_kept_as_it_was_typed(qtbot: QtBot, theme: Theme):
    field = DateField(theme, "Expires")
    qtbot.addWidget(field)
    field.edit.setText("soon")
    met = merge(field, OLD, NEW)
    assert met is not None
    assert field.edit.text() == "soon"
    met.swap()
    assert field.day() == NEW
    met.swap()
    assert field.edit.text() == "soon"
