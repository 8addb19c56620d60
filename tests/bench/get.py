"""Reading one value in a whole process, through the agent, beside what others take for it."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import keepass
from tests.bench.report import Measurement, Samples, in_turns
from tests.bench.running_agent import SHIPPED, RunningAgent
from tests.support import kept_vaults

TITLE = "Reading one value: the whole command"
REMARKS = """\
From a checkout, its bytecode compiled as in an installed one. More than half is Python's own
start and argparse. `keyring get` asks a backend that keeps nothing, so a real one adds to it.
`pass show` is a shell script over gpg: neither the names nor who changed what are sealed there.
KeePassXC opens a database of two keys, its KDF nearly nothing: with 10,000 its figure is that of
opening them."""
TARGET = 0.06
ROUNDS = 15


def measure() -> list[Measurement]:
    """CPU seconds, those of the agent for it included."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        (folder / "vault").mkdir()
        beside: dict[str, Samples] = {}
        with RunningAgent(kept_vaults.kept(10_000), folder / "vault") as agent:
            agent.run(*SHIPPED, "add", "BENCH_KEY", "--env", "dev", "--generate")
            agent.settle()
            before = agent.cpu()
            get = (*SHIPPED, "get", "BENCH_KEY", "--env", "dev")
            peers = {"bare Python": _command(agent, sys.executable, "-c", "pass")}
            peers |= _keyring(agent) | _keepassxc(folder) | _pass(folder)
            ours, _ = in_turns(lambda: agent.run(*get), None, ROUNDS)
            answering = (agent.cpu() - before) / ROUNDS
            for peer, work in peers.items():
                beside[peer] = in_turns(work, None, ROUNDS if peer == "bare Python" else 7)[0]
        both = tuple(one + answering for one in ours)
        return [Measurement("get, one of 10,000", "s", both, TARGET, beside)]


def _command(agent: RunningAgent, *words: str) -> Callable[[], object]:
    return lambda: agent.run(*words, check=False)


def _keyring(agent: RunningAgent) -> dict[str, Callable[[], object]]:
    if importlib.util.find_spec("keyring") is None:
        return {}
    command = (sys.executable, "-P", "-m", "keyring", "get", "bench", "bench")
    return {"keyring get": _command(agent, *command)}


def _keepassxc(folder: Path) -> dict[str, Callable[[], object]]:
    if not keepass.has_keepassxc():
        return {}
    path = folder / "one.kdbx"
    shutil.copyfile(keepass.database(1), path)
    keepass.xc(folder, "add", "-q", "-g", str(path), "bench")
    show = ("show", "-q", "-s", "-a", "Password", str(path), "bench")
    return {"keepassxc-cli show, of two": lambda: keepass.xc(folder, *show)}


def _pass(folder: Path) -> dict[str, Callable[[], object]]:
    if not shutil.which("pass") or not shutil.which("gpg"):
        return {}
    keys = folder / "gnupg"
    keys.mkdir(mode=0o700)
    environment = os.environ | {"GNUPGHOME": str(keys), "HOME": str(folder)}
    environment["PASSWORD_STORE_DIR"] = str(folder / "store")

    def run(*command: str) -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    run("gpg", "--batch", "--passphrase", "", "--quick-generate-key", "bench", "default", "default")
    run("pass", "init", "bench")
    run("pass", "generate", "bench")
    return {"pass show": lambda: run("pass", "show", "bench")}
