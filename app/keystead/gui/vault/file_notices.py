"""What to say of the vault file: what is wrong with it, what is safe, what can be done."""

from dataclasses import dataclass

from keystead.gui.models.snapshot import VaultStatus
from keystead.gui.widgets.marks import Severity

REPUBLISH, ACCEPT, REMOVE_COPIES = "republish", "accept", "remove-copies"


@dataclass(frozen=True)
class Notice:
    """What a banner says; ``goes_to`` is the key of a Scope that its action shows;
    ``choices``: words of buttons, each with what is asked for by it."""

    severity: Severity
    title: str
    words: str = ""
    action: str = ""
    goes_to: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_SAFE = "Everything is safe on this computer."
_WRITE = ("Write it anew", REPUBLISH)
_SPOILED = (
    f"{_SAFE} A sync program may still be at it. If it stays so, write the file anew from here; "
    "what lies there now is kept beside it."
)
_TITLES = {
    "vault-damaged": "The vault file is damaged",
    "vault-incomplete": "The vault file is incomplete",
    "not-a-vault": "Something else lies in place of the vault file",
    "forged-commit": "The vault file holds changes that no member signed",
    "forged-record": "The vault file holds keys that no member signed",
    "contested-keys": "The vault file holds changes signed with your former keys",
}
_FIXED = {
    "vault-rolled-back": Notice(
        "warning",
        "The vault file is older than what this computer has seen in it",
        f"{_SAFE} Nothing is written until you choose: publish what is here, or go back to what "
        "the file holds. Going back keeps a copy of what is here beside the file.",
        choices=(("Publish what is here", REPUBLISH), ("Go back to the file", ACCEPT)),
    ),
    "file-missing": Notice(
        "warning",
        "The vault file is gone",
        f"{_SAFE} The file is written again in a moment, unless it comes back.",
        choices=(("Write it now", REPUBLISH),),
    ),
    "wrong-vault": Notice(
        "warning",
        "Another vault lies in place of this one's file",
        f"{_SAFE} Nothing was taken from it. Put the right file back.",
    ),
}


def file_notice(status: VaultStatus) -> Notice | None:
    """Why the last exchange with the vault file failed; None where it did not."""
    if not status.problem:
        return None
    code = status.problem_code
    if code in _TITLES:
        return Notice("warning", _TITLES[code], _SPOILED, choices=(_WRITE,))
    words = "Your changes are safe on this computer and tried again."
    return _FIXED.get(code) or Notice("warning", status.problem, words)


def copies_notice(copies: tuple[str, ...]) -> Notice | None:
    """That a sync program left copies, which are merged; None for none."""
    if not copies:
        return None
    if len(copies) == 1:
        words = f"{copies[0]} lies beside the vault file. All that it holds is in the vault now."
        choice = "Remove the copy"
    else:
        words = f"{len(copies)} lie beside the vault file. All that they hold is in the vault now."
        choice = "Remove the copies"
    title = "A sync program kept a copy" if len(copies) == 1 else "A sync program kept copies"
    return Notice("info", title, words, choices=((choice, REMOVE_COPIES),))
