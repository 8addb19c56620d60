"""Somebody writes into the vault what they may not: keys, members, roles, records, edits."""

from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.services import maintenance
from keystead.vault import records, vault_file
from keystead.vault.bodies import ObjectKind, Purge, Purged, Write
from keystead.vault.cbor import decode, encode
from keystead.vault.commit import MAX_BYTES
from keystead.vault.epochs import Scope
from keystead.vault.errors import (
    ForgedCommit,
    ForgedRecord,
    VaultDamaged,
)
from keystead.vault.identity import Keyset
from keystead.vault.member_keys import member_id
from keystead.vault.operations import Grant, Loss, Renew, Right
from keystead.vault.repair import repair
from keystead.vault.session import OpenVault
from tests.support.vaults import (
    Forger,
    World,
    add,
    edit,
    environment_id,
    named,
    picture,
    values,
)

EVE = Keyset.generate()
EVE_ID = member_id(EVE.signing.public, EVE.hpke.public)


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    opened.publish()
    return opened


def grant_to_eve(
    right: Right, used: Right = Right.OWNER, environment: bytes | None = None
) -> Grant:
    return Grant(EVE_ID, right, environment, used, EVE.signing.public, EVE.hpke.public)


def reader(vault: OpenVault, world: World, environment: str = "dev") -> Forger:
    """Eve, whom the owner made reader of one environment; she knows its key."""
    Forger(vault).put(
        world.one, grant_to_eve(Right.READER, environment=environment_id(vault, environment))
    )
    vault.publish()
    return Forger(vault, EVE, EVE_ID)


def refused(vault: OpenVault, world: World, error: type[Exception]) -> None:
    """The file is refused as a whole by a device that knows the vault, and by a new one."""
    before = picture(vault)
    with pytest.raises(error):
        vault.publish()
    assert picture(vault) == before
    vault.close()
    for device in (world.one, world.device("new")):
        with pytest.raises(error):
            device.open()


def test_a_commit_by_a_stranger_is_refused_and_repair_leaves_it_out(vault, world: World):
    stranger = Forger(vault, EVE, EVE_ID)
    commit = stranger.put(world.one, grant_to_eve(Right.OWNER, used=Right.OWNER))
    refused(vault, world, ForgedCommit)
    done = repair(world.one.host, world.clock, world.one.place, world.unlock_key)
    world.opened.append(done.vault)
    assert (done.lost, done.dropped_commits) == (0, 1)
    assert commit.id not in done.vault.state.commits
    assert commit.raw in vault_file.decode(done.aside[0].read_bytes()).commits
    assert values(world.device("new").open()) == {"A": "alpha"}


def test_a_commit_in_the_owners_name_by_another_key_is_refused(vault, world: World):
    forger = Forger(vault, EVE)
    forger.put(world.one, Renew(EVE.signing.public, EVE.hpke.public))
    refused(vault, world, ForgedCommit)


def test_a_commit_with_a_changed_field_is_refused(vault, world: World):
    last = vault.state.commits[vault.state.heads()[0]]
    fields = decode(last.raw, MAX_BYTES)
    assert isinstance(fields, dict)
    changed = encode({**fields, 5: last.time + 1})
    world.one.rewrite(lambda held: replace(held, commits=(*held.commits, changed)))
    refused(vault, world, ForgedCommit)


