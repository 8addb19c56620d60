import stat
import subprocess
from pathlib import Path

import pytest

from keystead.errors import Refused
from keystead.services import gitignore
from keystead.system.git import Exposure, exposure
from keystead.system.host import SystemHost

HOST = SystemHost()
NAMES = (".env", "a b.env", "[x]*?.env", "#x", "!x", "end ", "back\\slash", "deep/er/.env")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_git_ignores_just_that_file_afterwards(tree: Path, name: str):
    path = tree / name
    assert exposure(path) is Exposure.EXPOSED
    assert gitignore.add(HOST, path) == tree / ".gitignore"
    assert exposure(path) is Exposure.IGNORED
    assert exposure(path.with_name("other")) is Exposure.EXPOSED
    assert gitignore.add(HOST, path) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"*.pyc", b"*.pyc\n/.env\n"),
        (b"*.pyc\r\n", b"*.pyc\r\n/.env\r\n"),
        (b"\xe9\n", b"\xe9\n/.env\n"),
        (b"", b"/.env\n"),
    ],
)
def test_what_is_there_stays(tree: Path, old: bytes, new: bytes):
    target = tree / ".gitignore"
    target.write_bytes(old)
    target.chmod(0o640)
    gitignore.add(HOST, tree / ".env")
    assert target.read_bytes() == new
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_tracked_file_cannot_be_hidden(tree: Path):
    path = tree / ".env"
    path.write_text("A=1\n")
    subprocess.run(["git", "-C", str(tree), "add", "-f", ".env"], check=True)
    with pytest.raises(Refused, match="git rm --cached"):
        gitignore.add(HOST, path)
    assert not (tree / ".gitignore").exists()


def test_nothing_to_do_outside_of_git(tmp_path: Path):
    assert gitignore.add(HOST, tmp_path / ".env") is None


def test_what_no_rule_can_be_added_to(tree: Path):
    with pytest.raises(Refused, match="line break"):
        gitignore.add(HOST, tree / "a\nb")
    (tree / ".gitignore").symlink_to(tree / "elsewhere")
    with pytest.raises(Refused, match="symbolic link"):
        gitignore.add(HOST, tree / ".env")
    assert not (tree / "elsewhere").exists()
