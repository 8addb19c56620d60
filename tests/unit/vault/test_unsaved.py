from pathlib import Path

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.system.host import SystemHost
from keystead.vault.unsaved import Unsaved
from tests.support.hosts import FailingHost

KEY, VAULT = SecretBytes(bytes(range(32))), b"v" * 32
TYPED = SecretBytes(b"sk_live_typed and not saved")


def store(folder: Path, key: SecretBytes = KEY, vault: bytes = VAULT, host=None) -> Unsaved:
    return Unsaved(host or SystemHost(), folder / "state", key, vault)


def test_it_is_there_after_a_restart_until_it_is_dropped(tmp_path):
    assert store(tmp_path).read() is None
    store(tmp_path).keep(TYPED)
    assert store(tmp_path).read() == TYPED
    store(tmp_path).drop()
    assert store(tmp_path).read() is None
    assert list((tmp_path / "state").iterdir()) == []
    store(tmp_path).drop()


def test_nothing_of_it_can_be_read_and_its_length_is_hidden(tmp_path):
    sizes = set()
    for content in (TYPED, SecretBytes(b"x"), SecretBytes(b"y" * 200)):
        store(tmp_path).keep(content)
        data = (tmp_path / "state" / "unsaved").read_bytes()
        assert b"typed" not in data
        sizes.add(len(data))
    assert len(sizes) == 1
    assert (tmp_path / "state" / "unsaved").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("other", [{"key": SecretBytes(b"k" * 32)}, {"vault": b"w" * 32}])
def test_another_key_or_vault_opens_nothing(tmp_path, other):
    store(tmp_path).keep(TYPED)
    assert store(tmp_path, **other).read() is None


def test_what_was_changed_opens_nothing_and_keeps_nobody_out(tmp_path):
    store(tmp_path).keep(TYPED)
    file = tmp_path / "state" / "unsaved"
    data = bytearray(file.read_bytes())
    data[20] ^= 1
    for hurt in (bytes(data), b"", b"x" * 9_000_000):
        file.write_bytes(hurt)
        assert store(tmp_path).read() is None


def test_a_disk_that_does_not_take_it_says_so(tmp_path):
    store(tmp_path).keep(TYPED)
    full = store(tmp_path, host=FailingHost(0))
    with pytest.raises(FileProblem):
        full.keep(SecretBytes(b"another"))
    assert store(tmp_path).read() == TYPED
