"""The dialog that makes a value."""

import re
import uuid
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystead.core.generator import Format
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.generate import GenerateDialog
from keystead.gui.theme.theme import Theme
from tests.support.window import Stage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> Iterator[GenerateDialog]:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.show()
    dialog = GenerateDialog(theme, stage)
    dialog.open(dialog.use)
    yield dialog
    stage.close()


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        (Format.HEX, "[0-9a-f]{64}"),
        (Format.BASE64URL, "[A-Za-z0-9_-]{43}"),
        (Format.ALPHANUMERIC, "[A-Za-z0-9]{43}"),
    ],
)
def test_each_form_at_256_bits(dialog: GenerateDialog, form: Format, pattern: str):
    dialog.form.choose(form)
    assert re.fullmatch(pattern, dialog.shown.text())


def test_a_uuid_has_no_strength_to_choose(dialog: GenerateDialog):
    dialog.form.choose(Format.UUID4)
    assert uuid.UUID(dialog.shown.text()).version == 4
    assert not dialog.bits.isEnabled()
    dialog.form.choose(Format.HEX)
    assert dialog.bits.isEnabled()


def test_the_strength_makes_it_longer_and_is_said(dialog: GenerateDialog):
    dialog.form.choose(Format.HEX)
    dialog.bits.set_value(512)
    assert len(dialog.shown.text()) == 128
    assert dialog._remark.words() == "0 to 9 and a to f, 128 characters, 512 random bits"
    # Under 128 bits there is nothing to choose.
    dialog.bits.set_value(1)
    assert dialog.bits.value() == 128


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
