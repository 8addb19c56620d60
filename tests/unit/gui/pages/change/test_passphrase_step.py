from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from keystead.core.secret_types import SecretText
from keystead.crypto.errors import BadPassphrase
from keystead.gui.pages.change.passphrase_step import PassphraseStep
from keystead.services.passphrases import Strength
from keystead.system.errors import DiskFull, KeyringUnavailable

WORDS = "correct horse battery staple"


@pytest.fixture
def step(theme, stage):
    made = PassphraseStep(theme, Path("/data"), "Work")
    made.setParent(stage)
    made.show()
    return made


def test_the_vaults_name_is_what_a_guesser_tries_first(step, qtbot):
    with qtbot.waitSignal(step.rate_asked) as asked:
        QTest.keyClicks(step.new.passphrase.edit, "work")
    assert asked.args == [SecretText("work"), ("Work",)]
    assert step.first() is step.new.passphrase


def test_what_was_chosen(step):
    assert step.complain()
    step.new.passphrase.set_text(WORDS)
    step.new.repeat.set_text(WORDS)
    step.new.show_strength(Strength(4, 60.0, ""))
    assert not step.complain()
    assert step.draft() == (SecretText(WORDS), None)


def test_what_cannot_be_is_told_where_it_belongs(step):
    step.new.passphrase.set_text(WORDS)
    step.show_refused(BadPassphrase("Not a passphrase."))
    assert step.new.passphrase.message.words() == "Not a passphrase."
    step.show_refused(KeyringUnavailable("No keyring."))
    assert step.device_key.offers_file
    step.show_refused(DiskFull("Make room."))
    assert "The disk is full" in step.banner.words()
    assert step.new.passphrase.text() == WORDS
    step.wipe()
    assert step.new.passphrase.text() == ""
