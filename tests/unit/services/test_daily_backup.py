"""One a day, in a quiet moment; a problem is told and stops nothing."""

import pytest

from keystead.core.durations import DAY
from keystead.services import config
from keystead.services.backups import BackupFolder
from keystead.services.daily_backup import AGAIN, QUIET, SETTLED, DailyBackup
from keystead.services.owner import LockReason, Owner, OwnerKind
from keystead.system.errors import DiskFull
from keystead.system.host import SystemHost
from tests.support.clock import FakeClock
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts
from tests.support.hosts import FailingHost
from tests.support.vaults import World, add, values


@pytest.fixture
def vault(world: World):
    opened = world.one.open()
    add(opened, "A", "alpha")
    return opened


@pytest.fixture
def folder(world: World, vault) -> BackupFolder:
    return BackupFolder(SystemHost(), world.folder / "backups", vault.vault_id)


def test_it_waits_until_nobody_does_anything(folder, vault, world):
    daily = DailyBackup(folder, world.clock, lambda: True)
    daily.tick(vault, QUIET)
    assert folder.times() == [], "not right after the unlock"
    world.clock.advance(SETTLED)
    daily.tick(vault, QUIET - 0.1)
    assert folder.times() == []
    daily.tick(vault, QUIET)
    assert len(folder.times()) == 1


def test_it_makes_one_a_day(folder, vault, world):
    daily = DailyBackup(folder, world.clock, lambda: True)
    made = set()
    for _ in range(3 * 24):
        world.clock.advance(3_600)
        daily.tick(vault, QUIET)
        made |= set(folder.times())
    assert len(made) == 3


def test_an_empty_vault_gets_none_and_its_first_keys_one_the_same_day(world):
    empty = world.one.open()
    folder = BackupFolder(SystemHost(), world.folder / "backups", empty.vault_id)
    daily = DailyBackup(folder, world.clock, lambda: True)
    world.clock.advance(SETTLED)
    daily.tick(empty, QUIET)
    daily.make(empty)
    assert folder.times() == []
    add(empty, "A", "alpha")
    daily.tick(empty, QUIET)
    assert folder.times() == [], "more may be typed"
    world.clock.advance(AGAIN)
    daily.tick(empty, QUIET)
    assert [one.name for one in (world.folder / "backups").rglob("*1-keys*")]


def test_who_wants_none_gets_none(folder, vault, world):
    daily = DailyBackup(folder, world.clock, lambda: False)
    world.clock.advance(DAY)
    daily.tick(vault, QUIET)
    daily.make(vault)
    assert folder.times() == []


def test_a_problem_is_kept_and_tried_again(folder, vault, world):
    daily = DailyBackup(folder, world.clock, lambda: True)
    world.clock.advance(SETTLED)
    real, vault.host = vault.host, FailingHost(0)
    daily.tick(vault, QUIET)
    assert isinstance(daily.problem, DiskFull)
    vault.host = real
    daily.tick(vault, QUIET)
    assert daily.problem is not None, "not at each tick"
    world.clock.advance(AGAIN)
    daily.tick(vault, QUIET)
    assert daily.problem is None
    assert len(folder.times()) == 1
    assert values(vault) == {"A": "alpha"}


# In the process that owns the vault ------------------------------------------------------


@pytest.fixture
def made(tmp_path) -> MadeVault:
    return MadeVault(home_at(tmp_path / "home", parts(FakeClock())), tmp_path)


def unlocked(made: MadeVault) -> Owner:
    code = made.phone.next_code()
    owner = Owner.unlock(made.home, made.entry, PASSPHRASE, code, OwnerKind.AGENT)
    if not owner.vault.secrets():
        add(owner.vault, "A", "alpha")
    return owner


def backups(made: MadeVault) -> list[int]:
    return BackupFolder.of(made.home, made.entry.vault_id).times()


def test_a_tick_makes_one_and_the_lock_where_no_tick_did(made):
    owner = unlocked(made)
    made.clock.advance(60)
    owner.touch()
    owner.tick()
    assert backups(made) == []
    made.clock.advance(QUIET)
    owner.tick()
    assert len(backups(made)) == 1
    assert owner.status()["backed_up_at"] == "2026-01-01T00:01:33Z"
    owner.lock()
    assert len(backups(made)) == 1
    made.clock.advance(DAY)
    unlocked(made).lock()
    assert len(backups(made)) == 2


def test_nobody_waits_for_it_who_takes_the_vault_over(made):
    unlocked(made).lock(LockReason.TAKEN_OVER)
    assert backups(made) == []


def test_a_setting_turns_it_off_and_a_broken_file_does_not(made):
    home = made.home
    settings = config.load(home.parts.host, home.paths.config).with_value("backup.daily", False)
    config.save(home.parts.host, home.paths.config, settings)
    unlocked(made).lock()
    assert backups(made) == []
    (home.paths.config / "config.toml").write_text("= nonsense")
    unlocked(made).lock()
    assert len(backups(made)) == 1


def test_a_problem_keeps_no_vault_open_and_is_told(made):
    owner = unlocked(made)
    made.home.paths.data.joinpath("backups").write_text("a file where the folder should be")
    made.clock.advance(60)
    owner.tick()
    assert owner.status()["backup_problem"]
    owner.lock()
    unlocked(made).lock()
