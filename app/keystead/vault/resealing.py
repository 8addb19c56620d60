"""Sealing values again under a new epoch, after somebody lost the right or the key to read."""

from typing import TYPE_CHECKING

from keystead.core.model import Stage
from keystead.vault.bodies import Reseal

if TYPE_CHECKING:
    from keystead.vault.session import OpenVault

_LIVE = {Stage.CURRENT, Stage.PREVIOUS, Stage.PENDING}


def reseal_environment(vault: "OpenVault", environment: bytes) -> int:
    """Add a sealed copy of each live Version under the environment's present epoch; how many.

    It writes no register, so it does not beat a delete made beside it.
    """
    key, used = vault.epoch_key(environment), vault.right_to_write(environment)
    draft, count = vault.draft(), 0
    for secret in vault.secrets():
        if secret.environment_id != environment:
            continue
        for version in secret.versions:
            if version.stage not in _LIVE or version.purged:
                continue
            value = vault.value(environment, secret.id, version.id)
            new = draft.seal_value(key, secret.id, version.id, value)
            draft.add_body(key, used, Reseal(secret.id, version.id, new.digest))
            count += 1
    if count:
        vault.commit(draft)
    return count
