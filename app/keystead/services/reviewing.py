"""The review: what was decided of a key, by whom and when."""

from keystead.core.model import Decision, Review, Secret
from keystead.core.review import check_note
from keystead.errors import Refused
from keystead.services import config, revocation, secrets
from keystead.services.owner import Owner
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange

SETTING = "review.every_days"


def every(owner: Owner) -> int:
    """Days between two reviews, by the settings."""
    return config.load(owner.vault.host, owner.home.paths.config).number(SETTING)


def decide(vault: OpenVault, secret: Secret, decision: Decision, note: str = "") -> Secret:
    """Record the decision; REVOKE revokes the key first, for the note as its reason.

    Raises BadText for the note, Refused for a key without a value in use, and what
    ``revocation.revoke`` raises; nothing is recorded then.
    """
    said = check_note(note, decision)
    present = secrets.by_id(vault, secret.id)
    if present.trashed is not None or present.current is None:
        raise Refused(f"{present.name} has no value in use, so there is nothing to review.")
    if decision is Decision.REVOKE:
        revocation.revoke(vault, [present], said)
    return record(vault, present, decision, said)


def record(vault: OpenVault, secret: Secret, decision: Decision, note: str = "") -> Secret:
    """Note that a decision was made, and nothing else; for what was revoked already."""
    by = vault.state.members().get(vault.member, "")
    review = Review(int(vault.clock.now()), by, decision, check_note(note, decision))
    fields = {"reviewed": review}
    alive = secret.trashed is None
    vault.write([SecretChange(secret.environment_id, secret.id, fields, alive=alive)])
    return secrets.by_id(vault, secret.id)
