"""Whether a value is in the vault already; told by fingerprints, nothing is decrypted."""

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.services.secrets import same_value
from keystead.vault.session import OpenVault


def holders(vault: OpenVault, value: SecretText) -> list[Secret]:
    """The live Secrets whose current value this is, by environment and name.

    Raises BadValue for what could be no value.
    """
    size = len(value.reveal().encode("utf-8", "surrogatepass"))
    found = [
        secret
        for secret in vault.secrets()
        if secret.trashed is None
        # Few values are as long to the byte: a fingerprint is made of those only.
        and secret.current is not None
        and secret.current.length == size
        and same_value(vault, secret, value)
    ]
    return sorted(found, key=lambda secret: (secret.environment, secret.name))
