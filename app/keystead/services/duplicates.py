"""Whether a value is in the vault already; told by fingerprints, nothing is decrypted."""

from dataclasses import dataclass

from keystead.core.fields import check_value
from keystead.core.model import Secret
from keystead.core.revocation import revoked
from keystead.core.secret_types import SecretText
from keystead.services.secrets import same_value
from keystead.vault.session import OpenVault
from keystead.vault.writer import fingerprint


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


@dataclass(frozen=True)
class Known:
    """``holders``: who has a value now; ``revoked``: as which it was revoked, None for none."""

    holders: list[Secret]
    revoked: Secret | None = None


def known(vault: OpenVault, value: SecretText) -> Known:
    """What the vault knows of a value.  Raises BadValue for what could be no value."""
    return Known(holders(vault, value), revoked_as(vault, value))


def revoked_values(vault: OpenVault) -> dict[bytes, Secret]:
    """The Secret by the fingerprint of each value that was revoked, those in the trash too."""
    return {
        version.fingerprint: secret
        for secret in vault.secrets()
        for version in revoked(secret)
        if version.fingerprint
    }


def revoked_as(vault: OpenVault, value: SecretText) -> Secret | None:
    """The Secret of which this value was revoked, None where it was not.

    Raises BadValue for what could be no value.
    """
    known = revoked_values(vault)
    if not known:
        return None
    plain = check_value(value).reveal()
    return known.get(fingerprint(vault.state.fingerprint_key(), plain))


def warnings(vault: OpenVault, value: SecretText) -> list[str]:
    """Sentences on a value that came in; empty where nothing is to be said."""
    found = revoked_as(vault, value)
    return [] if found is None else [warning_of(found)]


def warning_of(secret: Secret) -> str:
    """The sentence on a value that was revoked as one of this Secret."""
    return (
        f"This value was revoked as {secret.environment}/{secret.name}. Somebody may have it: "
        "get a new one from its issuer."
    )
