from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto.errors import BadKitCode, BadPassphrase
from keystead.gui.pages.change.device_step import DeviceStep
from keystead.system.errors import KeyringUnavailable
from keystead.vault.errors import VaultIncomplete, WrongCredentials


@pytest.fixture
def step(theme, stage):
    made = DeviceStep(theme, Path("/data"))
    made.setParent(stage)
    made.show()
    return made


def _fill(step):
    step.passphrase.set_text("correct horse")
    step.key.set_text("7KQ2")


def test_both_are_asked_for(step):
    assert step.first() is step.passphrase
    assert step.complain()
    step.passphrase.set_text("correct horse")
    assert step.complain()
    assert step.key.frame.state == "error"
    step.key.set_text("7KQ2")
    assert not step.complain()
    assert step.given().passphrase == SecretText("correct horse")
    assert step.given().key_file is None


def test_a_slip_is_told_at_its_field(step):
    _fill(step)
    step.show_refused(BadKitCode("A slip."))
    assert step.key.message.words() == "A slip."
    step.show_refused(BadPassphrase("Not a passphrase."))
    assert step.passphrase.message.words() == "Not a passphrase."


def test_which_of_the_two_is_wrong_is_not_said(step):
    _fill(step)
    step.show_refused(WrongCredentials("Passphrase or Secret Key is wrong."))
    assert step.passphrase.frame.state == step.key.frame.state == "error"
    assert "Passphrase or Secret Key" in step.banner.words()
    assert step.key.text() == "7KQ2"


def test_without_a_keyring_a_file_may_hold_the_device_key(step):
    _fill(step)
    step.show_refused(KeyringUnavailable("The keyring did not answer."))
    assert "A key file is weaker" in step.device_key.banner.words()
    assert step.complain()
    step.device_key.use_file.click()
    assert step.given().key_file == Path("/data/device.key")


def test_anything_else_is_told_in_the_banner_and_wiped_with_the_rest(step):
    _fill(step)
    step.show_refused(VaultIncomplete("Parts are missing."))
    assert "The vault file is incomplete" in step.banner.words()
    step.wipe()
    assert (step.passphrase.text(), step.key.text()) == ("", "")
    assert step.banner.isHidden()
