"""Commands of the user's: one prints a new value, another tells whether it works.

They run in the process that the user sees, never in the agent.  A value goes to a child by
its environment alone, never by its arguments.
"""

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from keystead.core import fields
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.errors import UsageProblem
from keystead.services.errors import HookFailed
from keystead.services.programs import environment
from keystead.system.children import Ended, Ending, run

SECONDS = 60.0
"""How long a command may take where nobody says otherwise."""
MAX_SECONDS = 3_600.0
MAX_OUTPUT = fields.MAX_VALUE + 2
"""Bytes that are read: the largest value and a line break."""
_KEPT = "Nothing was changed."


def words_of(command: str, by_shell: bool = False) -> tuple[str, ...]:
    """The program and its arguments as a shell would split them; with ``by_shell`` a shell
    that runs the whole.  Raises UsageProblem for none, or for an open quote."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise UsageProblem("The command has a quote that is never closed.") from None
    if not words:
        raise UsageProblem("The command is empty.")
    return ("/bin/sh", "-c", command) if by_shell else tuple(words)


def check_seconds(seconds: float) -> float:
    """A time-out from outside; UsageProblem unless it is 1 to 3,600 seconds."""
    if not 1 <= seconds <= MAX_SECONDS:
        raise UsageProblem(f"A command can be given 1 to {MAX_SECONDS:.0f} seconds.")
    return seconds


def new_value(
    command: Sequence[str],
    *,
    multiline: bool = False,
    seconds: float = SECONDS,
    ours: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SecretText:
    """What the command prints, without one line break at its end.

    ``ours``: Keystead's own variables that it may see, such as the home.  Raises HookFailed
    where it fails, takes too long, prints nothing, too much, or several lines without
    ``multiline``; BadValue for what cannot be a value.
    """
    ended = _run(command, environment(ours), seconds, MAX_OUTPUT, None, cancelled)
    _check(ended, seconds)
    raw = ended.output.reveal()
    raw = raw[:-2] if raw.endswith(b"\r\n") else raw.removesuffix(b"\n")
    if not raw.strip():
        raise HookFailed(f"The command printed nothing. {_KEPT}", reason="nothing")
    if not multiline and (b"\n" in raw or b"\r" in raw):
        raise HookFailed(
            f"The command printed several lines. {_KEPT} Where its value has several lines, allow "
            "them (--multiline on the command line).",
            reason="lines",
        )
    return fields.check_value_bytes(SecretBytes(raw))


def check(
    command: Sequence[str],
    name: str,
    value: SecretText,
    *,
    seconds: float = SECONDS,
    ours: Mapping[str, str] | None = None,
    output_to: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Run the command with the value in its variable ``name``; HookFailed unless it ends with 0.

    ``output_to``: the descriptor that gets what it prints; nothing is kept of it.
    """
    given = environment(ours) | {name: fields.check_value(value).reveal().decode()}
    with Path(os.devnull).open("wb") as nowhere:
        target = nowhere.fileno() if output_to is None else output_to
        ended = _run(command, given, seconds, 0, target, cancelled)
    _check(ended, seconds)


def _run(
    command: Sequence[str],
    given: Mapping[str, str],
    seconds: float,
    limit: int,
    output_to: int | None,
    cancelled: Callable[[], bool] | None,
) -> Ended:
    if cancelled is None:
        return run(command, given, seconds, limit, output_to)
    return run(command, given, seconds, limit, output_to, cancelled)


def _check(ended: Ended, seconds: float) -> None:
    match ended.ending:
        case Ending.TOO_LONG:
            raise HookFailed(
                f"The command did not end within {seconds:g} seconds and was stopped. {_KEPT}",
                reason="time",
            )
        case Ending.TOO_MUCH:
            raise HookFailed(
                f"The command printed more than {fields.MAX_VALUE // 1024} KiB and was "
                f"stopped. {_KEPT}",
                reason="size",
            )
        case Ending.CANCELLED:
            raise HookFailed(f"The command was stopped. {_KEPT}", reason="cancelled")
    if ended.code < 0:
        raise HookFailed(f"The command was ended by signal {-ended.code}. {_KEPT}", reason="signal")
    if ended.code:
        raise HookFailed(
            f"The command ended with exit code {ended.code}. {_KEPT}",
            reason="exit",
            status=ended.code,
        )
