"""What was reminded of is sealed, and whatever becomes of its file keeps nobody out."""

import pytest

from keystead.core.notices import Memory
from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.system.host import SystemHost
from keystead.vault.reminded import Reminded
from tests.support.hosts import FailingHost

KEY, VAULT = SecretBytes(bytes(range(32))), b"v" * 32
MEMORY = Memory({"aa:expires:1": ("14", 739_000)}, {"5ec2e7": 739_010})


def store(folder, key=KEY, vault=VAULT, host=None) -> Reminded:
    return Reminded(host or SystemHost(), folder / "state", key, vault)


def test_it_is_there_after_a_restart(tmp_path):
    assert store(tmp_path).read() == Memory()
    store(tmp_path).write(MEMORY)
    assert store(tmp_path).read() == MEMORY


def test_which_keys_there_are_cannot_be_read(tmp_path):
    store(tmp_path).write(MEMORY)
    path = tmp_path / "state" / "reminded"
    assert b"5ec2e7" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("other", [{"key": SecretBytes(b"k" * 32)}, {"vault": b"w" * 32}])
def test_of_another_key_or_vault_it_is_nothing(tmp_path, other):
    store(tmp_path).write(MEMORY)
    assert store(tmp_path, **other).read() == Memory()


def test_what_cannot_be_read_is_nothing(tmp_path):
    path = tmp_path / "state" / "reminded"
    path.parent.mkdir()
    path.write_bytes(b"")
    assert store(tmp_path).read() == Memory()
    store(tmp_path).write(MEMORY)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert store(tmp_path).read() == Memory()
    path.unlink()
    path.mkdir()
    assert store(tmp_path).read() == Memory()


def test_another_versions_memory_is_nothing(tmp_path):
    kept = store(tmp_path)
    sealed = kept._sealer.seal(b"\x81\xa5shown\x07", VAULT)
    SystemHost().private_folder(tmp_path / "state")
    (tmp_path / "state" / "reminded").write_bytes(sealed)
    assert kept.read() == Memory()


def test_a_full_disk_is_told_and_leaves_what_was(tmp_path):
    store(tmp_path).write(MEMORY)
    with pytest.raises(FileProblem):
        store(tmp_path, host=FailingHost(0)).write(Memory())
    assert store(tmp_path).read() == MEMORY
