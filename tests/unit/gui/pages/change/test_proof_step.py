import pytest
from PySide6.QtTest import QTest

from keystead.gui.pages.change.kinds import ChangeKind
from keystead.gui.pages.change.proof_step import ProofStep
from keystead.vault.errors import CapsuleDamaged, WaitForNextCode, WrongCredentials
from tests.support.screens_before import now


@pytest.fixture
def step(theme, stage):
    made = ProofStep(theme, ChangeKind.KIT, now, "Work")
    made.setParent(stage)
    made.show()
    return made


def test_passphrase_and_code_are_asked_for(step, qtbot):
    assert step.complain()
    assert step.first() is step.form.passphrase
    QTest.keyClicks(step.form.passphrase.edit, "correct horse")
    assert step.complain()
    with qtbot.waitSignal(step.entered):
        QTest.keyClicks(step.form.cells, "417032")
    assert not step.complain()
    assert step.given().code == "417032"
    assert not step.form.button.isVisible()


def test_errors_are_told_as_on_the_unlock_page(step):
    step.form.passphrase.set_text("correct horse")
    step.show_refused(WrongCredentials("Passphrase or code is wrong."))
    assert step.form.cells.state == "error"
    assert step.form.passphrase.text() == "correct horse"
    step.show_refused(WaitForNextCode("Wait for the next code.", seconds=12))
    assert "12 s" in step.form.message.words()
    step.show_refused(CapsuleDamaged("The unlock file is damaged."))
    assert "damaged" in step.banner.words()
    step.wipe()
    assert step.form.passphrase.text() == ""
