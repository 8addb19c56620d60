"""Keeping an old value longer than was planned, while it is still valid."""

from keystead.core.durations import DAY, MAX_SPAN, format_span
from keystead.core.errors import BadDuration
from keystead.core.model import Secret, Stage, Version
from keystead.services import secrets
from keystead.services.errors import NoRotation
from keystead.vault.session import OpenVault
from keystead.vault.writer import Demotion, SecretChange

MINIMUM = 60
"""Seconds that a value can be kept longer."""

MAX_AHEAD = MAX_SPAN
"""Seconds from now to the end of an overlap, however often it is made longer."""


def kept(secret: Secret) -> Version | None:
    """The old value whose overlap runs, or ended and was not retired; the newest of them."""
    old = [one for one in secret.versions if one.stage is Stage.PREVIOUS and not one.purged]
    return max(old, key=lambda one: one.number, default=None)


def extend(vault: OpenVault, secret: Secret, seconds: int) -> Secret:
    """Keep the old value this much longer: from the end of its overlap, or from now where
    that ended.  Nothing else of the rotation changes.

    Raises NoRotation without an old value, BadDuration where the overlap would last more than
    ``MAX_AHEAD``.
    """
    secret = secrets.by_id(vault, secret.id)
    old = kept(secret)
    if old is None:
        raise NoRotation(
            f"No old value of {secret.environment}/{secret.name} is kept beside the current one.",
            name=secret.name,
            environment=secret.environment,
        )
    now = int(vault.clock.now())
    until = max(now, old.overlap_until or 0) + seconds
    if seconds < MINIMUM or until - now > MAX_AHEAD:
        raise BadDuration(
            f"The old value can be kept {format_span(MINIMUM)} longer at least, and "
            f"{MAX_AHEAD // DAY} days from now at most.",
            minimum=MINIMUM,
            maximum=MAX_AHEAD,
        )
    demoted = (Demotion(old.id, Stage.PREVIOUS, until),)
    vault.write([SecretChange(secret.environment_id, secret.id, {}, demote=demoted)])
    return secrets.by_id(vault, secret.id)
