"""Prompts on the terminal, and the ways round them for scripts."""

import os
import sys

from keystead.cli import streams
from keystead.cli.environment import Given
from keystead.core.secret_types import SecretText
from keystead.errors import AccessDenied, Refused, UsageProblem

MAX_PASSPHRASE = 4_096
"""Bytes read from a file descriptor for a passphrase."""
NO_TERMINAL = "There is no terminal to ask on. Nothing was changed."


def can_ask() -> bool:
    """Whether there is a terminal, whatever stdin is connected to."""
    try:
        descriptor = os.open("/dev/tty" if os.name == "posix" else "CON", os.O_RDWR)
    except OSError:
        return False
    os.close(descriptor)
    return True


def hidden(prompt: str) -> SecretText:
    """A line typed on the terminal without echo; KeyboardInterrupt on Ctrl+C, UsageProblem
    without a terminal, where getpass would read stdin and show what is typed."""
    import getpass

    if not can_ask():
        raise UsageProblem(NO_TERMINAL)
    try:
        return SecretText(getpass.getpass(prompt))
    except EOFError:
        raise KeyboardInterrupt from None


def line(prompt: str) -> str:
    """A line typed on the terminal; the prompt goes to the terminal, not to the output."""
    try:
        with open("/dev/tty", "r+b", buffering=0) as terminal:
            terminal.write(prompt.encode())
            typed = terminal.readline()
    except OSError:
        raise UsageProblem(NO_TERMINAL) from None
    if not typed:
        raise KeyboardInterrupt
    return typed.decode("utf-8", "replace").strip()


def yes(question: str) -> bool:
    """Whether the answer on the terminal is yes; anything else is no."""
    return line(f"{question} [y/N] ").casefold() in ("y", "yes")


def confirm(sure: bool, question: str) -> None:
    """Go on where the user is ``sure`` already or says yes; Refused, UsageProblem."""
    if sure:
        return
    if not can_ask():
        raise UsageProblem("There is no terminal to ask on. Give --yes to go on without asking.")
    if not yes(question):
        raise Refused("Nothing was changed.")


def from_descriptor(number: int) -> SecretText:
    """The first line that can be read from an open file descriptor; UsageProblem."""
    try:
        with os.fdopen(number, "rb", closefd=True) as file:
            data = file.read(MAX_PASSPHRASE + 1)
    except OSError:
        raise UsageProblem(f"File descriptor {number} is not open for reading.") from None
    first = data.split(b"\n", 1)[0].removesuffix(b"\r")
    if len(data) > MAX_PASSPHRASE:
        raise UsageProblem(f"File descriptor {number} gives more than a passphrase.")
    try:
        return SecretText(first.decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageProblem("The passphrase is not text in UTF-8.") from None


def passphrase(given: Given, descriptor: int | None) -> SecretText:
    """The passphrase: from the descriptor, the environment, or a prompt; AccessDenied."""
    if descriptor is not None:
        return from_descriptor(descriptor)
    if given.passphrase is not None:
        return SecretText(given.passphrase)
    _need_terminal()
    return hidden("Passphrase: ")


def code(given: Given, typed: str | None) -> str:
    """The six digits: from ``--code``, the environment, or a prompt; AccessDenied."""
    found = typed or given.code
    if found is None:
        _need_terminal()
        found = line("Code: ")
    return found.replace(" ", "")


def new_passphrase(given: Given, prompt: str = "New passphrase: ") -> SecretText:
    """A new passphrase: from the environment, or typed twice; UsageProblem."""
    if given.new_passphrase is not None:
        return SecretText(given.new_passphrase)
    if not can_ask():
        raise UsageProblem(
            "A new passphrase is needed: set KEYSTEAD_NEW_PASSPHRASE, or run this in a terminal."
        )
    first = hidden(prompt)
    if hidden("Once more: ") != first:
        raise UsageProblem("The two are different. Nothing was changed.")
    return first


def secret_input(limit: int, what: str = "The value") -> SecretText:
    """All of stdin as a value, exactly; UsageProblem above ``limit`` bytes or not UTF-8, and
    where stdin cannot be read.  Who types it at a terminal is told how it ends."""
    if sys.stdin.isatty():
        streams.tell(f"{what} comes from here, and shows. Enter and Ctrl+D end it.")
    try:
        data = sys.stdin.buffer.read(limit + 1)
    except OSError:
        raise UsageProblem("Nothing can be read from stdin. Nothing was changed.") from None
    if len(data) > limit:
        raise UsageProblem(f"The value is larger than {limit // 1024} KiB. Nothing was changed.")
    try:
        return SecretText(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageProblem(
            "The value is not text in UTF-8. Encode it first, as base64. Nothing was changed."
        ) from None


def _need_terminal() -> None:
    if not can_ask():
        raise AccessDenied(
            "The vault is locked, and there is no terminal to ask on. Run 'keystead unlock' in "
            "a terminal first, or set KEYSTEAD_PASSPHRASE and KEYSTEAD_CODE."
        )
