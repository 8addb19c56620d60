"""A rotation as the window shows it: the page it is at, its places as rows, its words."""

from dataclasses import dataclass
from enum import IntEnum

from keystead.core import policy, renewal
from keystead.core.durations import left_in_words, span_in_words
from keystead.core.model import Placed, Secret, Step
from keystead.core.places import FILE, PROGRAM
from keystead.core.renewal import At
from keystead.gui.models.moments import exact_moment, moment_in_words

BY_HAND = "by hand"
"""The note of a place that a person ticked."""
_ICONS = {FILE: "file", PROGRAM: "terminal", "repository": "branch", "pipeline": "branch"}


class Page(IntEnum):
    """The pages of the assistant, in their order."""

    VALUE = 0
    PLACES = 1
    CHECK = 2
    END = 3


STEPS = ("New value", "Places", "Check", "End overlap")
_PAGES = {
    At.PLACES: Page.PLACES,
    At.CHECK: Page.CHECK,
    At.SWITCH: Page.CHECK,
    At.OVERLAP: Page.END,
    At.RETIRE: Page.END,
}


@dataclass(frozen=True)
class PlaceRow:
    """``number`` from 1; ``by_hand``: a person ticks it; ``warns``: ``remark`` is a reason why
    it could not be written."""

    number: int
    icon: str
    where: str
    remark: str
    placed: Placed
    by_hand: bool
    warns: bool = False


def page_of(secret: Secret, now: float) -> Page:
    """The page that a rotation goes on with; VALUE where none is under way."""
    at = renewal.step_at(secret, now)
    return Page.VALUE if at is None else _PAGES[at]


def passed_over(secret: Secret) -> frozenset[int]:
    """The pages that get no tick when they lie behind: places left, a value not checked."""
    passed = set()
    if renewal.open_steps(secret):
        passed.add(int(Page.PLACES))
    if secret.renewal is None or not secret.renewal.verified:
        passed.add(int(Page.CHECK))
    return frozenset(passed)


def rows_of(secret: Secret, host: str, now: float) -> tuple[PlaceRow, ...]:
    """The places of the rotation under way as they are on this computer, ``host``."""
    found = renewal.steps(secret)
    return tuple(_row(number, step, host, now) for number, step in enumerate(found, 1))


def _row(number: int, step: Step, host: str, now: float) -> PlaceRow:
    place = step.place
    here = renewal.is_rewritable(place, host)
    program = place.kind == PROGRAM
    written = here and step.placed is not Placed.SKIPPED and not step.note
    by_hand = not program and not written
    warns = step.placed is Placed.OPEN and bool(step.note)
    icon = _ICONS.get(place.kind, "server")
    where = f"{place.where} on {place.host}" if _elsewhere(step, host) else place.where
    return PlaceRow(number, icon, where, _remark(step, here, now), step.placed, by_hand, warns)


def _elsewhere(step: Step, host: str) -> bool:
    return step.place.kind == FILE and step.place.host not in ("", host)


def _remark(step: Step, here: bool, now: float) -> str:
    place = step.place
    if place.kind == PROGRAM:
        return "Takes the value from the vault; nothing to do"
    if step.placed is Placed.OPEN:
        return _sentence(step.note) if step.note else _open_words(step, here)
    written = here and not step.note
    done = "Skipped" if step.placed is Placed.SKIPPED else "Written" if written else "Ticked"
    return f"{done} {moment_in_words(step.at, now)}" if step.at else done


def _open_words(step: Step, here: bool) -> str:
    if here:
        return "Can be rewritten here"
    if step.place.kind == FILE:
        return "Rewritten when this is opened there, or by hand"
    return step.place.kind.capitalize()


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def can_write(secret: Secret, host: str) -> int:
    """How many open places are files that can be tried to be rewritten here."""
    return sum(renewal.is_rewritable(step.place, host) for step in renewal.open_steps(secret))


def former_name(secret: Secret) -> str:
    """``v1``, or ``the old value`` where there is none."""
    former = renewal.former_version(secret)
    return f"v{former.number}" if former is not None else "the old value"


def new_name(secret: Secret) -> str:
    """``v2``."""
    new = renewal.new_version(secret)
    return f"v{new.number}" if new is not None else "the new value"


def left_words(secret: Secret) -> str:
    """``2 places still have v1``; '' for none."""
    left = len(renewal.open_steps(secret))
    if not left:
        return ""
    return f"1 place still has {former_name(secret)}" if left == 1 else (
        f"{left} places still have {former_name(secret)}"
    )  # fmt: skip


def overlap_words(secret: Secret, now: float) -> tuple[str, str, float]:
    """What stands in the ring, two lines, and the share that is left, 0 to 1."""
    one, until = secret.renewal, renewal.overlap_until(secret)
    if one is None or until is None:
        return span_in_words(policy.overlap(secret)), "after the switch", 1.0
    left, whole = max(0.0, until - now), max(until - one.switched, 1)
    if not left:
        return "Ended", "", 0.0
    return left_in_words(left), f"left of {left_in_words(whole)}", min(1.0, left / whole)


def overlap_sentence(secret: Secret, now: float) -> str:
    """When the old value ends."""
    until = renewal.overlap_until(secret)
    old = former_name(secret)
    if until is None:
        return f"{old} stays the current value until you switch; then it is kept this long."
    if until <= now:
        return f"The overlap of {old} ended {exact_moment(until)}. It can be retired."
    return f"{old} is kept until {exact_moment(until)}."


def summary(secret: Secret, now: float) -> str:
    """One line for the detail pane; '' without a rotation."""
    at = renewal.step_at(secret, now)
    if at is None:
        return ""
    words = {
        At.PLACES: left_words(secret),
        At.CHECK: f"{new_name(secret)} is to be checked",
        At.SWITCH: f"{new_name(secret)} works and can become the current value",
        At.OVERLAP: f"{overlap_words(secret, now)[0]} of the overlap left",
        At.RETIRE: f"The overlap ended: retire {former_name(secret)}",
    }
    return words[at]
