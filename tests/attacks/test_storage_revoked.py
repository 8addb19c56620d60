"""A value that was revoked comes back by no road: merge, choice, restore, rolled back file."""

import pytest

from keystead.core.model import Stage
from keystead.core.secret_types import SecretText
from keystead.services import export, maintenance, revocation, secrets
from keystead.services.secrets import Action
from keystead.vault.bodies import ObjectKind, Write
from keystead.vault.errors import Revoked
from keystead.vault.session import OpenVault
from tests.support.vaults import Forger, World, add, edit, named


def published(world: World) -> OpenVault:
    vault = world.one.open()
    add(vault, "A", "alpha")
    vault.publish()
    return vault


def assert_gone(vault: OpenVault, number: int = 1) -> None:
    """No way gives the value of that version."""
    secret = named(vault, "A")
    version = secret.versions[number - 1]
    assert version.stage is Stage.REVOKED
    for action in (Action.REVEAL, Action.COPY, Action.EXPORT):
        with pytest.raises(Revoked):
            secrets.reveal(vault, secret, action, version=version)
    with pytest.raises(Revoked):
        vault.value(secret.environment_id, secret.id, version.id)
    values = [one.reveal() for _, one in export.entries(vault, "dev")]
    assert "alpha" not in values


def test_an_old_copy_that_is_merged_brings_nothing_back(world: World):
    vault = published(world)
    old = world.one.file()
    other = world.device("two").open()
    revocation.revoke(vault, [named(vault, "A")], "leaked")
    vault.publish()
    # Another computer has edited the old copy meanwhile, and names the value the current one.
    secret = named(other, "A")
    secrets.choose_version(other, secret, secret.versions[0])
    edit(other, "A", notes="edited apart")
    world.one.place.file.write_bytes(old)
    other.publish()
    vault.publication.take_in()
    other.publication.take_in()
    vault.publish()
    other.publish()
    for merged in (vault, other):
        assert named(merged, "A").notes == "edited apart"
        assert_gone(merged)


def test_a_change_that_calls_it_current_or_pending_has_no_effect(world: World):
    vault = published(world)
    secret = named(vault, "A")
    revocation.revoke(vault, [secret], "leaked")
    vault.publish()
    version = secret.versions[0].id
    for stage in ("pending", "previous"):
        body = Write(
            ObjectKind.SECRET, secret.id, {1: 1, 2: version}, version_fields={version: {1: stage}}
        )
        Forger(vault).body(body).put(world.one)
        vault.publication.take_in()
        assert_gone(vault)


def test_a_newer_value_made_apart_is_the_current_one(world: World):
    """The one computer revoked, the other had a new value already: that one is used."""
    vault = published(world)
    other = world.device("two").open()
    revocation.revoke(vault, [named(vault, "A")], "leaked")
    edit(other, "A", "fresh")
    for one in (vault, other, vault):
        one.publish()
    for merged in (vault, other):
        assert_gone(merged)
        secret = named(merged, "A")
        assert secrets.reveal(merged, secret, Action.COPY).reveal() == "fresh"
        assert secret.conflicts == ()


def test_of_two_current_values_the_revoked_one_is_no_choice(world: World):
    vault = published(world)
    other = world.device("two").open()
    edit(vault, "A", "one")
    edit(other, "A", "two")
    for one in (vault, other, vault):
        one.publish()
    secret = named(vault, "A")
    assert secret.conflicts == ("value",)
    assert secret.current is not None
    revocation.revoke(vault, [secret], "leaked", secret.current)
    left = named(vault, "A")
    assert left.conflicts == ()
    assert left.current is not None
    assert left.current.id != secret.current.id
    secrets.choose_version(vault, left, secret.current)
    assert_gone(vault, secret.current.number)


def test_a_backup_from_before_brings_nothing_back(world: World):
    vault = published(world)
    maintenance.backup(vault, world.folder / "backup")
    revocation.revoke(vault, [named(vault, "A")], "leaked")
    vault.publish()
    restored = maintenance.restore_backup(vault, world.folder / "backup").vault
    world.opened.append(restored)
    assert_gone(restored)
    assert [one.reason for one in named(restored, "A").incidents] == ["leaked"]
    # And so for whoever reads what the restore wrote.
    assert_gone(world.device("new").open())


def test_a_file_that_was_rolled_back_and_accepted_brings_nothing_back(world: World):
    vault = published(world)
    old = world.one.file()
    revocation.revoke(vault, [named(vault, "A")], "leaked")
    vault.publish()
    world.one.place.file.write_bytes(old)
    accepted = maintenance.accept_file(vault).vault
    world.opened.append(accepted)
    assert_gone(accepted)


def test_the_trash_is_no_way_back(world: World):
    vault = published(world)
    secrets.trash(vault, [named(vault, "A")])
    revocation.revoke(vault, [named(vault, "A")], "leaked")
    secrets.untrash(vault, [named(vault, "A")])
    assert_gone(vault)
    secrets.edit(vault, named(vault, "A"), {}, SecretText("fresh"))
    assert_gone(vault)
