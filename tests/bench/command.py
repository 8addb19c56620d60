"""Commands that ask a running agent: whole processes, beside a bare Python and `keyring get`.

The agent is one with cheap cost (tests/launcher.py); the commands are those of the shipped
entry, which need nothing of what the launcher replaces.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil  # type: ignore[import-untyped]
import pyotp

from tests.bench.report import Measurement, in_turns
from tests.support import big_vault

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = (sys.executable, str(ROOT / "tests" / "launcher.py"))
SHIPPED = (sys.executable, "-P", "-m", "keystead")
KEYRING = (sys.executable, "-P", "-m", "keyring", "get", "bench", "bench")
KEYS = 10_000
ROUNDS = 11
PASSPHRASE = "correct horse battery staple"


class RunningAgent:
    """A vault in a folder, unlocked, with its agent; ``keys`` of it imported."""

    def __init__(self, folder: Path, keys: int) -> None:
        self._folder = folder
        self._environment = {
            name: text for name, text in os.environ.items() if not name.startswith("KEYSTEAD_")
        } | {
            "KEYSTEAD_HOME": str(folder / "home"),
            "KEYSTEAD_PASSPHRASE": PASSPHRASE,
            "KEYSTEAD_NEW_PASSPHRASE": PASSPHRASE,
            # Asks nobody and keeps nothing, so that only the program itself is measured.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        made = self.run(
            *LAUNCHER, "init", str(folder / "bench.keystead"), "--json", "--no-confirm",
            "--device-key-file", str(folder / "device.key"),
        )  # fmt: skip
        self._unlock(json.loads(made)["totp_uri"])
        if keys:
            (folder / ".env").write_bytes(big_vault.dotenv(keys))
            self.run(*SHIPPED, "import", str(folder / ".env"), "--env", "dev")
        self.run(*SHIPPED, "add", "BENCH_KEY", "--env", "dev", "--generate")
        self._process = next(
            process
            for process in psutil.process_iter()
            if str(folder) in " ".join(_words(process)) and "agent" in _words(process)
        )

    def _unlock(self, uri: str) -> None:
        totp = pyotp.TOTP(parse_qs(urlsplit(uri).query)["secret"][0])
        # Some codes are left out; the next one is not.
        for code in (totp.now(), totp.at(time.time() + 30)):
            self._environment["KEYSTEAD_CODE"] = code
            try:
                self.run(*LAUNCHER, "unlock")
            except subprocess.CalledProcessError:
                continue
            return
        raise RuntimeError("the vault could not be unlocked")

    def run(self, *command: str, check: bool = True) -> str:
        """What the command prints."""
        done = subprocess.run(
            command, env=self._environment, cwd=ROOT, check=check, capture_output=True, text=True
        )
        return done.stdout

    def cpu(self) -> float:
        """Seconds that the agent has used."""
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def lock(self) -> None:
        """Lock; the agent ends."""
        self.run(*SHIPPED, "lock")


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def measure() -> list[Measurement]:
    """CPU seconds of the commands, and of the agent where it matters."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as folder:
        agent = RunningAgent(Path(folder), KEYS)
        try:
            return [_get(agent, bare=True), _get(agent, bare=False), *_add(agent)]
        finally:
            agent.lock()


def _get(agent: RunningAgent, bare: bool) -> Measurement:
    peer = (sys.executable, "-c", "pass") if bare else KEYRING
    ours, theirs = in_turns(
        lambda: agent.run(*SHIPPED, "get", "BENCH_KEY", "--env", "dev"),
        lambda: agent.run(*peer, check=False),
        ROUNDS,
    )
    work = "get through the agent" if bare else "get through the agent, again"
    return Measurement(work, "s", ours, 0.06, "bare Python" if bare else "keyring get", theirs)


def _add(agent: RunningAgent) -> list[Measurement]:
    """The client's and the agent's part; the publication, 2 s later, is not in it."""
    clients: list[float] = []
    agents: list[float] = []
    for number in range(5):
        command = (*SHIPPED, "add", f"BENCH_KEY_{number}", "--env", "dev", "--generate")
        before = agent.cpu()
        mine, _ = in_turns(lambda: agent.run(*command), None, 1)  # noqa: B023
        agents.append(agent.cpu() - before)
        clients += mine
        time.sleep(4.0)  # the file is written meanwhile
    both = tuple(one + other for one, other in zip(clients, agents, strict=True))
    work = f"add a key among {KEYS:,}, agent included"
    return [Measurement(work, "s", both, 0.08, "the command's part", tuple(clients))]
