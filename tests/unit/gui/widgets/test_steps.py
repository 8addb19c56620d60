"""Steps: which is done, which is worked on, which comes."""

import pytest
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.steps import NumberedStep, Step, StepPane, StepRow, stand_of
from tests.support.pictures import picture, shows


@pytest.mark.parametrize(("number", "stand"), [(0, "done"), (1, "now"), (2, "next")])
def test_where_a_step_stands(number: int, stand: str) -> None:
    assert stand_of(number, 1) == stand


def test_the_pane_follows(theme: Theme, stage: QWidget) -> None:
    pane = StepPane(
        theme, "New vault", [Step("Passphrase"), Step("Authenticator", "A code")], "Foot", stage
    )
    pane.resize(248, 500)
    pane.show()
    assert pane.width() == pane.sizeHint().width() == 248
    assert pane.accessibleName() == "Step 1 of 2: Passphrase"
    first = picture(pane)
    pane.set_current(1)
    assert pane.accessibleName() == "Step 2 of 2: Authenticator"
    second = picture(pane)
    pane.set_remark(0, "Harbour Studio")
    assert len({first.cacheKey(), second.cacheKey(), picture(pane).cacheKey()}) == 3
    assert first != second != picture(pane)


def test_after_the_last_step_all_are_done(theme: Theme, stage: QWidget) -> None:
    pane = StepPane(theme, "New vault", [Step("Passphrase")], parent=stage)
    pane.set_current(1)
    assert pane.accessibleName().endswith("Passphrase")


def test_the_row_follows(theme: Theme, stage: QWidget) -> None:
    row = StepRow(theme, ["New value", "Places", "Check"], stage)
    row.adjustSize()
    row.show()
    first = picture(row)
    row.set_current(2)
    assert row.accessibleName() == "Step 3 of 3: Check"
    assert picture(row) != first
    assert shows(row, theme.palette.accent, 100)


def test_a_step_passed_over_gets_no_tick(theme: Theme, stage: QWidget) -> None:
    row = StepRow(theme, ["New value", "Places", "Check"], stage)
    row.adjustSize()
    row.show()
    row.set_current(2)
    ticked = picture(row)
    row.set_current(2, frozenset({1}))
    assert [row.stand(number) for number in range(3)] == ["done", "passed", "now"]
    assert picture(row) != ticked


def test_a_number_in_a_ring(theme: Theme, stage: QWidget) -> None:
    step = NumberedStep(theme, 3, stage)
    step.show()
    assert step.accessibleName() == "Step 3"
    assert shows(step, theme.palette.text2)
