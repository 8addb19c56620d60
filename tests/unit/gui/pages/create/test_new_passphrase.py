import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from keystead.core.secret_types import SecretText
from keystead.gui.pages.create.new_passphrase import NewPassphrase
from keystead.services.passphrases import Strength


@pytest.fixture
def new(theme, stage):
    made = NewPassphrase(theme, "New passphrase")
    made.setParent(stage)
    made.show()
    return made


def test_it_asks_for_an_estimate_when_typing_stops(new, qtbot):
    with qtbot.waitSignal(new.rate_asked) as asked:
        QTest.keyClicks(new.passphrase.edit, "password")
    assert asked.args == [SecretText("password")]
    new.show_strength(Strength(0, 3.0, "This is a very common password."))
    assert new.complain()
    assert "too easy" in new.passphrase.message.words()


def test_tab_goes_on_through_all_of_it(new, stage):
    behind = QPushButton("Behind", stage)
    behind.show()
    new.passphrase.edit.setFocus()
    seen = []
    for _ in range(8):
        now = QApplication.focusWidget()
        assert now is not None
        seen.append(now.accessibleName())
        if now is behind:
            break
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert now is behind
    assert seen.index("New passphrase") < seen.index("Repeat the passphrase")
    assert seen.count("Show") == 2


def test_both_fields_have_to_agree(new):
    assert new.complain()
    new.passphrase.set_text("correct horse battery")
    new.show_strength(Strength(4, 60.0, "Hard to guess."))
    assert new.complain()
    assert "once more" in new.repeat.message.words()
    new.repeat.set_text("correct horse")
    assert new.complain()
    assert "another text" in new.repeat.message.words()
    new.repeat.set_text("correct horse battery")
    assert not new.complain()
    assert new.typed() == SecretText("correct horse battery")


def test_a_suggestion_is_taken_and_then_repeated(new, qtbot):
    new.suggestion.show_words("one two three four five six")
    new.suggestion.use.click()
    assert new.passphrase.text() == "one two three four five six"
    assert new.complain()
    with qtbot.waitSignal(new.suggestion_asked):
        new.suggestion.again.click()
    new.wipe()
    assert new.passphrase.text() == ""
    assert new.score is None
    new._ask_rate()


def test_tab_goes_from_the_passphrase_to_its_repetition(new):
    new.passphrase.edit.setFocus()
    QTest.keyClick(new.passphrase.edit, Qt.Key.Key_Tab)
    assert new.repeat.edit.hasFocus()
