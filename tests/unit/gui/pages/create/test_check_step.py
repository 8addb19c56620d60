import pytest

from keystead.gui.pages.create.check_step import CheckStep
from keystead.services.kit_sheets import SheetKind


@pytest.fixture
def step(theme, stage):
    made = CheckStep(theme)
    made.setParent(stage)
    made.show()
    return made


def test_both_groups_are_asked_for(step):
    assert step.complain()
    assert step.fields[SheetKind.SECRET_KEY].edit.hasFocus()
    step.fields[SheetKind.SECRET_KEY].set_text(" 2MX ")
    assert step.complain()
    assert step.fields[SheetKind.RECOVERY].frame.state == "error"
    step.fields[SheetKind.RECOVERY].set_text("PVD")
    assert not step.complain()
    assert step.parts() == ("2MX", "PVD")
    assert step.first() is step.fields[SheetKind.SECRET_KEY]


def test_a_wrong_group_is_marked(step):
    step.show_wrong(SheetKind.RECOVERY)
    assert step.fields[SheetKind.RECOVERY].frame.state == "error"
    assert step.fields[SheetKind.SECRET_KEY].frame.state == "plain"


def test_while_it_works_the_share_is_shown(step):
    step.set_working("Making the table of codes", 0.5)
    assert not step.fields[SheetKind.RECOVERY].isEnabled()
    assert step.waiting.bar.value() == 500
    step.fields[SheetKind.RECOVERY].set_text("PVD")
    step.wipe()
    assert step.waiting.isHidden()
    assert step.fields[SheetKind.RECOVERY].isEnabled()
    assert step.parts() == ("", "")


def test_only_the_new_sheet_is_asked_for(theme, stage):
    step = CheckStep(theme, (SheetKind.SECRET_KEY,), "Then the change is made.")
    step.setParent(stage)
    step.fields[SheetKind.SECRET_KEY].set_text("2MX")
    assert not step.complain()
    assert step.parts() == ("2MX", "")
    assert step.heading.words() == "Check the sheet"
