"""What the worker does with what the editor of a key was given."""

from collections.abc import Mapping

from keystead.core.drafts import SecretDraft
from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.services import duplicates, secrets
from keystead.services.owner import Owner


def add(owner: Owner, draft: SecretDraft, value: SecretText) -> Secret:
    """A new Secret; raises what ``secrets.add`` raises, and ValueRevoked."""
    duplicates.refuse_revoked(owner.vault, value)
    # What the value tells was filled in before the eyes of whoever saved it.
    return secrets.add(owner.vault, draft, value, fill=False)


def edit(
    owner: Owner, secret: Secret, changes: Mapping[str, object], value: SecretText | None
) -> Secret:
    """Other fields, and the value where one is given; raises what ``secrets.edit`` raises,
    and ValueRevoked."""
    duplicates.refuse_revoked(owner.vault, value)
    return secrets.edit(owner.vault, secret, changes, value)
