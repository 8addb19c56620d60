"""A rotation in the words of the window."""

import pytest
from msgspec import structs

from keystead.core.model import Place, Placed, Renewal, Secret, Stage, Step, Version
from keystead.gui.models import rotation
from keystead.gui.models.rotation import Page

OLD, NEW = b"o" * 16, b"n" * 16
HERE = "box"
NOW = 1_000_000.0


def made(
    switched: bool = False, until: int | None = None, at: int = 0, **changes: object
) -> Secret:
    stages = (Stage.PREVIOUS, Stage.CURRENT) if switched else (Stage.CURRENT, Stage.PENDING)
    one = Renewal(NEW, OLD, 100, changes.pop("steps", ()), changes.pop("verified", 0), switched=at)  # type: ignore[arg-type]
    return structs.replace(
        Secret(
            id=b"i" * 16,
            name="A",
            environment="dev",
            environment_id=b"e" * 16,
            created=0,
            overlap=7_200,
            versions=(
                Version(OLD, 1, stages[0], 0, overlap_until=until),
                Version(NEW, 2, stages[1], 0),
            ),
            renewal=one,
        ),
        **changes,
    )


def row(step: Step) -> rotation.PlaceRow:
    (found,) = rotation.rows_of(made(steps=(step,)), HERE, NOW)
    return found


@pytest.mark.parametrize(
    ("step", "remark", "by_hand", "warns"),
    [
        (Step(Place("file", "/a", host=HERE)), "Can be rewritten here", False, False),
        (Step(Place("file", "/a", host=HERE), note="is read-only"), "Is read-only", True, True),
        (Step(Place("file", "/a", host=HERE), Placed.DONE), "Written", False, False),
        (Step(Place("file", "/a", host=HERE), Placed.DONE, note="by hand"), "Ticked", True, False),
        (Step(Place("file", "/a", host=HERE), Placed.SKIPPED), "Skipped", True, False),
        (Step(Place("pipeline", "CI")), "Pipeline", True, False),
        (Step(Place("pipeline", "CI"), Placed.DONE), "Ticked", True, False),
    ],
)
def test_each_place_says_what_is_to_do(step: Step, remark: str, by_hand: bool, warns: bool):
    found = row(step)
    assert (found.remark, found.by_hand, found.warns) == (remark, by_hand, warns)


def test_a_file_elsewhere_and_a_program():
    away = row(Step(Place("file", "/a", host="away")))
    assert (away.where, away.by_hand) == ("/a on away", True)
    assert "opened there" in away.remark
    program = row(Step(Place("program", "/usr/bin/x", host=HERE), Placed.DONE))
    assert (program.icon, program.by_hand) == ("terminal", False)
    assert "nothing to do" in program.remark
    done = row(Step(Place("pipeline", "CI"), Placed.DONE, int(NOW)))
    assert done.remark.startswith("Ticked today ")


def test_the_page_and_the_line_of_the_detail_pane_follow_the_step():
    step = (Step(Place("pipeline", "CI")),)
    cases = (
        (made(renewal=None), Page.VALUE, ""),
        (made(steps=step), Page.PLACES, "1 place still has v1"),
        (made(steps=step * 2), Page.PLACES, "2 places still have v1"),
        (made(), Page.CHECK, "v2 is to be checked"),
        (made(verified=5), Page.CHECK, "v2 works and can become the current value"),
        (made(True, int(NOW) + 3_600), Page.END, "1 h of the overlap left"),
        (made(True, int(NOW)), Page.END, "The overlap ended: retire v1"),
    )
    for secret, page, words in cases:
        assert rotation.page_of(secret, NOW) is page
        assert rotation.summary(secret, NOW) == words


def test_the_ring_counts_down():
    assert rotation.overlap_words(made(), NOW) == ("2 h", "after the switch", 1.0)
    running = made(True, int(NOW) + 3_600, at=int(NOW) - 3_600)
    assert rotation.overlap_words(running, NOW) == ("1 h", "left of 2 h", 0.5)
    assert "v1 is kept until" in rotation.overlap_sentence(running, NOW)
    longer = made(True, int(NOW) + 6 * 86_400, at=int(NOW) - 2 * 86_400)
    assert rotation.overlap_words(longer, NOW) == ("6 days", "left of 8 days", 0.75)
    ended = made(True, int(NOW) - 1)
    assert rotation.overlap_words(ended, NOW) == ("Ended", "", 0.0)
    assert "ended" in rotation.overlap_sentence(ended, NOW)
    assert "until you switch" in rotation.overlap_sentence(made(), NOW)


def test_without_versions_there_are_words_all_the_same():
    none = made(renewal=None)
    assert rotation.former_name(none) == "the old value"
    assert rotation.new_name(none) == "the new value"
    assert rotation.left_words(none) == ""
    steps = (Step(Place("file", "/a", host=HERE)), Step(Place("file", "/b", host="away")))
    assert rotation.can_write(made(steps=steps), HERE) == 1
