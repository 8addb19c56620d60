"""The other entry: Keystead as shipped, but for cheap cost, a short table, and a moved clock.

    python tests/launcher.py --moved FILE [--keyring] [ARGUMENTS OF KEYSTEAD]

FILE holds a number: by how many seconds the clock is ahead of the computer's.  It is read
at every look at the clock, so a test moves the time of running agents, too.  The processes
that are started (agent, table) get the same entry with the same FILE.  The keyring is one
that does not exist, as on a machine without a desktop, where tests choose a device key
file; with --keyring it is the one of the test's own session.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HORIZON_DAYS = 2
KEYRING = "--keyring"


class MovedClock:
    """Implements ``core.clock.Clock``: both clocks go with the computer, moved by FILE."""

    def __init__(self, moved: Path) -> None:
        self._moved = moved

    def _ahead(self) -> float:
        try:
            return float(self._moved.read_text("ascii") or 0)
        except OSError:
            return 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time() + self._ahead()

    def monotonic(self) -> float:
        """Seconds that go on when the clock is moved ahead."""
        return time.monotonic() + self._ahead()


def no_keyring() -> object:
    """What ``keyring`` finds on a machine that has none."""
    from keyring.backends.fail import Keyring

    return Keyring()


def parts(moved: Path, keyring: bool = False) -> "Parts":  # type: ignore[name-defined]  # noqa: F821 - loaded on demand
    """The shipped parts with cheap cost, a table of two days and the moved clock."""
    from dataclasses import replace

    from keystead.main import CLIPBOARD, TABLE, shipped_parts
    from keystead.system.keyring_store import KeyringStore
    from tests.support.policies import CHEAP

    def command(word: str) -> tuple[str, ...]:
        entry = (sys.executable, str(Path(__file__).resolve()), "--moved", str(moved))
        return (*entry, *([KEYRING] if keyring else []), word)

    shipped = shipped_parts()
    return replace(
        shipped,
        clock=MovedClock(moved),
        kdf=CHEAP,
        keyring=shipped.keyring if keyring else lambda: KeyringStore(no_keyring),
        table_command=command(TABLE),
        agent_command=command("agent"),
        clipboard_command=command(CLIPBOARD),
        horizon_days=HORIZON_DAYS,
    )


def run(arguments: list[str]) -> int:
    """Run Keystead with these parts; the exit code."""
    sys.path[:0] = [str(ROOT / "app"), str(ROOT)]
    from keystead.main import main

    moved, words = Path("/nonexistent"), arguments
    if arguments[:1] == ["--moved"]:
        moved, words = Path(arguments[1]), arguments[2:]
    keyring = words[:1] == [KEYRING]
    return main(words[1:] if keyring else words, lambda: parts(moved, keyring))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
