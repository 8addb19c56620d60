"""Owners of a made vault, and what tests do with them."""

from pathlib import Path

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.services import secrets
from keystead.services.owner import (
    Owner,
    OwnerKind,
)
from keystead.vault import vault_file
from tests.support.homes import (
    PASSPHRASE,
    MadeVault,
)


def unlock(owned: MadeVault, idle_after: float = 0.0, kind: OwnerKind = OwnerKind.AGENT) -> Owner:
    """Unlock with the next code."""
    code = owned.phone.next_code()
    return Owner.unlock(owned.home, owned.entry, PASSPHRASE, code, kind, idle_after)


def add(owner: Owner, name: str) -> None:
    """A new Secret in dev."""
    draft = SecretDraft(name=name, environment="dev")
    secrets.add(owner.vault, draft, SecretText("value"))
    owner.changed()


def commits_in(path: Path) -> int:
    """How many commits a vault file holds."""
    return len(vault_file.decode(path.read_bytes()).commits)
