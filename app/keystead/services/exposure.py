"""Which values stood under keys that somebody else may have had.

``kit --compromised`` renews every key of the vault, but a value that was read before stays
read: it has to be rotated at its issuer.  What is left to rotate is read off the vault
itself, so that the list is there after every unlock until the last value is a new one.
"""

from collections.abc import Iterable

from keystead.core.model import Secret
from keystead.vault.operations import Renew
from keystead.vault.session import OpenVault


def renewed_at(vault: OpenVault) -> int | None:
    """When keys were last renewed because somebody may have had them (Unix seconds, by the
    clock of the device that did it); None where that never was."""
    times = [
        commit.time
        for commit in vault.state.structural()
        if any(isinstance(operation, Renew) for operation in commit.operations)
    ]
    return max(times, default=None)


def exposed(secrets: Iterable[Secret], renewed: int | None) -> list[Secret]:
    """The Secrets whose value is older than the renewal, by environment and name; those in
    the trash are left out."""
    if renewed is None:
        return []
    found = [
        secret
        for secret in secrets
        if secret.trashed is None
        and secret.current is not None
        and secret.current.created <= renewed
    ]
    return sorted(found, key=lambda secret: (secret.environment, secret.name))
