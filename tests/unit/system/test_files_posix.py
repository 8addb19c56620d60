import errno
import os
from pathlib import Path

import pytest

from keystead.system import files_posix


def test_two_descriptors_of_one_file_exclude_each_other(tmp_path: Path):
    first = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    second = os.open(tmp_path / "lock", os.O_RDWR)
    assert files_posix.try_lock(first)
    assert not files_posix.try_lock(second)
    os.close(first)
    assert files_posix.try_lock(second)
    os.close(second)


def test_a_folder_is_synced_and_a_file_system_that_cannot_is_forgiven(tmp_path: Path, monkeypatch):
    files_posix.sync_folder(tmp_path)

    def refuse(number: int):
        def fsync(_: int) -> None:
            raise OSError(number, "no")

        return fsync

    monkeypatch.setattr(os, "fsync", refuse(errno.EINVAL))
    files_posix.sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse(errno.EIO))
    with pytest.raises(OSError, match="no"):
        files_posix.sync_folder(tmp_path)


def test_own_files_and_memory(tmp_path: Path):
    (tmp_path / "mine").touch()
    assert files_posix.is_own((tmp_path / "mine").stat())
    assert files_posix.memory_size() > 1 << 28
