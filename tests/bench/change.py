"""Adding and changing one key through the agent: whole processes, the agent's part included.

The publication of the vault file, two seconds later in the background, is measured apart.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.bench import keepass
from tests.bench.processes import Used
from tests.bench.report import Measurement, Samples, in_turns, net
from tests.bench.running_agent import SHIPPED, RunningAgent
from tests.support import kept_vaults
from tests.support.kept_vaults import KeptVault

TITLE = "Changing one key, through the agent"
REMARKS = """\
A command and the agent's work for it, up to the answer. Most of it is the start of Python, so
the target hangs on the machine; the agent's own part is a hundredth of a second. Only looking
whether a name is free goes through all names, which shows at 100,000. KeePassXC's command opens
and rewrites its database, its KDF is not counted.

The vault file is written two seconds later, in the background; the last row is the agent's work
for that."""
ROUNDS = 5
TARGET = 0.08


class Costs(NamedTuple):
    """CPU seconds of each round: the command, the agent until the answer, and its rest."""

    command: list[float]
    agent: list[float]
    later: list[float]

    @property
    def both(self) -> Samples:
        """Command and agent."""
        return tuple(one + other for one, other in zip(self.command, self.agent, strict=True))


def measure() -> list[Measurement]:
    """CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as name:
        folder = Path(name)
        few = _changed(kept_vaults.kept(100), folder / "few")
        many = _changed(kept_vaults.kept(10_000), folder / "many")
        most = _changed(kept_vaults.kept(100_000, per_commit=100), folder / "most")
        peers = _added_by_xc(folder, 10_000)
    found = []
    for place, word in enumerate(("add", "change")):
        work = f"{word} a key among 10,000"
        beside = {"the command's part": tuple(many[place].command)}
        beside |= {"among 100": few[place].both, "among 100,000": most[place].both}
        beside |= peers if word == "add" else {}
        found.append(Measurement(work, "s", many[place].both, TARGET, beside))
    later = tuple(many[0].later + many[1].later)
    beside = {"among 100": tuple(few[0].later + few[1].later)}
    return [*found, Measurement("the agent's publication of 10,000", "s", later, None, beside)]


def _changed(vault: KeptVault, folder: Path) -> tuple[Costs, Costs]:
    folder.mkdir()
    added, edited = Costs([], [], []), Costs([], [], [])
    with RunningAgent(vault, folder) as agent:
        agent.run(*SHIPPED, "add", "BENCH_KEY", "--env", "dev", "--generate")
        agent.settle()
        for number in range(ROUNDS):
            name = f"BENCH_KEY_{number}"
            _one(agent, added, (*SHIPPED, "add", name, "--env", "dev", "--generate"))
            edit = (*SHIPPED, "edit", "BENCH_KEY", "--env", "dev", "--notes", f"No. {number}")
            _one(agent, edited, edit)
    return added, edited


def _one(agent: RunningAgent, costs: Costs, command: tuple[str, ...]) -> None:
    before = agent.cpu()
    (mine,), _ = in_turns(lambda: agent.run(*command), None, 1)
    costs.command.append(mine)
    costs.agent.append(agent.cpu() - before)
    costs.later.append(agent.settle())


def _added_by_xc(folder: Path, count: int) -> dict[str, Samples]:
    if not keepass.has_keepassxc():
        return {}
    one, many = _adding(folder, 1), _adding(folder, count)
    start = keepass.cpu([one(number) for number in range(3)])
    return {keepass.KEEPASSXC: net(keepass.cpu([many(n) for n in range(3)]), start)}


def _adding(folder: Path, count: int) -> Callable[[int], Used]:
    path = folder / f"{count}.kdbx"
    shutil.copyfile(keepass.database(count), path)
    return lambda number: keepass.xc(folder, "add", "-q", "-g", str(path), f"added {number}")
