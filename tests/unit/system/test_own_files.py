"""Which files may be rewritten in place."""

import os
from pathlib import Path

import pytest

from keystead.system import files_posix
from keystead.system.own_files import hindrance


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir(mode=0o755)
    found = folder / ".env"
    found.write_text("A=1\n")
    found.chmod(0o600)
    return found


def test_a_file_of_ours_in_a_folder_of_ours_may_be(file: Path):
    assert hindrance(file) == ""
    file.chmod(0o644)
    assert hindrance(file) == ""


def test_what_is_gone_or_no_plain_file_may_not(file: Path):
    assert hindrance(file.with_name("other")) == "is not there any more"
    assert hindrance(file / "below") == "is not there any more"
    assert hindrance(file.parent) == "is no file"
    assert hindrance(Path(".env")) == "its path is not whole"
    link = file.with_name("link")
    link.symlink_to(file)
    assert hindrance(link) == "is a symbolic link"
    pipe = file.with_name("pipe")
    os.mkfifo(pipe)
    assert hindrance(pipe) == "is no file"


def test_what_is_read_only_may_not(file: Path):
    file.chmod(0o400)
    assert hindrance(file) == "is read-only"


def test_a_folder_that_others_may_write_is_not_trusted(file: Path):
    file.parent.chmod(0o777)
    assert hindrance(file) == "lies in a folder that everybody may write"
    file.parent.chmod(0o1777)
    assert hindrance(file) == "lies in a folder that everybody may write"


def test_a_folder_above_that_others_may_write_is_not_trusted_either(file: Path):
    file.parent.parent.chmod(0o777)
    assert hindrance(file) == "lies below a folder that everybody may write"
    file.parent.parent.chmod(0o1777)
    assert hindrance(file) == ""


def test_what_belongs_to_somebody_else_is_not_touched(file: Path, monkeypatch):
    nobody = os.geteuid() + 1
    inode = file.stat().st_ino

    def folder_is_not(status: os.stat_result) -> bool:
        return status.st_ino == inode

    monkeypatch.setattr(files_posix, "is_own", folder_is_not)
    assert hindrance(file) == "lies in a folder of somebody else"
    monkeypatch.setattr(files_posix, "is_own", lambda status: status.st_ino != inode)
    assert hindrance(file) == "belongs to somebody else"
    monkeypatch.undo()
    monkeypatch.setattr(os, "geteuid", lambda: nobody)
    assert hindrance(file) == "lies in a folder of somebody else"
