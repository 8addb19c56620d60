import stat
import subprocess
from pathlib import Path

import pytest

from keystead.errors import NotFound, Refused, UsageProblem
from keystead.formats.errors import CannotExpress
from keystead.formats.profiles import DEFAULT_PROFILE
from keystead.services import export, secrets
from keystead.services.whereabouts import Whereabouts
from keystead.system.errors import DiskFull
from keystead.system.host import SystemHost
from keystead.vault.bodies import Action
from keystead.vault.errors import NoSuchObject, Revoked
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange
from tests.support.hosts import FailingHost
from tests.support.vaults import World, add, named


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "B", "two words")
    add(opened, "A", "alpha")
    add(opened, "GONE", "gone")
    secrets.trash(opened, [named(opened, "GONE")])
    add(opened, "ELSEWHERE", "x", environment="prod")
    revoked = add(opened, "REVOKED", "r")
    opened.write(
        [SecretChange(revoked.environment_id, revoked.id, revoke=(revoked.versions[0].id,))]
    )
    return opened


def test_live_values_by_name(vault: OpenVault):
    assert [item.name for item in export.choose(vault, "dev", None)] == ["A", "B"]
    assert [item.name for item in export.choose(vault, "dev", ["B"])] == ["B"]
    with pytest.raises(NotFound) as caught:
        export.choose(vault, "dev", ["A", "GONE", "REVOKED"])
    assert caught.value.data["names"] == ["GONE"]
    with pytest.raises(Revoked):
        export.choose(vault, "dev", ["A", "REVOKED"])
    with pytest.raises(NoSuchObject):
        export.choose(vault, "nowhere", None)


def test_a_file_for_its_reader(vault: OpenVault, tmp_path: Path):
    rendered = export.preview(vault, "dev")
    path = tmp_path / ".env"
    done = export.write(SystemHost(), rendered, path)
    assert (done.path, done.keys) == (path, 2)
    (advice,) = done.warnings
    assert advice.startswith("B: docker")
    assert "A=alpha" in path.read_text()
    assert "two words" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_exports_are_noted_in_one_write(vault: OpenVault):
    export.record(vault, "dev", None, Whereabouts("/tmp/.env", "box", "", "node"), ["A"])
    events = [event for _, event in vault.journal.events]
    assert [(event.action, event.where) for event in events] == [(Action.EXPORT, "/tmp/.env")] * 2
    assert {event.secret for event in events} == {named(vault, "A").id, named(vault, "B").id}


def test_unknown_readers_are_told_which_there_are():
    with pytest.raises(UsageProblem) as caught:
        export.profile_of("excel")
    assert "docker" in caught.value.data["candidates"]  # type: ignore[operator]
    assert export.profile_of("").name == DEFAULT_PROFILE


def test_a_value_that_the_reader_would_not_get_back(vault: OpenVault):
    add(vault, "LINES", "one\ntwo")
    with pytest.raises(CannotExpress):
        export.preview(vault, "dev", "docker")
    assert export.preview(vault, "dev", "docker", ["A"]).lines


def test_foreign_files_are_replaced_by_force_only(vault: OpenVault, tmp_path: Path):
    rendered, path = export.preview(vault, "dev"), tmp_path / ".env"
    path.write_text("SOMEBODY=ELSES\n")
    with pytest.raises(Refused):
        export.write(SystemHost(), rendered, path)
    assert path.read_text() == "SOMEBODY=ELSES\n"
    export.write(SystemHost(), rendered, path, force=True)
    export.write(SystemHost(), rendered, path)
    assert "A=alpha" in path.read_text()


def test_links_and_folders_are_never_replaced(vault: OpenVault, tmp_path: Path):
    rendered, target = export.preview(vault, "dev"), tmp_path / "target"
    link = tmp_path / "link"
    link.symlink_to(target)
    for path in (tmp_path, link):
        with pytest.raises(Refused):
            export.write(SystemHost(), rendered, path, force=True)
    assert not target.exists()


def test_a_full_disk_leaves_nothing_behind(vault: OpenVault, tmp_path: Path):
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(DiskFull):
        export.write(FailingHost(1), export.preview(vault, "dev"), folder / ".env")
    assert list(folder.iterdir()) == []


def test_git_is_warned_of(vault: OpenVault, tmp_path: Path):
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)

    path = tmp_path / ".env"
    assert export.warnings_for(path) == ()
    git("init")
    (exposed,) = export.warnings_for(path)
    assert ".gitignore" in exposed
    assert exposed in export.write(SystemHost(), export.preview(vault, "dev"), path).warnings
    git("add", ".env")
    (tracked,) = export.warnings_for(path)
    assert "git rm --cached" in tracked
    git("rm", "--cached", ".env")
    (tmp_path / ".gitignore").write_text(".env\n")
    assert export.warnings_for(path) == ()


def test_base64_goes_under_a_name_of_its_own(vault: OpenVault):
    add(vault, "LINES", "one\ntwo")
    text = export.preview(vault, "dev", "docker", as_base64=["LINES"]).text.reveal()
    assert "LINES_BASE64=b25lCnR3bw==\n" in text
    with pytest.raises(NotFound):
        export.preview(vault, "dev", "docker", ["A"], as_base64=["LINES"])
    add(vault, "LINES_BASE64", "taken")
    with pytest.raises(CannotExpress, match="more than once"):
        export.preview(vault, "dev", "docker", as_base64=["LINES"])
