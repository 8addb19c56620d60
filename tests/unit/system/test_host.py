import errno
import multiprocessing
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from keystead.errors import Busy, FileProblem
from keystead.system.errors import (
    ChangedMeanwhile,
    DiskFull,
    FileMissing,
    FileTooLarge,
    NotAFile,
    NotPermitted,
    NotPrivate,
    ReadOnlyDisk,
)
from keystead.system.host import SystemHost
from keystead.vault.host import Host
from tests.support.hosts import CountingHost, DyingHost, FailingHost, PowerCut, SmallHost


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_the_host_that_the_vault_asks_for():
    host: Host = SystemHost()
    assert host.memory_size() > 1 << 28


def test_a_written_file_is_read_back_and_private(tmp_path: Path):
    host, path = SystemHost(), tmp_path / "file"
    for data in (b"first", b"", b"x" * (3 << 20)):
        host.write_atomic(path, data)
        assert host.read(path, 4 << 20) == data
    assert mode(path) == 0o600
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(
    "name", ["x" * 255, "ä" * 127, "\N{KEY}" * 63], ids=["1 byte", "2 bytes", "4 bytes"]
)
def test_the_longest_names_are_written(tmp_path: Path, name: str):
    SystemHost().write_atomic(tmp_path / name, b"data")
    assert names(tmp_path) == [name]


def test_a_pipe_or_device_is_not_replaced(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(NotAFile, match="left as it is"):
        SystemHost().write_atomic(path, b"data")
    assert stat.S_ISFIFO(path.lstat().st_mode)
    assert names(tmp_path) == ["pipe"]


def test_a_file_that_is_rewritten_keeps_its_rights(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    for rights in (0o640, 0o644, 0o600, 0o660):
        path.chmod(rights)
        SystemHost().rewrite(path, b"new")
        assert (mode(path), path.read_bytes()) == (rights, b"new")
    assert names(tmp_path) == ["file"]


def test_the_new_file_has_its_rights_before_its_bytes(tmp_path: Path):
    path, seen = tmp_path / "file", []
    path.write_bytes(b"old")
    path.chmod(0o640)

    def look(step: str, at: Path) -> None:
        if step in ("write", "sync"):
            seen.append((mode(at), at.stat().st_size))

    SystemHost(look).rewrite(path, b"new")
    assert seen == [(0o640, 0), (0o640, 3)]


def test_rights_that_change_meanwhile_are_not_undone(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o644)

    def close(step: str, _at: Path) -> None:
        if step == "replace":
            path.chmod(0o600)

    with pytest.raises(ChangedMeanwhile):
        SystemHost(close).rewrite(path, b"new")
    assert (mode(path), path.read_bytes()) == (0o600, b"old")
    assert names(tmp_path) == ["file"]


def test_only_a_file_that_is_there_is_rewritten(tmp_path: Path):
    with pytest.raises(FileMissing):
        SystemHost().rewrite(tmp_path / "file", b"new")
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    with pytest.raises(NotAFile):
        SystemHost().rewrite(tmp_path / "link", b"new")
    assert names(tmp_path) == ["link", "target"]


@pytest.mark.parametrize("at", range(4))
def test_a_full_disk_leaves_the_file_that_was_to_be_rewritten(tmp_path: Path, at: int):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(DiskFull):
        FailingHost(at).rewrite(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_the_steps_of_a_write_in_their_order(tmp_path: Path):
    host = CountingHost()
    host.write_atomic(tmp_path / "file", b"data")
    assert [name for name, _ in host.steps] == ["create", "write", "sync", "replace", "sync-folder"]


@pytest.mark.parametrize("at", range(5))
def test_power_lost_at_any_step_leaves_old_or_new(tmp_path: Path, at: int):
    path = tmp_path / "file"
    SystemHost().write_atomic(path, b"old")
    with pytest.raises(PowerCut):
        DyingHost(at).write_atomic(path, b"new")
    assert path.read_bytes() == (b"new" if at == 4 else b"old")


@pytest.mark.parametrize("at", range(4))
def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path, at: int):
    path = tmp_path / "file"
    SystemHost().write_atomic(path, b"old")
    with pytest.raises(DiskFull, match="Free some space"):
        FailingHost(at).write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, ReadOnlyDisk),
        (errno.EACCES, NotPermitted),
        (errno.ENOENT, FileMissing),
        (errno.EISDIR, NotAFile),
        (errno.EIO, FileProblem),
    ],
)
def test_each_refusal_says_what_to_do_and_that_the_old_is_kept(tmp_path: Path, number, kind):
    with pytest.raises(kind, match="What was there is unchanged") as caught:
        FailingHost(0, number).write_atomic(tmp_path / "file", b"new")
    assert type(caught.value) is kind


def test_a_disk_that_does_not_confirm_is_told(tmp_path: Path):
    with pytest.raises(FileProblem, match="could not confirm"):
        FailingHost(0, errno.EIO, only="sync-folder").write_atomic(tmp_path / "file", b"new")


def test_a_really_full_disk(tmp_path: Path):
    with pytest.raises(FileProblem) as caught:
        SystemHost().write_atomic(Path("/dev/full/file"), b"x")
    assert isinstance(caught.value, FileMissing)


