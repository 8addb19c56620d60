import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from keystead.system.errors import DiskFull
from keystead.system.host import SystemHost
from keystead.vault.errors import NewerFormat, RegistryDamaged
from keystead.vault.registry import KEYRING, Registry, VaultEntry, Vaults
from tests.support.hosts import FailingHost

ENTRY = VaultEntry(
    b"V" * 32, "Work ✓", Path("/home/ann/work.keystead"), b"C" * 16, b"D" * 16, KEYRING, 5, 6,
    (b"S" * 16,),
)  # fmt: skip
OTHER = replace(ENTRY, vault_id=b"W" * 32, name="Play", device_key="/media/stick/key", stale=())
THIRD = replace(OTHER, vault_id=b"X" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "registry.json"


def test_entries_are_kept_in_a_private_file(path: Path):
    registry = Registry(SystemHost(), path)
    assert registry.read() == Vaults()
    registry.put(ENTRY)
    registry.put(OTHER)
    assert registry.read() == Vaults((ENTRY, OTHER), ENTRY.vault_id)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_entry_is_replaced_by_one_of_the_same_vault(path: Path):
    registry = Registry(SystemHost(), path)
    registry.put(ENTRY)
    registry.put(replace(ENTRY, name="New"))
    assert [entry.name for entry in registry.read().entries] == ["New"]
    assert registry.read().of(ENTRY.vault_id) == replace(ENTRY, name="New")
    assert registry.read().of(OTHER.vault_id) is None


def test_the_default_is_the_first_the_chosen_or_the_only_one_left(path: Path):
    registry = Registry(SystemHost(), path)
    for entry in (ENTRY, OTHER, THIRD):
        registry.put(entry)
    registry.set_default(OTHER.vault_id)
    assert registry.read().default == OTHER.vault_id
    registry.remove(ENTRY.vault_id)
    assert registry.read().default == OTHER.vault_id
    registry.remove(OTHER.vault_id)
    assert registry.read().default == THIRD.vault_id
    registry.remove(THIRD.vault_id)
    assert registry.read() == Vaults()
    registry.remove(THIRD.vault_id)


def test_with_two_left_none_becomes_the_default(path: Path):
    registry = Registry(SystemHost(), path)
    for entry in (ENTRY, OTHER, THIRD):
        registry.put(entry)
    registry.remove(ENTRY.vault_id)
    assert registry.read().default is None


def _broken(**changes: object) -> str:
    row = {
        "vault": "11" * 32, "name": "n", "path": "/p", "capsule": "22" * 16,
        "device": "33" * 16, "device_key": "keyring", "created": 1, "last_used": 1, "stale": [],
    }  # fmt: skip
    row |= changes
    return json.dumps({"format": 1, "default": None, "vaults": [row]})


def test_the_row_that_the_broken_ones_come_from_is_whole(path: Path):
    path.parent.mkdir()
    path.write_text(_broken())
    assert len(Registry(SystemHost(), path).read().entries) == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "[" * 5000, "\xff",
        '{"format": 1, "default": null, "vaults": {}}',
        '{"format": 1, "default": "zz", "vaults": []}',
        '{"format": "1", "default": null, "vaults": []}',
        '{"format": 1, "default": null, "vaults": [5]}',
        json.dumps({**json.loads(_broken()), "vaults": json.loads(_broken())["vaults"] * 2}),
        _broken(vault="11"), _broken(vault=5), _broken(name=""), _broken(path="relative"),
        _broken(path="/a\0b"), _broken(path="/\ud800"), _broken(device_key="/a\0b"),
        _broken(capsule="zz"), _broken(device=None), _broken(device_key="relative"),
        _broken(created=-1), _broken(last_used=True), _broken(stale="x"), _broken(stale=["1"]),
    ],
)  # fmt: skip
def test_a_damaged_list_is_an_error_and_never_overwritten(path: Path, text: str):
    path.parent.mkdir(mode=0o700)
    path.write_bytes(text.encode("latin-1"))
    registry = Registry(SystemHost(), path)
    for change in (
        registry.read,
        lambda: registry.put(ENTRY),
        lambda: registry.remove(ENTRY.vault_id),
        lambda: registry.set_default(ENTRY.vault_id),
    ):
        with pytest.raises(RegistryDamaged, match="left as it is"):
            change()
    assert path.read_bytes() == text.encode("latin-1")


def test_a_newer_list_says_so(path: Path):
    path.parent.mkdir()
    path.write_text('{"format": 2}')
    with pytest.raises(NewerFormat):
        Registry(SystemHost(), path).read()


def test_a_full_disk_keeps_the_old_list(path: Path):
    Registry(SystemHost(), path).put(ENTRY)
    with pytest.raises(DiskFull):
        Registry(FailingHost(0), path).put(OTHER)
    assert Registry(SystemHost(), path).read().entries == (ENTRY,)
