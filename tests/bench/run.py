"""A program started with values in its variables, beside what others take for it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from devtools import peers
from tests.bench.processes import ROOT
from tests.bench.report import Measurement, Samples, in_turns
from tests.bench.running_agent import SHIPPED, RunningAgent
from tests.support import big_vault, kept_vaults

TITLE = "A program with values in its variables: the whole command"
REMARKS = """\
`true` is started with 1 and with 100 variables, through the agent of a vault of 10,000 keys.
`dotenv` reads a file that lies there in the clear, `dotenvx` decrypts one. Above `get` stand the
sealed values that the agent opens one by one, and the journal that it seals anew with each use."""
ROUNDS, PEER_ROUNDS = 15, 7
DOTENVX = ROOT / "tests" / "real" / "npm" / "node_modules" / ".bin" / "dotenvx"
TARGETS = {1: 0.06, 100: 0.07}


def measure() -> list[Measurement]:
    """CPU seconds, those of the agent for it included."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        (folder / "vault").mkdir()
        with RunningAgent(kept_vaults.kept(10_000), folder / "vault") as agent:
            return [_measured(agent, folder, count) for count in TARGETS]


def _measured(agent: RunningAgent, folder: Path, count: int) -> Measurement:
    environment, file = f"run-{count}", folder / f"{count}.env"
    file.write_bytes(big_vault.dotenv(count))
    agent.run(*SHIPPED, "env", "add", environment)
    agent.run(*SHIPPED, "import", str(file), "--env", environment)
    agent.settle()
    before = agent.cpu()
    run = (*SHIPPED, "run", "--env", environment, "--", "true")
    ours, _ = in_turns(lambda: agent.run(*run), None, ROUNDS)
    answering = (agent.cpu() - before) / ROUNDS
    beside: dict[str, Samples] = {}
    for peer, work in _peers(agent, file).items():
        beside[peer] = in_turns(work, None, PEER_ROUNDS)[0]
    both = tuple(one + answering for one in ours)
    what = "1 variable" if count == 1 else f"{count} variables"
    return Measurement(f"run with {what}", "s", both, TARGETS[count], beside)


def _peers(agent: RunningAgent, file: Path) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {"the program alone": lambda: agent.run("true")}
    if peers.python().exists():
        dotenv = (str(peers.python()), "-m", "dotenv", "-f", str(file), "run", "--", "true")
        found["dotenv"] = lambda: agent.run(*dotenv)
    if DOTENVX.exists() and shutil.which("node"):
        sealed = file.with_suffix(".sealed")
        shutil.copyfile(file, sealed)
        command = (str(DOTENVX), "encrypt", "-f", str(sealed))
        subprocess.run(command, cwd=file.parent, env=os.environ, check=True, capture_output=True)
        words = (str(DOTENVX), "run", "--quiet", "-f", str(sealed), "--", "true")
        found["dotenvx, encrypted"] = lambda: subprocess.run(
            words, cwd=file.parent, env=os.environ, check=True, capture_output=True
        )
    return found
