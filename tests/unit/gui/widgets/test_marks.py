"""Each mark has a shape of its own, and its word."""

import pytest
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.marks import Mark, MarkView, Message, StateLabel, word_colour
from tests.support.pictures import picture


def alpha_shape(widget: QWidget) -> tuple[bool, ...]:
    """Where there is ink, whatever its colour."""
    image = picture(widget)
    ground = image.pixelColor(0, 0)
    return tuple(
        image.pixelColor(x, y) != ground
        for x in range(image.width())
        for y in range(image.height())
    )


def test_no_two_marks_have_the_same_shape(theme: Theme, stage: QWidget) -> None:
    shapes = set()
    for mark in Mark:
        view = MarkView(theme, mark, stage)
        view.show()
        shape = alpha_shape(view)
        assert any(shape), mark
        shapes.add(shape)
        assert view.accessibleName() == mark.value
    assert len(shapes) == len(Mark)


def test_a_mark_can_change(theme: Theme, stage: QWidget) -> None:
    view = MarkView(theme, Mark.NOTE, stage)
    view.set_mark(Mark.GOOD)
    assert view.accessibleName() == "good"


@pytest.mark.parametrize(
    ("mark", "colour"), [(Mark.CRITICAL, "red"), (Mark.WARNING, "amber"), (Mark.NOTE, "text2")]
)
def test_words_have_the_colour_of_their_mark(mark: Mark, colour: str) -> None:
    assert word_colour(mark) == colour


def test_a_state_says_its_word(theme: Theme, stage: QWidget) -> None:
    state = StateLabel(theme, Mark.WARNING, "Expiring", parent=stage)
    wide = state.sizeHint().width()
    state.set_state(Mark.OVERLAP, "In overlap until Monday")
    assert state.sizeHint().width() > wide


def test_a_reserved_message_moves_nothing(theme: Theme, stage: QWidget) -> None:
    message = Message(theme, reserve=44, parent=stage)
    message.show()
    assert not message.isHidden()
    assert message.minimumHeight() == 44
    message.show_message("Passphrase or code is wrong. If you are sure, wait for the next code.")
    assert message.sizeHint().height() <= 44
    assert message.words().startswith("Passphrase")
    assert message.accessibleName() == message.words()
    message.clear()
    assert message.words() == message.accessibleName() == ""
    assert not message.isHidden()


def test_an_unreserved_message_is_away_until_needed(theme: Theme, stage: QWidget) -> None:
    message = Message(theme, parent=stage)
    assert message.isHidden()
    message.show_message("Separated by commas", None)
    assert not message.isHidden()
    message.clear()
    assert message.isHidden()
