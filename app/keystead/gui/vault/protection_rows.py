"""The words of *What protects this vault*; pure, no widget."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from keystead.gui.pages.known import short_path
from keystead.services.protection import Protection

Level = Literal[1, 2, 3]
LEVELS: dict[Level, str] = {3: "Closed", 2: "Slowed", 1: "Open"}


@dataclass(frozen=True)
class Row:
    """What somebody has, what stands in their way, and how far that goes."""

    icon: str
    has: str
    way: str
    level: Level


@dataclass(frozen=True)
class Fact:
    """One thing that is in place: its name, what it is, a remark; ``warns`` in amber."""

    name: str
    value: str
    remark: str
    warns: bool = False


def rows_of(facts: Protection) -> list[Row]:
    """The table; a device key file takes the keyring's row away."""
    if facts.key_file:
        computer = [
            Row(
                "laptop",
                "Your computer with its key file, not your passphrase",
                "Your log-in does not count: the file is readable to whoever can read your files. "
                "Each guess of the passphrase costs up to a million heavy runs",
                2,
            )
        ]
    else:
        computer = [
            Row("laptop", "Your computer, keyring locked", "Your log-in, then the rows below", 2),
            Row(
                "laptop",
                "Your computer with the keyring open, not your passphrase",
                "Each guess of it costs up to a million heavy runs",
                2,
            ),
        ]
    return [
        Row(
            "file",
            "A copy of the vault file, even with your passphrase",
            "A 256-bit key that is not in it",
            3,
        ),
        *computer,
        Row(
            "laptop",
            "The same, and your passphrase",
            "A million heavy runs: minutes to hours on graphics cards; change your keys in that "
            "time",
            2,
        ),
        Row(
            "phone",
            "The same, and a code they saw you type",
            "Before your next unlock: nothing; after it: the row above",
            1,
        ),
        Row("document", "Your Secret Key and the vault file", "Your passphrase", 2),
        Row(
            "document",
            "Your recovery code and the vault file",
            "Nothing: keep the sheet locked away",
            1,
        ),
        Row("bug", "Your unlocked vault, or malware in your session", "Nothing here", 1),
    ]


def facts_of(facts: Protection, until: str, made: str) -> list[Fact]:
    """What is in place today; ``until`` and ``made`` (or "") are days in words."""
    return [
        Fact("Passphrase", cost_words(facts.light), "the first run; it is never stored"),
        Fact("Heavy run", cost_words(facts.heavy), "for each code that is tried"),
        _device_key(facts),
        Fact("Codes", f"until {until}", "extended by every unlock"),
        _kit(facts, made),
    ]


def cost_words(cost: object) -> str:
    """``1 GiB, 3 passes`` for an Argon2 cost (``memory_kib``, ``passes``)."""
    memory, passes = getattr(cost, "memory_kib", 0), getattr(cost, "passes", 0)
    size = f"{memory} KiB"
    if memory >= 1024:
        size = f"{memory // 1024} MiB"
    if memory >= 1024 * 1024:
        size = f"{memory / 1024 / 1024:.1f} GiB".replace(".0 GiB", " GiB")
    return f"{size}, {passes} {'pass' if passes == 1 else 'passes'}"


def _device_key(facts: Protection) -> Fact:
    if facts.device_key_problem:
        return Fact("Device key", "not reachable now", "see above", warns=True)
    words = facts.device_key
    if facts.key_file:
        path = words[words.find("'") + 1 : words.rfind("'")]
        return Fact("Device key", "in a file", short_path(Path(path)), warns=True)
    if "(" in words:
        words = words[words.index("(") + 1 : words.rindex(")")]
    return Fact("Device key", words, "this computer only")


def _kit(facts: Protection, made: str) -> Fact:
    if facts.two_kits:
        return Fact("Emergency Kit", "two kits", "the old one still opens the vault", warns=True)
    key, code = facts.secret_key, facts.recovery_code
    if key != code:
        return Fact("Emergency Kit", "two sheets", f"Secret Key {key}, recovery code {code}")
    if made:
        return Fact("Emergency Kit", f"made {made}", f"two sheets, generation {key}")
    return Fact("Emergency Kit", f"generation {key}", "two sheets")
