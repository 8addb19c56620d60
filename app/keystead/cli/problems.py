"""The one place that turns an error into a message and an exit code."""

import json

from keystead import errors
from keystead.agent.protocol import whereabouts
from keystead.cli import streams
from keystead.errors import KeysteadError

DONE, FAILED, USAGE, LOCKED, NOT_FOUND, REFUSED, DAMAGED, CONFLICT, DUE = (
    *(0, 1, 2, 3, 4, 5, 6, 7),
    10,
)
INTERRUPTED = 130
BROKEN_PIPE = 141

_CODES: tuple[tuple[type[KeysteadError], int], ...] = (
    (errors.UsageProblem, USAGE),
    (errors.AccessDenied, LOCKED),
    (errors.NotFound, NOT_FOUND),
    (errors.Refused, REFUSED),
    (errors.Damaged, DAMAGED),
    (errors.Conflicting, CONFLICT),
)


def exit_code(error: KeysteadError) -> int:
    """The exit code of the error's category; 1 for all that have none of their own."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


def report(error: KeysteadError, as_json: bool = False) -> int:
    """Say on stderr what happened; with ``as_json`` an object in a line of its own, too."""
    code = exit_code(error)
    say(error.message)
    if as_json:
        found = {"code": error.code, "exit": code, "message": error.message, "data": error.data}
        streams.tell(json.dumps({"error": found}, default=str))
    return code


def say(message: str) -> None:
    """One line on stderr, as every message of ours begins."""
    streams.tell(f"keystead: {message}")


def unwritten(reason: str) -> int:
    """stdout takes nothing more, such as on a full disk: what the command did is done."""
    say(f"the output could not be written: {reason}. The vault is not concerned.")
    return FAILED


def unforeseen(error: BaseException) -> int:
    """A short word for a fault of ours: no traceback, since its frames may hold secrets."""
    say(
        f"this was not foreseen ({whereabouts(error)}). Your vaults are intact as they were "
        "stored. Please report what you did."
    )
    return FAILED
