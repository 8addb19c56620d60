"""The dialog that makes a value."""

import re
import uuid
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.recipes import Format, Recipe
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.theme.theme import Theme
from keystead.services.generating import make
from tests.support.window import Stage

LEFT = Qt.MouseButton.LeftButton
SHARED = "a-shared-key-of-thirty-two-bytes"


class Direct:
    """Makes values at once, and keeps presets in memory; ``held`` answers wait."""

    def __init__(self) -> None:
        self.kept: dict[str, Recipe] = {}
        self.hold = False
        self.held: list = []

    def make(self, recipe, key, done, failed) -> None:
        def answer() -> None:
            try:
                made = make(recipe, 1.8e9, key)
            except KeysteadError as error:
                failed(error)
                return
            done(made)

        self.held.append(answer) if self.hold else answer()

    def presets(self, done, failed) -> None:
        done(self.kept)

    def save_preset(self, name, recipe, done, failed) -> None:
        self.kept[name] = recipe
        done(self.kept)


@pytest.fixture
def work() -> Direct:
    return Direct()


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, work: Direct) -> Iterator[GenerateDialog]:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.show()
    dialog = GenerateDialog(theme, stage, work)
    dialog.start()
    yield dialog
    stage.close()


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        (Format.HEX, "[0-9a-f]{64}"),
        (Format.BASE64URL, "[A-Za-z0-9_-]{43}"),
        (Format.ALPHANUMERIC, "[A-Za-z0-9]{43}"),
        (Format.SYMBOLS, "[!-~]{40}"),
        (Format.PASSPHRASE, "([a-z-]+ ){9}[a-z-]+"),
        (Format.PREFIXED, "key_[A-Za-z0-9]{49}"),
        (Format.SYMMETRIC, "[A-Za-z0-9+/]{43}="),
    ],
)
def test_each_form_at_the_suggested_strength(dialog: GenerateDialog, form: Format, pattern: str):
    dialog.fields.form.choose(form)
    assert re.fullmatch(pattern, dialog.shown.text())
    assert dialog.use.isEnabled()


def test_a_uuid_has_no_strength_to_choose(dialog: GenerateDialog):
    dialog.fields.form.choose(Format.UUID4)
    assert uuid.UUID(dialog.shown.text()).version == 4
    assert not dialog.fields.bits.isVisible()
    dialog.fields.form.choose(Format.HEX)
    assert dialog.fields.bits.isVisible()


def test_the_strength_makes_it_longer_and_is_said(dialog: GenerateDialog):
    dialog.fields.form.choose(Format.HEX)
    dialog.fields.bits.set_value(512)
    assert len(dialog.shown.text()) == 128
    assert dialog.remark.words() == "0 to 9 and a to f. 128 characters, 512 random bits."
    # Under 128 bits there is nothing to choose.
    dialog.fields.bits.set_value(1)
    assert dialog.fields.bits.value() == 128


def test_chosen_symbols_and_no_look_alikes(dialog: GenerateDialog):
    dialog.fields.form.choose(Format.SYMBOLS)
    dialog.fields.symbols.set_text("!-")
    dialog.fields.readable.setChecked(True)
    assert re.fullmatch("[A-Za-z0-9!-]+", dialog.shown.text())
    assert not set("0O1lI|") & set(dialog.shown.text())
    dialog.fields.symbols.set_text("a")
    assert (dialog.shown.text(), dialog.use.isEnabled()) == ("", False)
    assert "Symbols are" in dialog.problem.words()
    dialog.fields.symbols.set_text("!")
    assert (dialog.problem.words(), dialog.use.isEnabled()) == ("", True)


def test_a_token_waits_for_its_key(dialog: GenerateDialog):
    dialog.fields.form.choose(Format.JWT)
    assert dialog.remark.words() == "Paste the key that signs it."
    assert not dialog.use.isEnabled()
    dialog.fields.key.set_value(SecretText("short"))
    assert "at least 32 bytes" in dialog.problem.words()
    dialog.fields.key.set_value(SecretText(SHARED))
    assert dialog.shown.text().startswith("eyJ")
    assert "as strong as the key" in dialog.remark.words()
    dialog.cancel()
    assert dialog.fields.key.is_empty


@pytest.mark.parametrize("form", [Format.ED25519, Format.ECDSA, Format.RSA])
def test_a_key_pair_has_lines(dialog: GenerateDialog, form: Format):
    dialog.fields.form.choose(form)
    assert not dialog.shown.isVisible()
    assert dialog.lines.text().startswith("-----BEGIN PRIVATE KEY-----")
    assert "128 bits of strength" in dialog.remark.words()


def test_an_answer_that_comes_too_late_is_not_shown(dialog: GenerateDialog, work: Direct):
    work.hold = True
    dialog.fields.form.choose(Format.HEX)
    dialog.fields.form.choose(Format.UUID4)
    first, second = work.held
    second()
    shown = dialog.shown.text()
    first()
    assert dialog.shown.text() == shown
    assert len(shown) == 36


def test_presets_are_chosen_and_kept(dialog: GenerateDialog, work: Direct, qtbot: QtBot):
    box = dialog.presets.box
    box.setCurrentText("web-password")
    assert dialog.fields.form.chosen() is Format.SYMBOLS
    assert dialog.fields.readable.isChecked()
    assert box.currentText() == "web-password"
    dialog.fields.form.choose(Format.HEX)
    assert box.currentText() == "None"
    qtbot.mouseClick(dialog.presets.keep, LEFT)
    qtbot.keyClicks(dialog.presets.name.edit, "mine")
    qtbot.keyClick(dialog.presets.name.edit, Qt.Key.Key_Return)
    assert work.kept["mine"].form is Format.HEX
    assert box.currentText() == "mine"


def test_another_one_is_another_one(dialog: GenerateDialog, qtbot: QtBot):
    first = dialog.shown.text()
    qtbot.mouseClick(dialog.again, LEFT)
    assert dialog.shown.text() != first


def test_use_it_gives_it_and_leaves_nothing_behind(dialog: GenerateDialog, qtbot: QtBot):
    given: list[SecretText] = []
    dialog.generated.connect(given.append)
    shown = dialog.shown.text()
    assert QApplication.focusWidget() is dialog.use
    qtbot.keyClick(dialog.use, Qt.Key.Key_Return)
    assert given == [SecretText(shown)]
    assert dialog.isHidden()
    assert dialog.shown.text() == ""
