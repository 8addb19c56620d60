"""Whether the new value of a rotation is like the old one; what is not may be no value at all,
but a message of the command that was to print one."""

from keystead.core import renewal
from keystead.core.fields import check_value_bytes
from keystead.core.model import Secret, Version
from keystead.core.recognised import Recognition
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.services.recognition import identify
from keystead.vault.session import OpenVault

_FAR = 2
"""The new value is far weaker where guessing it takes less than this part of the bits."""


def unlike(vault: OpenVault, secret: Secret) -> str:
    """A sentence on how the new value of the rotation under way differs from the old one in
    form, issuer or strength; '' where they are alike, or there is no old one."""
    old, new = renewal.former_version(secret), renewal.new_version(secret)
    if old is None or new is None:
        return ""
    try:
        before, after = (_value(vault, secret, one) for one in (old, new))
    except KeysteadError:  # the old one cannot be read: the rotation is the way out of that
        return ""
    return (
        _other_issuer(identify(before), identify(after))
        or _spaces(before.reveal().strip(), after.reveal().strip())
        or _weaker(old, new)
    )


def _other_issuer(old: Recognition | None, new: Recognition | None) -> str:
    if old is None or old.is_malformed:
        return ""
    if new is None:
        return f"The old value {_looks(old)}, the new one does not."
    if new.is_malformed or (old.service, old.what) != (new.service, new.what):
        return f"The old value {_looks(old)}, but the new one {_looks(new)}."
    return ""


def _looks(found: Recognition) -> str:
    return found.words[:1].lower() + found.words[1:]


def _spaces(old: str, new: str) -> str:
    if " " in old or " " not in new or "\n" in new:
        return ""
    return "The new value has spaces in it, the old one has none."


def _weaker(old: Version, new: Version) -> str:
    if not 0 < new.bits * _FAR < old.bits:
        return ""
    return (
        f"The new value is far weaker than the old one: guessing it takes {new.bits} bits at "
        f"most, the old one {old.bits}."
    )


def _value(vault: OpenVault, secret: Secret, version: Version) -> SecretText:
    return check_value_bytes(vault.value(secret.environment_id, secret.id, version.id))
