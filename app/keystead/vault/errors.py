"""Errors of the vault layer; see ``keystead.errors`` for the categories."""

from keystead.errors import (
    AccessDenied,
    Conflicting,
    Damaged,
    FileProblem,
    NotFound,
    Refused,
    UsageProblem,
)


class NotAVault(Damaged):
    """The file does not begin like a vault, capsule or replica."""

    code = "not-a-vault"


class VaultDamaged(Damaged):
    """Bytes changed or are missing; ``repair`` keeps what is whole."""

    code = "vault-damaged"


class VaultIncomplete(Damaged):
    """A commit or blob that others refer to is not here."""

    code = "vault-incomplete"


class VaultRolledBack(Damaged):
    """The file lacks what this device has seen in it and brings nothing new."""

    code = "vault-rolled-back"


class WrongVault(Damaged):
    """The file at the registered path is another vault."""

    code = "wrong-vault"


class NewerFormat(Damaged):
    """Made by a newer Keystead."""

    code = "newer-format"


class ReplicaDamaged(Damaged):
    """The private database of this device is not what this device wrote."""

    code = "replica-damaged"


class ForgedCommit(Damaged):
    """A commit whose signature, author or vault is not right."""

    code = "forged-commit"


class ForgedRecord(Damaged):
    """A member record that the member it names did not sign."""

    code = "forged-record"


class CapsuleDamaged(Damaged):
    """The file that opens the vault on this device is not what this device wrote."""

    code = "capsule-damaged"


class RegistryDamaged(Damaged):
    """The list of vaults of this device cannot be read; it is never overwritten."""

    code = "registry-damaged"


class ContestedKeys(Damaged):
    """Changes signed with keys that this device has renewed, by whoever still has them."""

    code = "contested-keys"


class WrongCredentials(AccessDenied):
    """Passphrase, code or device key: which one is never told."""

    code = "wrong-credentials"


class WaitForNextCode(AccessDenied):
    """The window of this code was used already."""

    code = "wait-for-next-code"


class TableEnded(AccessDenied):
    """The capsule's table does not reach this day, or the clock is before its start."""

    code = "table-ended"


class NoDeviceKey(AccessDenied):
    """This device holds no capsule or no device key for the vault."""

    code = "no-device-key"


class KeysRenewed(AccessDenied):
    """The member's keys were renewed on another device; this one must be set up again."""

    code = "keys-renewed"


class VaultLocked(AccessDenied):
    """The vault was locked meanwhile."""

    code = "locked"


class NameTaken(Conflicting):
    """A Secret or environment with this name exists."""

    code = "name-taken"


class EditedMeanwhile(Conflicting):
    """Somebody else changed the same fields of the Secret since it was looked at."""

    code = "edited-meanwhile"


class LostRace(FileProblem):
    """Another program wrote the vault file at the same moment; named as the host names it."""

    code = "changed-meanwhile"


class AlreadyThere(Refused):
    """A file or vault lies where a new one was to be made."""

    code = "already-there"


class NoSuchObject(NotFound):
    """No Secret, Version or environment with this id."""

    code = "no-such-object"


class RightMissing(Refused):
    """This member does not hold the right that the change needs."""

    code = "right-missing"


class Revoked(Refused):
    """The Version was revoked: its value is given out no more."""

    code = "revoked"


class TooLarge(UsageProblem):
    """More than the format's limits allow."""

    code = "too-large"


def damaged() -> ReplicaDamaged:
    """The one error for a database that this device did not leave so."""
    return ReplicaDamaged(
        "This device's private copy of the vault is damaged or was changed by something else. "
        "The vault file is untouched: 'keystead repair' makes the copy anew from it."
    )


def revoked_value() -> Revoked:
    """The error for a value that was revoked."""
    return Revoked(
        "This version was revoked, so its value is not copied, exported or used any more. "
        "Give the key a new value."
    )
