"""What the worker does for the assistant that rotates.  Everything here runs in its thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from keystead.core.durations import DAY
from keystead.core.model import Placed, Secret
from keystead.core.recipes import Recipe
from keystead.core.renewal import UNSAID, Expiry, underway
from keystead.core.secret_types import SecretText
from keystead.gui.models import rotation
from keystead.services import duplicates, generating, likeness, overlap, renewal
from keystead.services.config import load
from keystead.services.owner import Owner
from keystead.services.renewal import Computer, Undone


@dataclass(frozen=True)
class Begun:
    """``unlike``: how the new value differs from the old one in form, issuer or strength."""

    secret: Secret
    unlike: str


def begin(owner: Owner, secret: Secret, value: SecretText, expires: Expiry = UNSAID) -> Begun:
    """Write the new value, and when it expires; raises what ``renewal.begin`` raises, and
    ValueRevoked."""
    duplicates.refuse_revoked(owner.vault, value)
    begun = renewal.begin(owner.vault, secret, value, expires)
    return Begun(begun, likeness.unlike(owner.vault, begun))


def begin_many(owner: Owner, secrets: Sequence[Secret], recipe: Recipe) -> int:
    """A generated value for each that has no rotation under way, all in one commit; how many."""
    free = [one for one in secrets if underway(one) is None]
    now = owner.vault.clock.now()
    renewal.begin_all(owner.vault, [(one, generating.make(recipe, now).value) for one in free])
    return len(free)


def resume(owner: Owner, secret: Secret) -> Secret:
    """Take up a new value that waits; NoRotation."""
    return renewal.resume(owner.vault, secret)


def write_files(owner: Owner, secret: Secret) -> Secret:
    """Rewrite the open files of this computer."""
    return renewal.place_all(owner.vault, secret, _here(owner))


def mark(owner: Owner, secret: Secret, number: int, placed: Placed) -> Secret:
    """Say how far a place is, as a person sees it; NotFound."""
    note = rotation.BY_HAND if placed is Placed.DONE else ""
    return renewal.mark(owner.vault, secret, [number], placed, note)


def verified(owner: Owner, secret: Secret, how: str) -> Secret:
    """Note that the new value works."""
    return renewal.verified(owner.vault, secret, how)


def switch(owner: Owner, secret: Secret) -> Secret:
    """Make the new value the current one: whoever asks has seen what is open."""
    return renewal.switch(owner.vault, secret, force=True)


def longer(days: int) -> Callable[[Owner, Secret], Secret]:
    """Work that keeps the old value some days longer."""
    return lambda owner, secret: overlap.extend(owner.vault, secret, days * DAY)


def undo(owner: Owner, secret: Secret) -> Undone:
    """Back to the old value, in the files, too."""
    return renewal.undo(owner.vault, secret, _here(owner))


def finish(owner: Owner, secret: Secret) -> Secret:
    """Retire the old value."""
    return renewal.finish(owner.vault, secret)


def _here(owner: Owner) -> Computer:
    settings = load(owner.vault.host, owner.home.paths.config)
    return Computer(default=settings.text("export.default_profile"))
