import pytest

from keystead.gui.pages.change.done_step import DoneStep
from keystead.gui.pages.change.kinds import ChangeKind


@pytest.fixture
def step(theme, stage):
    made = DoneStep(theme, ChangeKind.COMPROMISED)
    made.setParent(stage)
    made.show()
    return made


def test_the_keys_to_rotate_are_listed(step):
    step.show_rotate(["prod/A", "prod/B"])
    assert step.names == ["prod/A", "prod/B"]
    assert step.list.isVisible()
    assert "The list stays" in step.stays.words()


def test_without_keys_there_is_no_list(step):
    step.show_rotate([])
    assert not step.list.isVisible()
    assert not step.stays.isVisible()


def test_copies_that_were_kept_are_named(step):
    step.show_aside([])
    assert not step.banner.isVisible()
    step.show_aside(["/state/replica.db.old"])
    assert "/state/replica.db.old" in step.banner.words()


def test_what_stopped_half_way_is_not_called_done(step):
    step.show_unfinished("The disk is full", "Make room.")
    assert step.heading.words() == "Not finished"
    assert "old Emergency Kit opens" in step.intro.words()
    assert step.after.words() == ""
    step.show_unfinished("The disk is full", "Make room.", in_place=False)
    assert step.heading.words() == "Not done"
    assert "opens as before" in step.intro.words()
