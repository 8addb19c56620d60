"""One place: its mark or tick, and what can be done."""

import pytest

from keystead.core.model import Placed
from keystead.gui.dialogs.rotate.place_row import PlaceLine
from keystead.gui.models.rotation import PlaceRow
from keystead.gui.theme.theme import Theme


def row(placed: Placed, by_hand: bool) -> PlaceRow:
    return PlaceRow(3, "server", "CI", "Pipeline", placed, by_hand)


@pytest.mark.parametrize("placed", list(Placed))
def test_a_place_done_by_hand_is_ticked_and_skipped(theme: Theme, placed: Placed):
    line = PlaceLine(theme, row(placed, by_hand=True), "v2")
    marked: list[tuple[int, Placed]] = []
    line.marked.connect(lambda number, to: marked.append((number, to)))
    assert line.tick is not None
    assert line.tick.isChecked() == (placed is Placed.DONE)
    line.tick.click()
    assert marked == [(3, Placed.OPEN if placed is Placed.DONE else Placed.DONE)]
    if placed is not Placed.DONE:
        line.leave_out.click()
        assert marked[-1] == (3, Placed.OPEN if placed is Placed.SKIPPED else Placed.SKIPPED)
    line.deleteLater()


def test_a_file_of_ours_has_nothing_to_press(theme: Theme):
    line = PlaceLine(theme, row(Placed.DONE, by_hand=False), "v2")
    assert line.tick is None
    assert not hasattr(line, "leave_out")
    line.deleteLater()
