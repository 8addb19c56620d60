from pathlib import Path

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.crypto.aead import Sealer
from keystead.errors import KeysteadError
from keystead.system.host import SystemHost
from keystead.vault.cbor import encode
from keystead.vault.device_state import DeviceState
from keystead.vault.errors import NewerFormat, ReplicaDamaged, VaultDamaged

KEY, VAULT = SecretBytes(b"k" * 32), b"V" * 32
HEADS = (b"\1" * 32, b"\2" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def load(folder: Path, key: SecretBytes = KEY, vault: bytes = VAULT) -> DeviceState:
    return DeviceState.load(SystemHost(), folder, key, vault)


def test_heads_are_remembered(folder: Path):
    assert load(folder).seen_heads == ()
    state = load(folder)
    state.save(reversed(HEADS * 2))
    assert state.seen_heads == HEADS
    assert load(folder).seen_heads == HEADS
    load(folder).save(())
    assert load(folder).seen_heads == ()


def test_another_key_another_vault_and_every_changed_byte_are_refused(folder: Path):
    load(folder).save(HEADS)
    for key, vault in ((SecretBytes(b"x" * 32), VAULT), (KEY, b"W" * 32)):
        with pytest.raises(ReplicaDamaged):
            load(folder, key, vault)
    path = folder / "device.state"
    data = path.read_bytes()
    assert HEADS[0] not in data
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises((ReplicaDamaged, NewerFormat)):
            load(folder)
        path.write_bytes(data[:at])
        with pytest.raises(ReplicaDamaged):
            load(folder)


def test_a_newer_version_says_so(folder: Path):
    load(folder).save(HEADS)
    path = folder / "device.state"
    path.write_bytes(path.read_bytes()[:8] + b"\0\2" + path.read_bytes()[10:])
    with pytest.raises(NewerFormat):
        load(folder)


@pytest.mark.parametrize("content", [{0: [b"short"]}, {1: []}, {0: 5}])
def test_what_the_key_vouches_for_is_checked_all_the_same(folder: Path, content):
    load(folder).save(())
    path = folder / "device.state"
    header = path.read_bytes()[:42]
    sealed = Sealer(KEY.reveal(), b"keystead/v1/heads").seal(encode(content), header + VAULT)
    path.write_bytes(header + sealed)
    with pytest.raises(VaultDamaged) as caught:
        load(folder)
    assert isinstance(caught.value, KeysteadError)