def test_somebody_who_writes_at_the_same_moment_is_noticed(tmp_path: Path):
    path = tmp_path / "file"

    def other(name: str, changed: Path) -> None:
        if name == "sync-folder":
            changed.write_bytes(b"somebody else")

    with pytest.raises(ChangedMeanwhile):
        SystemHost(other).write_atomic(path, b"ours")
    assert path.read_bytes() == b"somebody else"


def test_a_link_is_replaced_and_what_it_points_to_is_not_touched(tmp_path: Path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    SystemHost().write_atomic(link, b"data")
    assert target.read_bytes() == b"precious"
    assert not link.is_symlink()


def test_what_is_no_readable_file_has_its_own_error(tmp_path: Path):
    host = SystemHost()
    with pytest.raises(FileMissing):
        host.read(tmp_path / "none", 10)
    with pytest.raises(FileMissing):
        host.read(Path(__file__) / "below a file", 10)
    with pytest.raises(NotAFile):
        host.read(tmp_path, 10)
    with pytest.raises(NotAFile):
        host.read(Path("/dev/null"), 10)
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(FileTooLarge):
        host.read(tmp_path / "large", 10)
    (tmp_path / "large").write_bytes(b"x" * 10)
    assert host.read(tmp_path / "large", 10) == b"x" * 10


def test_a_pipe_in_place_of_a_file_does_not_hang(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFile):
        SystemHost().read(tmp_path / "pipe", 10)


def test_remove_may_find_nothing(tmp_path: Path):
    host = CountingHost()
    (tmp_path / "file").touch()
    assert host.exists(tmp_path / "file")
    host.remove(tmp_path / "file")
    host.remove(tmp_path / "file")
    assert not host.exists(tmp_path / "file")
    assert [name for name, _ in host.steps] == ["remove", "sync-folder", "remove"]
    with pytest.raises(FileProblem):
        host.remove(tmp_path)


def test_a_broken_link_counts_as_something_that_lies_there(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert SystemHost().exists(tmp_path / "link")


def test_private_folders_are_made_0700_and_tightened(tmp_path: Path):
    host = SystemHost()
    host.private_folder(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    (tmp_path / "a" / "b").chmod(0o755)
    host.private_folder(tmp_path / "a" / "b")
    assert mode(tmp_path / "a" / "b") == 0o700


def test_a_private_folder_is_neither_a_link_nor_a_file_nor_somebody_elses(tmp_path: Path):
    host = SystemHost()
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(NotPrivate):
        host.private_folder(tmp_path / "link")
    (tmp_path / "file").touch()
    with pytest.raises(NotPrivate):
        host.private_folder(tmp_path / "file")
    with pytest.raises(FileProblem):
        host.private_folder(tmp_path / "file" / "below")
    (tmp_path / "theirs").mkdir(mode=0o755)
    os.chown(tmp_path / "theirs", 65534, 65534)
    with pytest.raises(NotPrivate):
        host.private_folder(tmp_path / "theirs")


def test_a_lock_keeps_others_out_until_it_ends(tmp_path: Path):
    host, path = SystemHost(), tmp_path / "lock"
    with host.lock(path), pytest.raises(Busy), host.lock(path):
        raise AssertionError
    with host.lock(path):
        assert mode(path) == 0o600


def test_a_lock_waits_as_long_as_asked(tmp_path: Path):
    host, path = SystemHost(), tmp_path / "lock"
    taken, free = threading.Event(), threading.Event()

    def hold() -> None:
        with host.lock(path):
            taken.set()
            free.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait(10)
    threading.Timer(0.1, free.set).start()
    with host.lock(path, wait=10):
        assert free.is_set()
    thread.join()


def _hold_for_ever(path: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with SystemHost().lock(path):
        ready.set()
        time.sleep(60)


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path):
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    process = spawn.Process(target=_hold_for_ever, args=(tmp_path / "lock", ready))
    process.start()
    assert ready.wait(30)
    host = SystemHost()
    with pytest.raises(Busy), host.lock(tmp_path / "lock"):
        raise AssertionError
    process.kill()
    process.join()
    with host.lock(tmp_path / "lock", wait=5):
        pass


def test_a_lock_in_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(FileMissing), SystemHost().lock(tmp_path / "none" / "lock"):
        raise AssertionError


def test_siblings_are_the_regular_files_of_the_folder(tmp_path: Path):
    host = SystemHost()
    for name in ("b", "a"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert host.siblings(tmp_path / "a") == [tmp_path / "a", tmp_path / "b"]
    assert host.siblings(tmp_path / "none" / "x") == []


def test_the_stamp_changes_with_the_file(tmp_path: Path):
    host, path = SystemHost(), tmp_path / "file"
    assert host.stamp(path) is None
    host.write_atomic(path, b"1")
    first = host.stamp(path)
    host.write_atomic(path, b"2")
    assert first is not None
    assert host.stamp(path) != first


def test_the_folder_of_a_test_is_not_shared(tmp_path: Path):
    assert SystemHost().is_shared_folder(tmp_path) == ""
    assert SmallHost(shared="Dropbox").is_shared_folder(tmp_path) == "Dropbox"
    assert SmallHost(memory=5).memory_size() == 5
