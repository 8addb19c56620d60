"""Errors of the use cases.

NotFound
└── NoSuchVault        no vault of this name or path is set up on this device
UsageProblem
├── AmbiguousVault     several vaults fit; ``data["candidates"]`` names them
└── WrongKitPart       the retyped part of the Emergency Kit is another
AccessDenied
└── WrongCode          the authenticator does not show what it should
Refused
├── SharedHome         the home lies in a folder that is copied elsewhere
└── ValueRevoked       a value that comes in is one that was revoked
Conflicting
└── RotationUnderway   a rotation of this key has begun and is not over
NotFound
└── NoRotation         there is no rotation to go on with
KeysteadError
├── TableFailed        the child process that makes the table of codes ended early
└── HookFailed         a command of the user's did not do what it was run for
"""

from keystead.errors import (
    AccessDenied,
    Conflicting,
    KeysteadError,
    NotFound,
    Refused,
    UsageProblem,
)


class NoSuchVault(NotFound):
    """No vault of this name or path is set up on this device."""

    code = "no-such-vault"


class AmbiguousVault(UsageProblem):
    """Several vaults fit what was given."""

    code = "ambiguous-vault"


class WrongKitPart(UsageProblem):
    """The retyped part of the Emergency Kit is another."""

    code = "wrong-kit-part"


class WrongCode(AccessDenied):
    """The code of a new authenticator entry is not right."""

    code = "wrong-code"


class SharedHome(Refused):
    """The home lies on a network or in a folder that a sync service copies."""

    code = "shared-home"


class ValueRevoked(Refused):
    """A value that comes in is one that was revoked."""

    code = "value-revoked"


class TableFailed(KeysteadError):
    """The child process that makes the table of codes ended early."""

    code = "table-failed"


class RotationUnderway(Conflicting):
    """A rotation of this key has begun and is not over."""

    code = "rotation-underway"


class NoRotation(NotFound):
    """There is no rotation to go on with."""

    code = "no-rotation"


class HookFailed(KeysteadError):
    """A command of the user's failed; ``data["reason"]``: time, size, nothing, lines, exit,
    signal or cancelled."""

    code = "hook-failed"