def test_a_second_beginning_is_refused(vault, world: World, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    genesis = other.one.contents().commits[0]
    world.one.rewrite(lambda held: replace(held, commits=(*held.commits, genesis)))
    refused(vault, world, ForgedCommit)


@pytest.mark.parametrize(
    "right", [Right.READER, Right.WRITER, Right.ADMIN, Right.OWNER], ids=lambda right: right.name
)
def test_a_reader_cannot_raise_anybodys_role(vault, world: World, right: Right):
    eve = reader(vault, world)
    environment = environment_id(vault) if right in (Right.READER, Right.WRITER) else None
    mallory = Keyset.generate()
    friend = member_id(mallory.signing.public, mallory.hpke.public)
    keys = mallory.signing.public, mallory.hpke.public
    commit = eve.put(
        world.one,
        grant_to_eve(right, Right.OWNER, environment),
        Grant(friend, right, environment, Right.OWNER, *keys),
        Grant(friend, right, environment, Right.ADMIN, *keys),
    )
    vault.publish()
    assert [item.commit for item in vault.state.quarantined] == [commit.id] * 3
    assert vault.state.rights.rights_of(friend) == frozenset()
    assert len(vault.state.rights.rights_of(EVE_ID)) == 1
    report = maintenance.verify(vault)
    assert any("without the right" in line for line in report.quarantined)


def test_a_reader_cannot_remove_the_owner(vault, world: World):
    eve = reader(vault, world)
    eve.put(world.one, Loss(world.member, None, None, Right.OWNER))
    vault.publish()
    assert (Right.OWNER, None) in vault.state.rights.rights_of(world.member)
    assert len(vault.state.quarantined) == 1


def test_foreign_keys_for_a_member_are_quarantined(vault, world: World):
    """Even the owner cannot give a known member other keys than those it joined with."""
    reader(vault, world)
    mallory = Keyset.generate()
    grant = replace(
        grant_to_eve(Right.ADMIN),
        signing_key=mallory.signing.public,
        hpke_key=mallory.hpke.public,
    )
    Forger(vault).put(world.one, grant)
    vault.publish()
    assert len(vault.state.quarantined) == 1
    assert vault.state.rights.hpke_key(EVE_ID) == EVE.hpke.public


@pytest.mark.parametrize("used", list(Right), ids=lambda right: right.name)
def test_a_reader_cannot_write(vault, world: World, used: Right):
    eve, before = reader(vault, world), picture(vault)
    secret = named(vault, "A")
    eve.body(Write(ObjectKind.SECRET, secret.id, {1: 0, 10: "STOLEN"}), used=used)
    eve.body(Purge((Purged(secret.id, secret.versions[0].id, ()),)), used=used)
    eve.put(world.one)
    vault.publish()
    assert values(vault) == {"A": "alpha"}
    assert len(vault.state.quarantined) == 2
    assert picture(vault)[:4] == before[:4]  # type: ignore[index]


def test_a_reader_cannot_make_an_epoch(vault, world: World):
    eve = reader(vault, world)
    dev = environment_id(vault)
    readers = {EVE_ID: EVE.hpke.public}
    key = eve.draft.add_epoch(Scope(vault.vault_id, dev), Right.OWNER, readers, ())
    assert len(key) == 32
    eve.put(world.one)
    vault.publish()
    assert any("epoch" in item.reason for item in vault.state.quarantined)
    edit(vault, "A", "later")
    assert values(vault) == {"A": "later"}


def test_a_revoked_version_named_by_a_reader_is_not_revoked(vault, world: World):
    eve = reader(vault, world)
    secret = named(vault, "A")
    body = Write(ObjectKind.SECRET, secret.id, {1: 1}, revoked=(secret.versions[0].id,))
    eve.body(body, used=Right.WRITER).put(world.one)
    vault.publish()
    assert values(vault) == {"A": "alpha"}


def with_record(world: World, raw: bytes) -> None:
    world.one.rewrite(lambda held: replace(held, records=(*held.records, raw)))


def test_a_record_that_would_push_out_the_members_keys_is_refused(vault, world: World):
    """A higher generation wins; without a check of its signature it would lock the owner out."""
    for raw in (
        records.keyset_record(world.vault_id, world.member, 99, SecretBytes(bytes(32)), EVE),
        records.keyset_record(world.vault_id, EVE_ID, 99, SecretBytes(bytes(32)), EVE),
    ):
        good = world.one.file()
        with_record(world, raw)
        with pytest.raises(ForgedRecord):
            vault.publish()
        done = repair(world.one.host, world.clock, world.one.place, world.unlock_key)
        done.vault.close()
        assert world.one.file() == good


def test_a_record_of_another_vault_is_refused(vault, world: World, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    with_record(world, other.record(99))
    refused(vault, world, ForgedRecord)


def test_garbage_as_a_record_is_refused(vault, world: World):
    with_record(world, b"garbage")
    refused(vault, world, VaultDamaged)
