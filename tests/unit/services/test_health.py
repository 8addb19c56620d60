"""The report of a real vault: files of this computer, git, policies, ages."""

import subprocess
from pathlib import Path

from keystead.core.health import DAY, Severity
from keystead.core.model import Risk
from keystead.services import export, health
from keystead.services.whereabouts import of_file
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, named


def kinds(vault: OpenVault, environment: str | None = None) -> set[tuple[str, str]]:
    return {(one.name, one.kind) for one in health.report(vault, 14, environment).findings}


def test_files_that_are_gone_or_that_git_would_take(world: World, tmp_path: Path):
    vault = world.one.open()
    add(vault, "A", "k" * 10 + "x9Zq7Lm2Pw4Vb6Nc8")
    edit(vault, "A", risk=Risk.LOW)
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    for name in ("here.txt", "gone.txt"):
        export.record(vault, "dev", ["A"], of_file(tmp_path / name, "node"))
    (tmp_path / "here.txt").write_text("")
    assert kinds(vault) == {("A", "not-ignored"), ("A", "gone-place")}
    (tmp_path / ".gitignore").write_text("here.txt\n")
    assert kinds(vault) == {("A", "gone-place")}


def test_one_environment_and_all(world: World):
    vault = world.one.open()
    add(vault, "A", "hunter2")
    add(vault, "B", "hunter2", environment="prod")
    assert ("A", "weak") in kinds(vault)
    assert ("A", "same-value") in kinds(vault, "dev")
    assert {name for name, _ in kinds(vault, "prod")} == {"B"}


def test_ages_and_the_days_ahead(world: World):
    vault = world.one.open()
    add(vault, "A")
    world.clock.advance(100 * DAY)
    add(vault, "B", "another")
    edit(vault, "B", risk=Risk.HIGH)
    found = health.report(vault, 14)
    assert found.ages == {"dev": (1, 0, 1, 0), "staging": (0, 0, 0, 0), "prod": (0, 0, 0, 0)}
    assert [(one.name, one.days) for one in found.ahead] == [("B", 30)]
    assert found.keys == 2
    assert found.counts[Severity.NOTE] >= 1
    told = health.view(found)
    assert told["keys"] == 2
    assert named(vault, "A").versions[0].bits > 0
