"""Verify, backup and restore by request."""

import pytest

from keystead.errors import Damaged, Refused
from keystead.services.requests import reading, upkeep, writing


def test_a_sound_vault_is_told_so(owner):
    report = upkeep.verify(owner, {})
    assert (report["ok"], report["secrets"], report["values"]) == (True, 2, 2)
    assert report["problems"] == []


def test_restore_goes_back_to_a_backup_under_a_new_device(owner, made, tmp_path):
    path = tmp_path / "backup.keystead"
    assert upkeep.backup(owner, {"path": str(path)}) == {"path": str(path)}
    with pytest.raises(Refused):
        upkeep.backup(owner, {"path": str(path)})
    writing.edit(owner, {"name": "dev/API_KEY", "value": "later"})
    asked = upkeep.restore(owner, {"path": str(path), "dry_run": True})
    assert (asked["restored"], int(str(asked["taken_back"])) > 0) == (False, True)
    device = made.entry.device
    done = upkeep.restore(owner, {"path": str(path)})
    assert done["restored"] is True
    assert reading.get(owner, {"name": "dev/API_KEY"})["value"] == "one"
    assert made.entry.device == owner.vault.place.device != device
    with pytest.raises(Damaged):
        upkeep.restore(owner, {"path": str(tmp_path / "device.key")})
