"""The words of one row, and what they look like; the delegates only paint them."""

from dataclasses import dataclass

from keystead.core import dates
from keystead.core.model import Secret, State
from keystead.core.reminders import EXPIRED, EXPIRING, Standing, Tone, standing
from keystead.gui.theme.palette import Token
from keystead.gui.widgets.marks import Mark, word_colour

STATE_WORDS: dict[State, tuple[Mark, str]] = {
    State.EXPIRED: (Mark.CRITICAL, "Expired"),
    State.EXPIRING: (Mark.WARNING, "Expiring"),
    State.ROTATION_DUE: (Mark.ROTATE, "Rotation due"),
    State.OVERLAP: (Mark.OVERLAP, "In overlap"),
    State.REVOKED: (Mark.REVOKED, "Revoked"),
    State.TRASH: (Mark.TRASH, "In trash"),
    State.CONFLICT: (Mark.CONFLICT, "Conflict"),
}
"""Mark and word of each state; an ordinary one has none: silence is the good news."""


@dataclass(frozen=True)
class Expiry:
    """The expiry in words; ``bold`` when it is near or past."""

    words: str
    colour: Token
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """One row, ready to paint.  ``age_share``: of its life, above 1 when overdue."""

    name: str
    service: str
    environment: str
    age: str
    age_share: float | None
    expiry: Expiry
    last_used: str
    state: State

    def mark(self) -> tuple[Mark, str, Token] | None:
        """Mark, word and colour of the state; None where there is nothing to say."""
        found = STATE_WORDS.get(self.state)
        if found is None:
            return None
        mark, words = found
        return mark, words, word_colour(mark)

    def spoken(self) -> str:
        """The row for a screen reader."""
        found = STATE_WORDS.get(self.state)
        parts = (
            self.name,
            self.service,
            self.environment,
            f"age {self.age}",
            f"expires {self.expiry.words}",
            f"last used {self.last_used}",
            found[1] if found else "",
        )
        return ", ".join(part for part in parts if part)


def row_of(secret: Secret, now: float, lead_days: int) -> Row:
    """The row of a Secret at ``now`` (Unix seconds)."""
    at = standing(secret, now, lead_days)
    return Row(
        name=secret.name,
        service=secret.service,
        environment=secret.environment,
        age=f"{at.age_days} d",
        age_share=_share(at),
        expiry=expiry_of(secret, at, now),
        last_used=dates.ago_in_words(secret.last_used, now),
        state=at.state,
    )


def expiry_of(secret: Secret, at: Standing, now: float) -> Expiry:
    """When it expires: plain, or bold in amber and red when that is near or past."""
    words = dates.in_words(secret.expires, dates.day_of(now))
    if secret.expires is None:
        return Expiry(words, "text2")
    if at.marks & EXPIRED:
        return Expiry(words, "red", True)
    if at.marks & EXPIRING:
        return Expiry(words, "amber", True)
    return Expiry(words, "text")


def _share(at: Standing) -> float | None:
    """The share of life gone; an overdue bar is full and hatched even on its first day."""
    if at.tone is Tone.OVERDUE:
        return max(at.age_fraction or 0.0, 1.01)
    return None if at.age_fraction is None else min(at.age_fraction, 1.0)
