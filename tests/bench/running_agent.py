"""A kept vault, unlocked, with its agent: whole commands are measured against it.

The agent is one with cheap cost (tests/launcher.py); the commands are those of the shipped
entry, which need nothing of what the launcher replaces.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

import psutil  # type: ignore[import-untyped]

from keystead.crypto import totp
from tests.bench.processes import ROOT
from tests.support.homes import PASSPHRASE
from tests.support.kept_vaults import KeptVault

LAUNCHER = (sys.executable, str(ROOT / "tests" / "launcher.py"))
SHIPPED = (sys.executable, "-P", "-m", "keystead")


class RunningAgent:
    """The agent of a copy of the vault in ``folder``, which is empty; locked at the end."""

    def __init__(self, vault: KeptVault, folder: Path) -> None:
        self.vault = vault.copy_to(folder)
        moved = folder / "moved"
        moved.write_text(str(vault.clock.now() + 3600 - time.time()), "ascii")
        self._launcher = (*LAUNCHER, "--moved", str(moved))
        self._ahead = float(moved.read_text("ascii"))
        self.environment = {
            name: text for name, text in os.environ.items() if not name.startswith("KEYSTEAD_")
        } | {
            "KEYSTEAD_HOME": str(folder / "home"),
            "KEYSTEAD_PASSPHRASE": PASSPHRASE.reveal(),
            # Asks nobody and keeps nothing, so that only the program itself is measured.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }

    def __enter__(self) -> "RunningAgent":
        self._unlock()
        folder = str(self.vault.folder)
        self._process = next(
            process
            for process in psutil.process_iter()
            if folder in " ".join(_words(process)) and "agent" in _words(process)
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.run(*SHIPPED, "lock")

    def _unlock(self) -> None:
        # Some codes are left out; the next one is not.
        for ahead in range(2):
            window = totp.window_at(time.time() + self._ahead) + ahead
            self.environment["KEYSTEAD_CODE"] = totp.code(self.vault.totp, window)
            try:
                self.run(*self._launcher, "unlock")
            except subprocess.CalledProcessError:
                continue
            return
        raise RuntimeError("the vault could not be unlocked")

    def run(self, *command: str, check: bool = True) -> str:
        """What the command prints."""
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, check=check, capture_output=True, text=True
        )
        return done.stdout

    def cpu(self) -> float:
        """Seconds that the agent has used."""
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def settle(self) -> float:
        """Wait until the agent rests, the vault file being written; its seconds since."""
        before, last, quiet = self.cpu(), self.cpu(), 0
        time.sleep(2.5)
        while quiet < 5:
            time.sleep(0.1)
            now = self.cpu()
            quiet, last = (quiet + 1, now) if now == last else (0, now)
        return last - before


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
