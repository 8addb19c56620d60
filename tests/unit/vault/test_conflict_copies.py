from pathlib import Path

import pytest

from keystead.system.host import SystemHost
from keystead.vault.conflict_copies import find, is_copy_name

PATH = Path("/cloud/team.keystead")


@pytest.mark.parametrize(
    "name",
    [
        "team (Ann's conflicted copy 2026-01-01).keystead",
        "team (conflicted copy 2026-01-01 101010).keystead",
        "team (Conflict Copy).keystead",
        "team_conflict-20260101-101010.keystead",
        "team.sync-conflict-20260101-101010-ABCDEFG.keystead",
        "team (1).keystead",
        "team(12).keystead",
        "team (Ann's conflicted copy 2026-01-02).keystead",
        "team (conflicted).keystead",
        "team (Case Conflict).keystead",
        "team (SFConflict ann@example.org 2026-01-02-03-04-05).keystead",
        "team 2.keystead",
        "team-DESKTOP-1A2B3C4.keystead",
        "team-STUDIO.keystead",
        "team-STUDIO-2.keystead",
        "team-Anns MacBook Pro.keystead",
        "Team.keystead",
        "TEAM (1).keystead",
        "team.KEYSTEAD",
        "team (Anns in Konflikt stehende Kopie 2026-01-01).keystead",
    ],
)
def test_names_that_sync_programs_give(name: str):
    assert is_copy_name(PATH, PATH.with_name(name))


@pytest.mark.parametrize(
    "name",
    [
        "team.keystead",
        "team2.keystead",
        "team-2026-01-02.keystead",
        "team-old.keystead",
        "team 2026.keystead",
        "team copy.keystead",
        "team.before-restore-1",
        "team.keystead.damaged-1",
        "other (1).keystead",
        "team (1).txt",
        "teammates (1).keystead",
        "team (one).keystead",
    ],
)
def test_names_that_mean_something_else(name: str):
    assert not is_copy_name(PATH, PATH.with_name(name))


def test_the_file_itself_under_another_spelling_is_no_copy(tmp_path: Path):
    path = tmp_path / "team.keystead"
    path.write_bytes(b"vault")
    (tmp_path / "Team.keystead").hardlink_to(path)
    assert find(SystemHost(), path) == []


def test_found_are_files_beside_the_vault(tmp_path: Path):
    for name in ("team.keystead", "team (1).keystead", "team (2).keystead", "other.keystead"):
        (tmp_path / name).write_text(name)
    (tmp_path / "team (3).keystead").mkdir()
    found = find(SystemHost(), tmp_path / "team.keystead")
    assert [item.name for item in found] == ["team (1).keystead", "team (2).keystead"]
