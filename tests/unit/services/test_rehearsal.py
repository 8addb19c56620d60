"""What a restore would do and whether a backup opens; nothing is ever changed by looking."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from keystead.core.secret_types import SecretText
from keystead.errors import Refused
from keystead.services import maintenance, revocation, secrets
from keystead.services.kit import Compromised
from keystead.services.rehearsal import Change, Effect, compare, preview, rehearse
from keystead.system.errors import DiskFull
from keystead.vault import vault_file
from keystead.vault.errors import (
    KeysRenewed,
    NewerFormat,
    NotAVault,
    VaultDamaged,
    VaultIncomplete,
    WrongVault,
)
from keystead.vault.session import OpenVault
from tests.support.deaths import KillingHost, dies
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts
from tests.support.hosts import CountingHost, FailingHost
from tests.support.vaults import World, add, edit, named, named_in_clear, picture, values


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    for name in ("CHANGED", "NOTED", "TRASHED", "ERASED", "SAME"):
        add(opened, name, f"value of {name}")
    secrets.trash(opened, [named(opened, "SAME")])
    secrets.untrash(opened, [named(opened, "SAME")])
    opened.publish()
    return opened


@pytest.fixture
def path(world: World, vault: OpenVault) -> Path:
    return maintenance.backup(vault, world.folder / "backup")


def change_everything(vault: OpenVault) -> None:
    edit(vault, "CHANGED", "another value", notes="words")
    edit(vault, "NOTED", notes="words", tags=("a",))
    secrets.trash(vault, [named(vault, "TRASHED"), named(vault, "ERASED")])
    maintenance.purge(vault, [one for one in vault.secrets() if one.name == "ERASED"])
    add(vault, "LATER", "made later")


def state_of(world: World, vault: OpenVault) -> object:
    """All that a look could change: the state, the files, and what is in them."""
    files = {
        one: one.read_bytes()
        for one in world.folder.rglob("*")
        if one.is_file() and "sqlite" not in one.name
    }
    return picture(vault), vault.state.heads(), sorted(vault.replica.commits()), files


def test_what_would_go_back_is_named_key_by_key(world: World, vault: OpenVault, path: Path):
    change_everything(vault)
    before = state_of(world, vault)
    found = preview(vault, path)
    assert found.changes == (
        Change("dev", "CHANGED", Effect.CHANGES, "value v1 instead of v2, notes"),
        Change("dev", "ERASED", Effect.COMES_BACK, "erased since"),
        Change("dev", "LATER", Effect.DISAPPEARS, "made later"),
        Change("dev", "NOTED", Effect.CHANGES, "tags, notes"),
        Change("dev", "TRASHED", Effect.COMES_BACK, "out of the trash"),
    )
    assert found.commits > 0
    assert found.made == int(world.clock.now())
    assert state_of(world, vault) == before


def test_the_preview_is_what_the_restore_does(world: World, vault: OpenVault, path: Path):
    change_everything(vault)
    shown = {(one.name, one.effect) for one in preview(vault, path).changes}
    before = values(vault)
    done = maintenance.restore_backup(vault, path)
    world.opened.append(done.vault)
    after = values(done.vault)
    assert {name for name, effect in shown if effect is Effect.DISAPPEARS} == before.keys() - after
    assert {name for name, effect in shown if effect is Effect.COMES_BACK} == after.keys() - before
    assert after["CHANGED"] == "value of CHANGED"
    assert preview(done.vault, path).changes == ()


def test_what_went_into_the_trash_before_goes_there_again(world: World, vault: OpenVault):
    secrets.trash(vault, [named(vault, "TRASHED")])
    path = maintenance.backup(vault, world.folder / "with-trash")
    secrets.untrash(vault, [one for one in vault.secrets() if one.trashed is not None])
    (change,) = preview(vault, path).changes
    assert change == Change("dev", "TRASHED", Effect.DISAPPEARS, "back into the trash")


def test_what_was_revoked_stays_so_and_is_no_change(world: World, vault: OpenVault, path: Path):
    revocation.revoke(vault, [named(vault, "NOTED")], "leaked")
    edit(vault, "CHANGED", "another value")
    revocation.revoke(vault, [named(vault, "CHANGED")], "leaked")
    found = preview(vault, path)
    assert [one.name for one in found.changes] == ["CHANGED"]
    restored = maintenance.restore_backup(vault, path).vault
    world.opened.append(restored)
    assert "NOTED" not in values_in_use(restored)


def values_in_use(vault: OpenVault) -> list[str]:
    """The names of all keys that have a value."""
    return [one.name for one in vault.secrets() if one.trashed is None and one.current]


def test_a_name_that_was_another_is_said(world: World, vault: OpenVault, path: Path):
    secrets.edit(vault, named(vault, "NOTED"), {"name": "RENAMED"})
    assert [one.remark for one in preview(vault, path).changes] == ["its name was NOTED"]


def test_what_is_in_the_trash_both_times_is_no_change_and_a_stage_is_one(
    world: World, vault: OpenVault
):
    (secret,) = [one for one in vault.secrets() if one.name == "SAME"]
    trashed = structs.replace(secret, trashed=1)
    assert compare([trashed], [structs.replace(trashed, notes="words")]) == ()
    assert compare([structs.replace(secret, last_used=9)], [secret]) == ()
    (version,) = secret.versions
    purged = structs.replace(secret, versions=(structs.replace(version, purged=True),))
    (change,) = compare([purged], [secret])
    assert change.remark == "the state of its versions"
    (change,) = compare([structs.replace(secret, versions=())], [secret])
    assert change.remark == "value"


def test_a_rehearsal_decrypts_every_value_and_changes_nothing(
    world: World, vault: OpenVault, path: Path
):
    change_everything(vault)
    before = state_of(world, vault)
    found = rehearse(vault, path)
    assert (found.secrets, found.values, found.problems, found.restorable) == (5, 5, (), True)
    assert state_of(world, vault) == before
    assert values(vault)["CHANGED"] == "another value"
    left = vault.place.replica.parent / "rehearsal"
    assert list(left.iterdir()) == []
    assert left.stat().st_mode & 0o777 == 0o700


def test_a_value_that_does_not_open_is_told(world: World, vault: OpenVault, path: Path):
    """A blob that no commit names in clear is missed only by who wants to read it."""
    device = world.device("other", file=path)
    in_clear = named_in_clear(vault)

    def without_values(held: vault_file.VaultContents) -> vault_file.VaultContents:
        kept = {digest: blob for digest, blob in held.blobs.items() if digest in in_clear}
        return replace(held, blobs=kept)

    device.rewrite(without_values)
    found = rehearse(vault, path)
    assert found.values == 0
    assert len(found.problems) == 5
    assert "value of" not in str(found)


@pytest.mark.parametrize("look", [preview, rehearse])
def test_a_file_that_is_no_backup_of_this_vault(
    look, world: World, vault: OpenVault, path: Path, tmp_path_factory
):
    data = path.read_bytes()
    other = World(tmp_path_factory.mktemp("other"))
    newer = data[:8] + (99).to_bytes(2, "big") + data[10:]
    wrong = {
        VaultDamaged: (data[:-1], "This backup is damaged"),
        NotAVault: (b"Dear diary", "no backup of a vault"),
        NewerFormat: (newer, "newer Keystead"),
        WrongVault: (other.path.read_bytes(), "another vault"),
    }
    before = values(vault)
    for kind, (content, words) in wrong.items():
        path.write_bytes(content)
        with pytest.raises(kind) as told:
            look(vault, path)
        assert words in told.value.message
        assert "Nothing was changed" in told.value.message
    path.write_bytes(data)
    world.device("bare", file=path).rewrite(lambda held: replace(held, blobs={}))
    with pytest.raises(VaultIncomplete):
        look(vault, path)
    assert values(vault) == before


def test_after_a_renewal_of_keys_an_old_backup_opens_but_is_not_restored(tmp_path):
    made = MadeVault(home_at(tmp_path / "home", parts()), tmp_path)
    vault = made.unlock().vault
    add(vault, "A", "alpha")
    path = maintenance.backup(vault, tmp_path / "backup")
    change = Compromised(made.home, made.entry, vault, SecretText("the second passphrase"))
    change.apply()
    change.finish()
    found = rehearse(vault, path)
    assert (found.values, found.problems, found.restorable) == (1, (), False)
    with pytest.raises(Refused):
        preview(vault, path)
    vault.close()


def test_a_backup_that_no_key_of_this_device_opens(tmp_path):
    """A backup made after a renewal, looked at by a device that knows only the keys before."""
    made = MadeVault(home_at(tmp_path / "home", parts()), tmp_path)
    vault = made.unlock().vault
    old = maintenance.backup(vault, tmp_path / "old")
    vault.close()
    contents = vault_file.decode(old.read_bytes())
    stripped = replace(contents, records=())
    (tmp_path / "stripped").write_bytes(vault_file.encode(stripped))
    vault = made.unlock().vault
    with pytest.raises(KeysRenewed) as told:
        rehearse(vault, tmp_path / "stripped")
    assert "Emergency Kit" in told.value.message
    vault.close()
    assert PASSPHRASE.reveal() not in told.value.message


def test_a_full_disk_and_a_kill_leave_the_vault_as_it_was(
    world: World, vault: OpenVault, path: Path
):
    change_everything(vault)
    before = picture(vault)
    real, vault.host = vault.host, FailingHost(0)
    with pytest.raises(DiskFull):
        rehearse(vault, path)
    vault.host = counting = CountingHost()
    rehearse(vault, path)
    for at in range(len(counting.steps)):
        vault.host = KillingHost(at)
        assert dies(lambda: rehearse(vault, path))
    vault.host = real
    assert picture(vault) == before
    assert rehearse(vault, path).values == 5, "what a kill left behind is in nobody's way"
