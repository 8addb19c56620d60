"""What the audit says to people: each action in plain words, and the outcome of the proof."""

from collections.abc import Iterable

WORDS = {
    "add": "Added",
    "adopt": "Taken over",
    "copy": "Copied",
    "deliver-key": "Key delivered",
    "edit": "Edited",
    "environment": "Environment changed",
    "export": "Exported",
    "failed-unlocks": "Failed unlock",
    "forget-place": "Place forgotten",
    "grant": "Right given",
    "inject": "Injected",
    "loss": "Right taken",
    "member-name": "Member named",
    "new-key": "New environment key",
    "policy": "Policy changed",
    "purge": "Erased",
    "renew-keys": "Keys renewed",
    "reseal": "Sealed anew",
    "restore": "Backup restored",
    "reveal": "Looked at",
    "review": "Reviewed",
    "revoke": "Revoked",
    "rotate": "New value",
    "rotation-step": "Rotation step",
    "run": "Run with",
    "sealed": "Closed to you",
    "trash": "Moved to trash",
    "unlock": "Unlocked",
    "untrash": "Taken from trash",
    "vault-name": "Vault named",
}

FIELDS = {
    "hint": "how it begins",
    "last_rotated": "day of rotation",
    "leads": "reminders",
    "renewal": "step",
    "rotate_every": "how often it is rotated",
    "rotate_url": "rotation page",
    "revoke_url": "revocation page",
}
"""Fields that a person knows by other words than their names."""


def details(action: str, fields: Iterable[str]) -> str:
    """The fields that were changed, in words; without those that the action says already."""
    own = _SAID.get(action, frozenset())
    return ", ".join(FIELDS.get(one, one.replace("_", " ")) for one in fields if one not in own)


_SAID = {
    "review": frozenset({"reviewed"}),
    "revoke": frozenset({"incidents"}),
    "rotate": frozenset({"last_rotated", "hint"}),
}


def said(action: str, count: int = 1) -> str:
    """The action in words; ``count`` where events were summed up."""
    words = WORDS.get(action, action)
    if count < 2:
        return words
    if action == "failed-unlocks":
        return f"{count:,} failed unlocks"
    return f"{words}, {count:,} times"


def verdict(commits: int, broken: str = "") -> str:
    """The outcome of the proof: ``commits`` that hold, and what is wrong with the next one."""
    if broken:
        before = "The commit" if commits == 1 else f"The {commits:,}"
        verb = "holds" if commits == 1 else "hold"
        return f"{broken} {before} before it {verb}."
    if commits == 1:
        return "The one commit is whole and signed."
    return f"All {commits:,} commits are whole, signed, and follow on each other."
