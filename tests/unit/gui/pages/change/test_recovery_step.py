import pytest
from PySide6.QtTest import QTest

from keystead.core.secret_types import SecretText
from keystead.crypto.errors import BadKitCode
from keystead.gui.pages.change.recovery_step import RecoveryStep
from keystead.gui.pages.change.sheet_field import HINT
from keystead.vault.errors import VaultDamaged, WrongCredentials


@pytest.fixture
def step(theme, stage):
    made = RecoveryStep(theme)
    made.setParent(stage)
    made.show()
    return made


def test_the_code_is_asked_for(step):
    assert step.complain()
    assert step.first() is step.code
    QTest.keyClicks(step.code.edit, "B4T9")
    assert step.code.message.words() == HINT
    assert not step.complain()
    assert step.given().sheet == SecretText("B4T9")
    assert "B4T9" not in repr(step.given())


@pytest.mark.parametrize("error", [BadKitCode("A slip."), WrongCredentials("Another sheet.")])
def test_a_wrong_code_is_told_at_the_field_and_kept(step, error):
    step.code.set_text("B4T9")
    step.show_refused(error)
    assert step.code.message.words() == error.message
    assert step.code.text() == "B4T9"
    step.wipe()
    assert step.code.text() == ""


def test_a_damaged_file_is_told_in_the_banner(step):
    step.show_refused(VaultDamaged("The vault file is damaged."))
    assert "The vault file is damaged" in step.banner.words()
