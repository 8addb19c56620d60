"""The folder of backups: what lies there, what stays, what nobody touches."""

import errno
from pathlib import Path

import pytest

from keystead.core.durations import DAY
from keystead.services.backups import BackupFolder, State
from keystead.system.errors import DiskFull, ReadOnlyDisk
from keystead.system.host import SystemHost
from keystead.vault import vault_file
from keystead.vault.backup import BackupNotVerified
from keystead.vault.session import OpenVault
from tests.support.hosts import FailingHost
from tests.support.vaults import World, add, values

NOON = 1_767_268_800  # 1 January 2026, 12:00 UTC


@pytest.fixture
def vault(world: World) -> OpenVault:
    world.clock.set(NOON)
    opened = world.one.open()
    add(opened, "A", "alpha")
    return opened


@pytest.fixture
def folder(world: World, vault: OpenVault) -> BackupFolder:
    return BackupFolder(SystemHost(), world.folder / "backups" / "id", vault.vault_id)


def names(folder: BackupFolder) -> list[str]:
    return sorted(path.name for path in folder.folder.iterdir())


def test_a_backup_says_when_it_was_made_and_what_it_holds(folder, vault, world):
    made = folder.write(vault)
    assert made.path.name == "20260101T120000Z-1-keys.keystead"
    assert (made.time, made.keys, made.state) == (NOON, 1, State.VERIFIED)
    assert folder.listed() == [made]
    assert folder.folder.stat().st_mode & 0o777 == 0o700
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert values(world.device("new", file=made.path).open()) == {"A": "alpha"}


def test_two_in_one_second_are_two(folder, vault):
    assert [folder.write(vault).time for _ in range(3)] == [NOON, NOON + 1, NOON + 2]


def test_the_last_of_seven_days_and_four_weeks_stay(folder, vault, world):
    for _ in range(80):
        folder.write(vault)
        world.clock.advance(DAY / 2)
    assert 7 + 3 <= len(folder.times()) <= 7 + 4 + 1
    assert folder.times() == sorted(folder.times(), reverse=True)
    assert not folder.due(world.clock.now() - DAY / 2)
    assert folder.due(world.clock.now() + DAY)


def test_other_files_are_left_alone(folder, vault, world):
    folder.write(vault)
    name = "20260101T120000Z-1-keys.keystead"
    others = ("notes.txt", f"{name}.bak", name.replace("0101", "9999"))
    for other in others:
        (folder.folder / other).write_bytes(b"mine")
    world.clock.advance(400 * DAY)
    folder.write(vault)
    assert set(others) <= set(names(folder))
    assert len(names(folder)) == len(others) + 1
    assert len(folder.listed()) == 1


def test_what_a_look_shows(folder, vault, world, tmp_path_factory):
    made = folder.write(vault)
    data = made.path.read_bytes()
    newer = data[:8] + (99).to_bytes(2, "big") + data[10:]
    other = World(tmp_path_factory.mktemp("other"), "other").path.read_bytes()
    for hour, content in enumerate((data[:-1], b"Dear diary", newer, other)):
        (folder.folder / f"20260101T0{hour}0000Z-1-keys.keystead").write_bytes(content)
    (folder.folder / "20260101T040000Z-1-keys.keystead").symlink_to("nowhere")
    states = [one.state for one in folder.listed()]
    assert states == [
        *(State.VERIFIED, State.OTHER, State.NEWER, State.DAMAGED, State.DAMAGED),
    ]


def test_one_that_cannot_be_read_is_listed_as_such(folder, vault, monkeypatch):
    made = folder.write(vault)

    def refuse(*_: object) -> bytes:
        raise DiskFull("no")

    monkeypatch.setattr(SystemHost, "read", refuse)
    (found,) = folder.listed()
    assert (found.path, found.state) == (made.path, State.UNREADABLE)


def test_before_a_migration_the_file_is_kept_byte_for_byte(folder, vault, world):
    data = b"KEYSTEAD\x00\x00 as an older version wrote it"
    path = folder.keep_before_migration(data, 0, world.clock.now())
    assert path.name == "20260101T120000Z-before-format-1.keystead"
    assert path.read_bytes() == data
    (found,) = folder.listed()
    assert (found.keys, found.before_format, found.state) == (None, vault_file.FORMAT, State.OLDER)
    world.clock.advance(2 * DAY)
    for _ in range(40):
        folder.write(vault)
        world.clock.advance(DAY)
    assert path not in [one.path for one in folder.listed()]


def test_a_migration_stops_where_its_backup_is_not_what_was_written(folder, vault, monkeypatch):
    monkeypatch.setattr(SystemHost, "read", lambda *_: b"other")
    monkeypatch.setattr(SystemHost, "_holds", lambda *_: True)
    with pytest.raises(BackupNotVerified):
        folder.keep_before_migration(b"data", 0, NOON)
    with pytest.raises(DiskFull):
        BackupFolder(FailingHost(0), folder.folder, b"").keep_before_migration(b"data", 0, NOON)


def test_a_disk_that_is_full_or_read_only_costs_no_backup(folder, vault, world):
    first = folder.write(vault)
    world.clock.advance(40 * DAY)
    for number, kind in ((errno.ENOSPC, DiskFull), (errno.EROFS, ReadOnlyDisk)):
        vault.host = FailingHost(0, number)
        with pytest.raises(kind):
            folder.write(vault)
    assert folder.listed() == [first]
    assert names(folder) == [first.path.name]


def test_what_cannot_be_removed_is_tried_again(folder, vault, world):
    first = folder.write(vault)
    world.clock.advance(40 * DAY)
    host = FailingHost(0, only="remove")
    later = BackupFolder(host, folder.folder, vault.vault_id).write(vault)
    assert [one.path for one in folder.listed()] == [later.path, first.path]
    assert folder.prune(world.clock.now()) == [first.path]
    assert [one.path for one in folder.listed()] == [later.path]


def test_a_folder_is_of_one_vault(tmp_path):
    from tests.support.homes import home_at, parts

    home = home_at(tmp_path, parts())
    made = BackupFolder.of(home, b"v" * 32)
    assert made.folder == Path(tmp_path / "data" / "backups" / (b"v" * 32).hex())
    assert made.listed() == []
    assert made.due(0.0)
