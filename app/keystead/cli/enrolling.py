"""What ``init``, ``recover``, ``setup-device``, ``passwd`` and ``kit`` show and ask.

The authenticator entry as a QR code and as text, a code to confirm it, the two sheets of
the Emergency Kit, a part of each to be typed back.
"""

import sys
from collections.abc import Callable

from keystead.cli import asking, output
from keystead.cli.options import Args
from keystead.errors import KeysteadError, UsageProblem

TRIES = 5
"""How often a code or a part of the kit may be typed before it is given up."""


def check_ways(args: Args) -> None:
    """UsageProblem where there is no terminal and not both --json and --no-confirm."""
    if not asking.can_ask() and not (args.json and args.no_confirm):
        raise UsageProblem(
            "There is no terminal here to show the authenticator entry and the kit on. "
            "Give --json --no-confirm, and keep what is printed safe."
        )


def show_entry(uri: str, text: str) -> None:
    """The new entry for the authenticator, on the terminal alone."""
    from keystead.services.qr import matrix, terminal

    _tell("\nScan this with your authenticator, as a new entry:\n")
    _tell(terminal(matrix(uri)))
    _tell(f"Or type this secret: {text}\n")


def confirm_code(confirm: Callable[[str], None]) -> None:
    """Ask for the code that the new entry shows until it is right; the last error otherwise."""
    _until_right(lambda: confirm(asking.line("Code that it shows now: ").replace(" ", "")))


def show_kit(secret_key: str | None, recovery_code: str | None) -> None:
    """The sheets; they are shown once."""
    _tell("\nYour Emergency Kit. Keep the two sheets apart; they are not shown again.\n")
    if secret_key is not None:
        _tell(f"  Secret Key     {secret_key}")
        _tell("                 sets up another device, together with your passphrase\n")
    if recovery_code is not None:
        _tell(f"  Recovery code  {recovery_code}")
        _tell("                 opens the vault alone: keep it locked away\n")


def confirm_kit(check: Callable[[str, str], None], with_recovery: bool = True) -> None:
    """Ask for the last group of each sheet until both are right."""

    def once() -> None:
        key = asking.line("Last group of the Secret Key: ")
        code = asking.line("Last group of the recovery code: ") if with_recovery else ""
        check(key, code)

    _until_right(once)


def progress(done: int, total: int) -> None:
    """How far the table of codes is, on a terminal only."""
    if not sys.stderr.isatty():
        return
    part = 100 * done // max(total, 1)
    end = "\n" if done >= total else ""
    print(f"\rPreparing this device … {part} %", end=end, file=sys.stderr, flush=True)


def rate(passphrase: str, known: tuple[str, ...] = ()) -> None:
    """Say how hard the passphrase is to guess; a weak one only after a second thought."""
    from keystead.services.passphrases import rate as rated

    strength = rated(passphrase, known)
    output.note(f"Strength: {strength.score} of 4. {strength.remark}".rstrip())
    if strength.score < 3 and not asking.yes("Use it anyway?"):
        raise UsageProblem("Nothing was made. A suggestion: several words that do not belong.")


def _until_right(attempt: Callable[[], None]) -> None:
    for left in reversed(range(TRIES)):
        try:
            return attempt()
        except KeysteadError as error:
            if not left:
                raise
            output.note(f"keystead: {error.message}")
    return None


def _tell(text: str) -> None:
    """On the terminal itself, so that redirected output never keeps it by accident."""
    with open("/dev/tty", "w", encoding="utf-8") as terminal:
        print(text, file=terminal)
