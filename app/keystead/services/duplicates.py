"""Whether a value is in the vault already; told by fingerprints, nothing is decrypted."""

from collections.abc import Callable
from dataclasses import dataclass

from keystead.core.fields import check_value
from keystead.core.model import Secret
from keystead.core.revocation import revoked
from keystead.core.secret_types import SecretText
from keystead.services.errors import ValueRevoked
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


def finder_of_revoked(vault: OpenVault) -> Callable[[SecretText], Secret | None]:
    """``revoked_as`` for many values: the vault is looked through once."""
    known, key = revoked_values(vault), vault.state.fingerprint_key()

    def find(value: SecretText) -> Secret | None:
        if not known:
            return None
        plain = check_value(value).reveal()
        # A line break that a shell put behind it makes it no other value.
        prints = (fingerprint(key, one) for one in {plain, plain.rstrip(b"\r\n")})
        return next((known[one] for one in prints if one in known), None)

    return find


def revoked_as(vault: OpenVault, value: SecretText) -> Secret | None:
    """The Secret of which this value was revoked, None where it was not.

    Raises BadValue for what could be no value.
    """
    return finder_of_revoked(vault)(value)


def refuse_revoked(vault: OpenVault, value: SecretText | None) -> None:
    """ValueRevoked for a value that must not come back; BadValue for what could be none."""
    found = None if value is None else revoked_as(vault, value)
    if found is not None:
        raise ValueRevoked(
            f"{warning_of(found)} Nothing was changed. Where it is to be used all the same, the "
            "command line takes it with --force.",
            name=found.name,
            environment=found.environment,
        )


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
