"""Words: shortened in the middle, wrapped at 20 px a line, told to screen readers."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import (
    ElidedLabel,
    Paragraph,
    SectionHeader,
    Separator,
    heading,
    hint,
    label,
    title,
)
from tests.support.pictures import shows

LONG = "NEXT_PUBLIC_VERY_LONG_NAME_OF_A_KEY"


def test_what_does_not_fit_is_a_tool_tip(theme: Theme, stage: QWidget) -> None:
    words = ElidedLabel(theme, LONG, parent=stage)
    words.resize(600, 20)
    words.show()
    assert words.toolTip() == ""
    words.resize(80, 20)
    assert words.toolTip() == LONG
    assert words.accessibleName() == words.words() == LONG
    assert words.minimumSizeHint().width() < words.sizeHint().width()


def test_words_and_colour_can_change(theme: Theme, stage: QWidget) -> None:
    words = ElidedLabel(theme, "One", parent=stage)
    words.set_words("Overdue")
    words.set_colour("red")
    words.adjustSize()
    words.show()
    assert shows(words, theme.palette.red)
    words.setEnabled(False)
    assert shows(words, theme.palette.disabled)


def test_margins_count(theme: Theme, stage: QWidget) -> None:
    words = ElidedLabel(theme, "Tags", parent=stage)
    wide = words.sizeHint().width()
    words.setContentsMargins(8, 0, 0, 0)
    assert words.sizeHint().width() == wide + 8


@pytest.mark.parametrize(("make", "pixels"), [(label, 13), (hint, 11), (title, 20), (heading, 15)])
def test_sizes_of_headings(theme: Theme, stage: QWidget, make: object, pixels: int) -> None:
    words = make(theme, "Words", stage)  # type: ignore[operator]
    assert words.height() >= pixels
    assert words.accessibleName() == "Words"


def test_a_paragraph_wraps_at_20_pixels_a_line(theme: Theme, stage: QWidget) -> None:
    words = Paragraph(theme, "Each unlock asks for your passphrase and a code. " * 3, parent=stage)
    assert words.heightForWidth(2000) == 20
    assert words.heightForWidth(300) % 20 == 0
    assert words.heightForWidth(300) > words.heightForWidth(600) > 20
    assert words.hasHeightForWidth()
    assert words.sizeHint().width() <= 561


def test_an_empty_paragraph_takes_no_room(theme: Theme, stage: QWidget) -> None:
    words = Paragraph(theme, "", parent=stage)
    assert words.heightForWidth(300) == 0
    assert words.minimumSizeHint().height() == 0


def test_backticks_set_names_in_the_mono(theme: Theme, stage: QWidget) -> None:
    words = Paragraph(theme, "`GCP_KEY` is a PEM key", parent=stage)
    words.resize(300, 20)
    words.show()
    assert words.words() == "`GCP_KEY` is a PEM key"
    assert words.accessibleName() == "GCP_KEY is a PEM key"
    assert shows(words, theme.palette.text)
    assert shows(words, theme.palette.text2)
    words.set_colour("red")
    assert not shows(words, theme.palette.text)
    words.setEnabled(False)
    assert shows(words, theme.palette.disabled)


def test_a_heavier_paragraph_is_wider(theme: Theme, stage: QWidget) -> None:
    words = Paragraph(theme, "The vault file could not be written", parent=stage)
    wide = words.sizeHint().width()
    words.set_weight(600)
    assert words.sizeHint().width() > wide


def test_separators_are_one_pixel(theme: Theme, stage: QWidget) -> None:
    level, upright = Separator(theme, parent=stage), Separator(theme, upright=True, parent=stage)
    assert level.height() == 1
    assert upright.width() == 1
    level.resize(50, 1)
    level.show()
    assert shows(level, theme.palette.hair, 50)


def test_a_section_has_heading_remark_and_link(theme: Theme, stage: QWidget, qtbot: QtBot) -> None:
    column = QVBoxLayout(stage)
    section = SectionHeader(theme, "Versions", "7 of them", "History")
    plain = SectionHeader(theme, "Notes")
    column.addWidget(section)
    column.addWidget(plain)
    assert section.heading.words() == "Versions"
    assert section.remark.words() == "7 of them"
    assert plain.link.isHidden()
    with qtbot.waitSignal(section.link.clicked):
        section.link.click()
