"""The style sheet is made of tokens, and Qt can read it."""

import re

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from keystead.gui.theme.style_sheet import style_sheet
from keystead.gui.theme.theme import Theme


def test_no_token_is_left_open(theme: Theme) -> None:
    sheet = style_sheet(theme.palette)
    assert not re.search(r"{[a-z_0-9]+}", sheet)
    assert sheet.count("{") == sheet.count("}")


def test_qt_reads_it_without_a_warning(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.setStyleSheet(style_sheet(theme.palette))
    label.ensurePolished()
    assert label.styleSheet()


def test_it_sets_no_font(theme: Theme) -> None:
    assert "font" not in style_sheet(theme.palette)
