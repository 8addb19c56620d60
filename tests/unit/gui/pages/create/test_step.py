from keystead.gui.pages.create.step import StepPage
from keystead.gui.widgets.labels import ElidedLabel


def test_it_says_which_step_it_is(theme, stage):
    step = StepPage(theme, 2, "Add it", "Words.")
    step.setParent(stage)
    assert [label.words() for label in step.findChildren(ElidedLabel)][:2] == [
        "Step 2 of 4",
        "Add it",
    ]
    assert step.first() is None
    assert not step.complain()


def test_a_problem_comes_and_goes(theme, stage):
    step = StepPage(theme, 1, "Name it", "Words.")
    step.setParent(stage)
    step.say_problem("It did not work", "Nothing was changed.")
    assert step.banner.words() == "It did not work Nothing was changed."
    step.wipe()
    assert step.banner.isHidden()
