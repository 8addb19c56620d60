"""Tags of many Secrets at once: some added, some taken away, one commit."""

from collections.abc import Sequence

from keystead.core.fields import check_tags
from keystead.core.model import Secret
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange


def retag(
    vault: OpenVault, chosen: Sequence[Secret], add: Sequence[str], remove: Sequence[str]
) -> int:
    """Add and remove tags; how many Secrets changed.

    The other tags of each stay as the vault has them now, whatever ``chosen`` knew.  What is
    in the trash or gone is passed over.  Raises BadText where a Secret would have too many
    tags or one that is none; nothing is changed then.
    """
    wanted, gone = check_tags(list(add)), set(remove) - set(add)
    ids = {secret.id for secret in chosen}
    changes = []
    for secret in vault.secrets():
        if secret.id not in ids or secret.trashed is not None:
            continue
        kept = [tag for tag in secret.tags if tag not in gone]
        tags = check_tags([*kept, *(tag for tag in wanted if tag not in kept)])
        if tags != secret.tags:
            changes.append(SecretChange(secret.environment_id, secret.id, {"tags": tags}))
    if changes:
        vault.write(changes)
    return len(changes)
