from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from keystead.gui.pages.create.device_key_choice import DeviceKeyChoice


@pytest.fixture
def choice(theme, stage):
    made = DeviceKeyChoice(theme, Path("/data/device.key"))
    made.setParent(stage)
    made.show()
    return made


def test_a_keyring_is_named_and_nothing_asked(choice):
    choice.show_keyring("the keyring (Secret Service)")
    assert "the keyring (Secret Service)" in choice.words.words()
    assert not choice.offers_file
    assert choice.key_file() is None
    assert not choice.complain()


def test_without_one_the_file_has_to_be_chosen_knowing_what_it_weakens(choice):
    choice.show_no_keyring("This computer has no keyring.")
    assert "A key file is weaker" in choice.banner.words()
    assert choice.complain()
    assert choice.use_file.hasFocus()
    assert choice.missing.words().startswith("The device key has no place yet.")
    choice.use_file.click()
    assert choice.key_file() == Path("/data/device.key")
    assert not choice.complain()
    assert choice.missing.words() == ""


def test_an_empty_file_name_is_marked(choice):
    choice.show_no_keyring("None.")
    choice.use_file.click()
    choice.file.set_text(" ")
    assert choice.complain()
    assert choice.file.frame.state == "error"


def test_a_keyring_that_came_back_takes_the_choice_away(choice):
    choice.show_no_keyring("None.")
    choice.use_file.click()
    choice.show_keyring("the keyring (KWallet)")
    assert choice.key_file() is None


def test_the_file_can_be_chosen(choice, monkeypatch):
    answers = [("/media/stick/device.key", ""), ("", "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: answers.pop(0))
    choice.choose.click()
    choice.choose.click()
    assert choice.file.text() == "/media/stick/device.key"


def test_a_keyring_that_came_back_is_tried_again(choice):
    choice.show_no_keyring("The keyring did not answer.")
    choice.use_file.click()
    assert choice.key_file() is not None
    QTest.mouseClick(choice.again, Qt.MouseButton.LeftButton)
    assert not choice.offers_file
    assert choice.key_file() is None
    assert not choice.complain()
