import os
import stat
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.system.device_keys import DeviceKeys
from keystead.system.errors import DeviceKeyDamaged, DeviceKeyMissing, UnsafeKeyFile
from keystead.system.host import SystemHost
from keystead.system.key_file import KeyFile
from tests.support.hosts import FailingHost

FIRST, SECOND = "11" * 16, "22" * 16
KEY, OTHER = SecretBytes(bytes(range(32))), SecretBytes(bytes(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "device.key"


def key_file(path: Path) -> KeyFile:
    return KeyFile(SystemHost(), path)


def test_several_lines_are_kept_and_the_last_takes_the_file_along(path: Path):
    keys: DeviceKeys = key_file(path)
    keys.store(FIRST, KEY)
    keys.store(SECOND, OTHER)
    assert path.read_text() == f"{FIRST} {KEY.reveal().hex()}\n{SECOND} {OTHER.reveal().hex()}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys.store(FIRST, OTHER)
    assert keys.load(FIRST) == OTHER
    keys.delete(FIRST)
    with pytest.raises(DeviceKeyMissing, match=r"device\.key"):
        keys.load(FIRST)
    assert keys.load(SECOND) == OTHER
    keys.delete(SECOND)
    assert not path.exists()
    keys.delete(SECOND)
    assert "device.key" in keys.describe()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_read_is_refused(path: Path, mode: int):
    key_file(path).store(FIRST, KEY)
    path.chmod(mode)
    with pytest.raises(UnsafeKeyFile, match="chmod 600"):
        key_file(path).load(FIRST)
    with pytest.raises(UnsafeKeyFile):
        key_file(path).store(SECOND, KEY)


def test_links_pipes_and_folders_are_refused(path: Path):
    key_file(path).store(FIRST, KEY)
    link = path.with_name("link")
    link.symlink_to(path)
    pipe = path.with_name("pipe")
    os.mkfifo(pipe, 0o600)
    folder = path.with_name("folder")
    folder.mkdir(mode=0o700)
    for odd in (link, pipe, folder):
        with pytest.raises(UnsafeKeyFile, match="regular file"):
            key_file(odd).load(FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        f"{FIRST}\n",
        f"{FIRST} {'0' * 63}\n",
        f"{FIRST}  {'0' * 64}\n",
        f"{FIRST.upper()[:30]}AA {'0' * 64}\n",
        f"{FIRST} {'0' * 64} more\n",
        "ü\n",
    ],
)
def test_a_line_that_is_none_is_named_and_the_file_is_left_alone(path: Path, text: str):
    content = f"{SECOND} {'0' * 64}\n{text}"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(DeviceKeyDamaged, match="Line 2"):
        key_file(path).load(SECOND)
    with pytest.raises(DeviceKeyDamaged):
        key_file(path).store(FIRST, KEY)
    assert path.read_text() == content


def test_no_file_no_folder_no_space(path: Path):
    with pytest.raises(FileProblem):
        key_file(path).load(FIRST)
    with pytest.raises(FileProblem):
        key_file(path.parent / "none" / "key").store(FIRST, KEY)
    key_file(path).store(FIRST, KEY)
    with pytest.raises(FileProblem):
        KeyFile(FailingHost(0), path).store(SECOND, KEY)
    assert key_file(path).load(FIRST) == KEY


def test_a_key_of_another_size_is_no_key(path: Path):
    with pytest.raises(DeviceKeyDamaged):
        key_file(path).store(FIRST, SecretBytes(b"short"))
    assert not path.exists()


def test_a_disk_that_gives_back_something_else_is_noticed(path: Path):
    class Odd(SystemHost):
        def write_atomic(self, path: Path, data: bytes, mode: int = 0o600) -> None:
            super().write_atomic(path, data[:33] + b"0" * 64 + b"\n", mode)

    with pytest.raises(DeviceKeyDamaged):
        KeyFile(Odd(), path).store(FIRST, KEY)
