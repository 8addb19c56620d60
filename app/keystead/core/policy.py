"""Rotation by risk class, where a Secret does not say it itself."""

from typing import Final, NamedTuple

import msgspec

from keystead.core.durations import DAY, HOUR
from keystead.core.model import Risk, Secret

OWN: Final = "set for this key"
SETTINGS: Final = "settings"


class Sources(NamedTuple):
    """Where interval, overlap and reminders of a Secret come from: ``OWN``, ``SETTINGS``,
    a policy, environment, the vault or a risk class in words, '' where nothing says it."""

    every: str
    overlap: str
    leads: str


class Rotation(msgspec.Struct, frozen=True, gc=False):
    """``every``: days between rotations, None for never; ``overlap``: seconds."""

    every: int | None
    overlap: int


HIGH = Rotation(30, 24 * HOUR)
MODERATE = Rotation(90, 48 * HOUR)
LOW = Rotation(180, 7 * DAY)
# Without a class nothing is due; a replaced value still gets two days.
UNCLASSED = Rotation(None, 48 * HOUR)


def default_rotation(risk: Risk | None) -> Rotation:
    """The interval and overlap of a risk class (product page: 30 d/24 h, 90 d/48 h, 180 d/7 d)."""
    if risk is None:
        return UNCLASSED
    if risk is Risk.HIGH:
        return HIGH
    return MODERATE if risk is Risk.MODERATE else LOW


def interval(secret: Secret) -> int | None:
    """Days between rotations: the Secret's own, else the policies', else its class's; None
    when never.

    An interval of 0 means never, whatever the class says.
    """
    own = secret.rotate_every
    if own is None and secret.held is not None:
        own = secret.held.every
    if own is None:
        risk = secret.risk
        return None if risk is None else default_rotation(risk).every
    return own or None


def overlap(secret: Secret) -> int:
    """Seconds that a replaced value stays valid: the Secret's own, else the policies', else
    its class's."""
    own = secret.overlap
    if own is None and secret.held is not None:
        own = secret.held.overlap
    return default_rotation(secret.risk).overlap if own is None else own


def leads(secret: Secret) -> tuple[int, ...] | None:
    """Days before an end to remind, the longest first: the Secret's own, else the policies';
    None for what the settings say."""
    if secret.leads is not None:
        return secret.leads or None
    return None if secret.held is None else secret.held.leads


def sources(secret: Secret) -> Sources:
    """Where what holds for a Secret comes from."""
    every, overlap, leads = ("", "", "") if secret.held is None else secret.held.sources
    by_class = "" if secret.risk is None else f"{secret.risk.value} risk"
    return Sources(
        OWN if secret.rotate_every is not None else every or by_class,
        OWN if secret.overlap is not None else overlap or by_class,
        # An own list without days goes back to the settings, whatever a policy says.
        (OWN if secret.leads else SETTINGS) if secret.leads is not None else leads or SETTINGS,
    )


def told(source: str) -> str:
    """``from environment prod``; '' for what is the Secret's own or said nowhere."""
    return "" if source in ("", OWN) else f"from {source}"


def rotation(secret: Secret) -> Rotation:
    """What holds for this Secret in the end."""
    return Rotation(interval(secret), overlap(secret))
