import errno
import os
import stat
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem, Refused
from keystead.formats.errors import CannotExpress, FileUnread
from keystead.services import export, export_update
from keystead.system.errors import AccessNotKept
from keystead.system.host import SystemHost
from keystead.vault.session import OpenVault
from tests.support.hosts import CountingHost, FailingHost
from tests.support.vaults import World, add

HOST = SystemHost()
FOREIGN = "# mine\nMINE=1\nA=old # why\n"


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha beta")
    add(opened, "B", "b")
    return opened


def planned(vault: OpenVault, path: Path, profile: str = "node") -> export_update.Plan:
    return export_update.plan(HOST, path, "dev", profile, export.entries(vault, "dev"))


def test_a_foreign_file_keeps_what_is_its_own(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text(FOREIGN)
    path.chmod(0o644)
    plan = planned(vault, path)
    assert path.read_text() == FOREIGN
    done = export_update.write(HOST, plan)
    assert (done.path, done.keys) == (path, 2)
    assert path.read_text() == (
        "# mine\nMINE=1\nA='alpha beta' # why\n\n# Added by Keystead: environment dev\nB=b\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert "alpha" not in repr(plan)


def test_rights_stay_and_a_file_that_all_can_read_is_named(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("A=old\n")
    path.chmod(0o640)
    done = export_update.write(HOST, planned(vault, path))
    assert (done.warnings, done.private) == ((), False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o644)
    (said,) = export_update.write(HOST, planned(vault, path)).warnings
    assert said == "Every user of this computer can read .env. Close it with: chmod o-r .env"


def test_a_file_that_is_right_already_is_not_written(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("A='alpha beta'\nB=b\n")
    host = CountingHost()
    assert export_update.write(host, planned(vault, path)).keys == 2
    assert host.steps == []


def test_a_file_that_would_lose_its_owner_is_left(vault: OpenVault, tmp_path: Path, monkeypatch):
    path = tmp_path / ".env"
    path.write_text("A=old\n")
    plan = planned(vault, path)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "fchmod", refuse)
    with pytest.raises(AccessNotKept, match="left as it is"):
        export_update.write(HOST, plan)
    assert path.read_text() == "A=old\n"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".tmp"] == []


def test_a_file_of_ours_is_updated_too(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    export.write(HOST, export.preview(vault, "dev", "node"), path)
    path.write_text(path.read_text().replace("B=b", "B=old") + "MINE=1\n")
    export_update.write(HOST, planned(vault, path))
    assert path.read_text().endswith("A='alpha beta'\nB=b\nMINE=1\n")


def test_a_bad_line_or_value_leaves_the_file_alone(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("MINE=1\nno assignment\n")
    with pytest.raises(FileUnread) as caught:
        planned(vault, path)
    assert caught.value.data["line"] == 2
    add(vault, "LINES", "one\ntwo")
    path.write_text("MINE=1\n")
    with pytest.raises(CannotExpress):
        planned(vault, path, "docker")
    assert path.read_text() == "MINE=1\n"


def test_a_file_that_changed_meanwhile_is_not_written_over(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text(FOREIGN)
    plan = planned(vault, path)
    path.write_text("MINE=2\n")
    with pytest.raises(Refused, match="meanwhile"):
        export_update.write(HOST, plan)
    assert path.read_text() == "MINE=2\n"


def test_a_failing_disk_leaves_the_old_file(vault: OpenVault, tmp_path: Path):
    path = tmp_path / "out" / ".env"
    path.parent.mkdir()
    path.write_text(FOREIGN)
    plan = planned(vault, path)
    with pytest.raises(FileProblem):
        export_update.write(FailingHost(1), plan)
    assert path.read_text() == FOREIGN
    assert list(path.parent.iterdir()) == [path]


def test_links_folders_and_nothing_are_refused(vault: OpenVault, tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for path in (tmp_path, tmp_path / "link"):
        with pytest.raises(Refused):
            planned(vault, path)
    with pytest.raises(FileProblem):
        planned(vault, tmp_path / "none")


def test_who_would_misread_a_new_value_is_told(vault: OpenVault, tmp_path: Path):
    path = tmp_path / ".env"
    path.write_text("C=1\n")
    entries = [("C", SecretText("$(id)"))]
    plan = export_update.plan(HOST, path, "dev", "dotenv", entries)
    assert any("dotenvx" in warning for warning in export_update.write(HOST, plan).warnings)
