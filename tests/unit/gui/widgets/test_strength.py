"""Strength is bars and a word, never colour alone."""

import pytest
from PySide6.QtWidgets import QWidget

from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.strength import StrengthMeter
from tests.support.pictures import colours, picture


@pytest.fixture
def meter(theme: Theme, stage: QWidget) -> StrengthMeter:
    meter = StrengthMeter(theme, stage)
    meter.resize(meter.sizeHint())
    meter.show()
    return meter


@pytest.mark.parametrize(
    ("score", "bars", "word", "fill"),
    [(0, 1, "Very weak", "red_fill"), (1, 1, "Weak", "red_fill"), (2, 2, "Fair", "amber_fill"),
     (3, 3, "Good", "green_fill"), (4, 4, "Strong", "green_fill")],
)  # fmt: skip
def test_bars_and_word(
    theme: Theme, meter: StrengthMeter, score: int, bars: int, word: str, fill: str
) -> None:
    meter.set_score(score, "3 hours to guess")
    assert meter.accessibleName() == f"Strength: {word}. 3 hours to guess"
    image = picture(meter)
    colour = theme.colour(fill)  # type: ignore[arg-type]
    lit = [image.pixelColor(n * 36 + 16, 10) == colour for n in range(4)]
    assert lit == [True] * bars + [False] * (4 - bars)


def test_nothing_to_judge(theme: Theme, meter: StrengthMeter) -> None:
    assert meter.accessibleName() == "Strength: not rated."
    assert colours(picture(meter))[theme.palette.track.name()] > 300
