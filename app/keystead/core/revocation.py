"""What is revoked of a Secret, what can still be, and what is said of it."""

from typing import Final

from keystead.core.dates import day_of
from keystead.core.errors import BadText
from keystead.core.model import Incident, Secret, Stage, Version
from keystead.core.texts import check_line

MAX_REASON: Final = 500
"""Characters of a reason."""

USABLE: Final = frozenset({Stage.CURRENT, Stage.PENDING, Stage.PREVIOUS})


def usable(secret: Secret) -> tuple[Version, ...]:
    """The Versions whose value could still be used, oldest first."""
    return tuple(one for one in secret.versions if one.stage in USABLE and not one.purged)


def revoked(secret: Secret) -> tuple[Version, ...]:
    """The Versions that were revoked, oldest first."""
    return tuple(one for one in secret.versions if one.stage is Stage.REVOKED)


def is_revoked(secret: Secret) -> bool:
    """Whether it was revoked and has no new value since."""
    return secret.current is None and bool(revoked(secret))


def last_incident(secret: Secret) -> Incident | None:
    """The newest incident of the key."""
    return max(secret.incidents, key=lambda one: (one.opened, one.id), default=None)


def why_revoked(secret: Secret) -> str:
    """A sentence on when it was revoked and why, as far as that was noted."""
    incident = last_incident(secret)
    if incident is None:
        return f"{secret.name} was revoked."
    by = f" by {incident.by}" if incident.by else ""
    reason = incident.reason.rstrip(".")
    return f"{secret.name} was revoked on {day_of(incident.opened)}{by}: {reason}."


def check_reason(text: str) -> str:
    """The reason as one line of at most 500 characters.  Raises BadText, also for none."""
    found = check_line(text.strip(), "reason", MAX_REASON)
    if not found:
        raise BadText("Say why, in a few words: it goes into the record of the incident.")
    return found
