from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from keystead.crypto.errors import BadPassphrase
from keystead.errors import UsageProblem
from keystead.gui.pages.create.passphrase_step import PassphraseStep
from keystead.services.passphrases import Strength
from keystead.system.errors import KeyringUnavailable
from keystead.vault.errors import AlreadyThere, NameTaken

PASSPHRASE = "correct horse battery staple"
STRONG = Strength(4, 70.0, "Hard to guess.")


@pytest.fixture
def step(theme, stage):
    made = PassphraseStep(theme, Path("/data"))
    made.setParent(stage)
    made.show()
    return made


def _fill(step):
    step.name.set_text("Harbour Studio")
    step.passphrase.set_text(PASSPHRASE)
    step.repeat.set_text(PASSPHRASE)
    step.show_strength(STRONG)


def test_what_was_filled_in_becomes_a_draft(step):
    _fill(step)
    assert not step.complain()
    draft = step.draft()
    assert (draft.name, draft.path) == ("Harbour Studio", Path("/data/harbour-studio.keystead"))
    assert draft.passphrase.reveal() == PASSPHRASE
    assert draft.key_file is None


def test_without_a_name_it_is_personal(step):
    assert step.vault_name() == "Personal"
    assert step.place.text() == "/data/personal.keystead"
    assert step.first() is step.name


def test_a_chosen_file_does_not_follow_the_name(step, monkeypatch):
    answers = [("/sync/work", ""), ("", "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: answers.pop(0))
    step.choose.click()
    step.choose.click()
    step.name.set_text("Else")
    assert step.place.text() == "/sync/work.keystead"


def test_a_typed_file_does_not_follow_the_name_until_it_is_emptied(step):
    step.place.edit.selectAll()
    QTest.keyClicks(step.place.edit, "/x")
    step.name.set_text("One")
    assert step.place.text() == "/x"
    step.place.set_text("")
    assert step.complain()
    assert step.place.frame.state == "error"


@pytest.mark.parametrize(
    ("passphrase", "repeat", "score", "field"),
    [
        ("", "", 4, "passphrase"),
        ("password", "password", 0, "passphrase"),
        (PASSPHRASE, "", 4, "repeat"),
        (PASSPHRASE, "another", 4, "repeat"),
    ],
)
def test_what_is_not_right_is_marked(step, passphrase, repeat, score, field):
    step.passphrase.set_text(passphrase)
    step.repeat.set_text(repeat)
    step.show_strength(Strength(score, 1.0, ""))
    assert step.complain()
    marked = getattr(step, field)
    assert marked.frame.state == "error"
    assert marked.edit.hasFocus()


def test_the_estimate_is_asked_for_after_the_last_key(step, qtbot):
    step.name.set_text("Harbour Studio")
    with qtbot.waitSignal(step.rate_asked) as asked:
        QTest.keyClicks(step.passphrase.edit, PASSPHRASE)
    assert asked.args[0].reveal() == PASSPHRASE
    assert asked.args[1] == ("Harbour Studio",)
    step.show_strength(STRONG)
    assert step.new.meter.accessibleName() == "Strength: Strong."
    assert step.new.remark.words() == "Hard to guess."
    step.passphrase.set_text("")
    assert step.new.meter.accessibleName() == "Strength: not rated."


def test_an_estimate_of_what_is_gone_says_nothing(step):
    step.show_strength(STRONG)
    assert step.new.score is None


def test_a_suggestion_is_taken_shown_and_to_be_repeated(step, qtbot):
    step.suggestion.show_words("season orbit velvet")
    step.suggestion.use.click()
    assert step.passphrase.text() == "season orbit velvet"
    assert step.passphrase.edit.echoMode() is step.passphrase.edit.EchoMode.Normal
    assert step.repeat.edit.hasFocus()
    with qtbot.waitSignal(step.suggestion_asked):
        step.suggestion.again.click()


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (AlreadyThere("Something lies there."), "place"),
        (NameTaken("The name is taken."), "name"),
        (BadPassphrase("No."), "passphrase"),
    ],
)
def test_an_error_is_told_at_its_field(step, error, field):
    step.show_error(error)
    assert getattr(step, field).message.words() == error.message


def test_other_errors_are_told_where_they_belong(step):
    step.show_error(KeyringUnavailable("There is no keyring."))
    assert step.device_key.offers_file
    step.show_error(UsageProblem("It cannot be."))
    assert "It cannot be." in step.banner.words()


def test_wiping_leaves_no_passphrase(step):
    _fill(step)
    step.suggestion.show_words("season orbit velvet")
    step.wipe()
    assert step.passphrase.text() == step.repeat.text() == step.suggestion.words.words() == ""
    assert step.new.score is None
