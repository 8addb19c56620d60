import pytest

from keystead.core.secret_types import SecretText
from keystead.gui.pages.change.first_step import FirstStep
from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof import Proof
from keystead.system.errors import DiskFull, NotPermitted
from keystead.vault.errors import WrongCredentials


class Bare(FirstStep):
    """Asks for nothing."""

    def given(self):
        return Proof(SecretText(""))


@pytest.fixture
def step(theme, stage):
    made = Bare(theme, ChangeKind.RECOVER)
    made.setParent(stage)
    made.show()
    return made


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (DiskFull("The disk is full."), "The disk is full"),
        (NotPermitted("Not allowed."), "The file cannot be read"),
        (WrongCredentials("It does not open."), "That did not work"),
    ],
)
def test_what_has_no_field_of_its_own_goes_into_the_banner(step, error, title):
    step.show_refused(error)
    assert title in step.banner.words()
    assert error.message in step.banner.words()


def test_there_is_another_way(step, qtbot):
    step.add_other_way("I have the Secret Key")
    with qtbot.waitSignal(step.other_way):
        step.other.click()
