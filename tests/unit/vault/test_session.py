from dataclasses import replace

import pytest

from keystead.core.model import Stage
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.errors import FileProblem
from keystead.services import secrets
from keystead.services.maintenance import backup
from keystead.services.whereabouts import Whereabouts
from keystead.system.host import SystemHost
from keystead.vault import records
from keystead.vault.bodies import Action, Event, ObjectKind, Write
from keystead.vault.commit import Header, sign
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import (
    KeysRenewed,
    NoSuchObject,
    ReplicaDamaged,
    Revoked,
    RightMissing,
    VaultIncomplete,
)
from keystead.vault.identity import Keyset
from keystead.vault.member_keys import member_id
from keystead.vault.operations import Grant, Loss, Right
from keystead.vault.replica import Batch
from keystead.vault.restore import read_backup, restore
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange, SecretChange
from tests.support.hosts import FailingHost
from tests.support.vaults import (
    EVE,
    KEYSET,
    MEMBER,
    Forger,
    World,
    add,
    edit,
    environment_id,
    named,
    picture,
    put_rows,
    seals,
    value,
    values,
)

OTHER = SecretBytes(b"another unlock key, of 32 bytes.")
EVE_ID = member_id(EVE.signing.public, EVE.hpke.public)


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def test_what_is_written_is_there_after_closing(world: World, vault):
    add(vault, "A", "alpha")
    before = picture(vault)
    vault.close()
    assert picture(world.one.open()) == before


def test_a_value_that_does_not_exist(vault):
    secret = add(vault, "A")
    for ids in ((secret.environment_id, secret.id, bytes(16)), (bytes(16), secret.id, bytes(16))):
        with pytest.raises(NoSuchObject):
            vault.value(*ids)


def test_a_revoked_value_is_given_to_nobody_who_does_not_say_so(vault):
    secret = add(vault, "R", "leaked")
    key = (secret.environment_id, secret.id)
    version = secret.versions[0].id
    vault.write([SecretChange(*key, revoke=(version,))])
    with pytest.raises(Revoked):
        vault.value(*key, version)
    assert vault.value(*key, version, revoked=True).reveal() == b"leaked"
    assert vault.state.revoked(*key) == {version}
    assert vault.state.revoked(key[0], bytes(16)) == frozenset()


def test_a_value_whose_blob_is_gone(vault):
    secret = add(vault, "A")
    put_rows(vault, Batch(purged=tuple(seals(vault, secret))))
    with pytest.raises(VaultIncomplete):
        value(vault, secret)


def test_all_changes_go_into_one_commit_or_none(vault, world: World):
    dev, prod = environment_id(vault), environment_id(vault, "prod")
    count = len(vault.state.commits)
    changes = [
        SecretChange(where, bytes([n]) * 16, {"name": f"K{n}"}, SecretBytes(b"v"))
        for n, where in enumerate((dev, prod, dev))
    ]
    vault.write(changes)
    assert len(vault.state.commits) == count + 1
    assert values(vault) == {"K0": "v", "K1": "v", "K2": "v"}
    vault.replica._db.execute("PRAGMA query_only=ON")
    with pytest.raises(FileProblem):
        vault.write([SecretChange(dev, b"x" * 16, {"name": "X"})])
    assert "X" not in values(vault)


def test_read_events_go_with_the_next_change(vault, world: World):
    secret = add(vault, "A")
    secrets.reveal(vault, secret, Action.COPY, Whereabouts("clipboard"))
    assert named(vault, "A").last_used == int(world.clock.now())
    count = len(vault.state.commits)
    edit(vault, "A", notes="x")
    assert len(vault.state.commits) == count + 1
    assert vault.journal.events == []
    (event,) = vault.state.events
    assert (event.event.action, event.event.where) == (Action.COPY, "clipboard")
    assert named(vault, "A").last_used == int(world.clock.now())


def test_read_events_never_publish_alone(vault):
    secret = add(vault, "A")
    vault.publish()
    count = len(vault.state.commits)
    secrets.reveal(vault, secret, Action.REVEAL)
    vault.fold_journal()
    assert len(vault.journal.events) == 1
    add(vault, "B")
    assert vault.journal.events == []
    vault.journal.add(VAULT_ENVIRONMENT, Event(Action.UNLOCK, 5))
    vault.fold_journal()
    assert len(vault.state.commits) == count + 2
    vault.fold_journal()
    assert len(vault.state.commits) == count + 2


def test_a_journal_that_cannot_be_cleared_does_not_deny_the_change(world: World):
    host = FailingHost(10**9)
    vault = world.one.open(host=host)
    secret = add(vault, "A")
    secrets.reveal(vault, secret, Action.REVEAL)
    host.at = 0
    assert value(vault, edit(vault, "A", "newer")) == "newer"


def test_new_epochs_are_made_when_the_readers_change(vault, world: World):
    dev = environment_id(vault)
    old = vault.epoch_key(dev)
    Forger(vault).put(
        world.one,
        Grant(EVE_ID, Right.READER, dev, Right.OWNER, EVE.signing.public, EVE.hpke.public),
    )
    vault.publish()
    new = vault.epoch_key(dev)
    assert new.epoch != old.epoch
    assert vault.state.ring.holders(dev, new.epoch) == {world.member, EVE_ID}
    Forger(vault).put(world.one, Loss(EVE_ID, Right.READER, dev, Right.OWNER))
    vault.publish()
    last = vault.epoch_key(dev)
    assert vault.state.ring.holders(dev, last.epoch) == {world.member}
    assert vault.state.ring.key(dev, old.epoch) is not None


class Member:
    """Eve, with rights of her own and a device of hers."""

    def __init__(self, world: World, *grants: tuple[Right, str | None]) -> None:
        owner = world.one.open()
        rights = [
            Grant(
                EVE_ID, right, None if name is None else environment_id(owner, name),
                Right.OWNER, EVE.signing.public, EVE.hpke.public,
            )
            for right, name in grants
        ]  # fmt: skip
        Forger(owner).put(world.one, *rights)
        owner.publish()
        for environment in (VAULT_ENVIRONMENT, environment_id(owner)):
            owner.epoch_key(environment)
        add(owner, "A", "alpha")
        owner.publish()
        raw = records.keyset_record(world.vault_id, EVE_ID, 1, OTHER, EVE)
        world.one.rewrite(lambda held: replace(held, records=(*held.records, raw)))
        place = world.device("eve").place
        self.vault = OpenVault.open(SystemHost(), world.clock, place, OTHER)
        self.owner = owner
        world.opened.append(self.vault)


def test_a_reader_reads_and_cannot_change(world: World):
    eve = Member(world, (Right.READER, "dev"))
    assert eve.vault.member == EVE_ID
    assert values(eve.vault) == {"A": "alpha"}
    for change in (lambda: edit(eve.vault, "A", "no"), lambda: add(eve.vault, "B")):
        with pytest.raises(RightMissing):
            change()
    body = Write(ObjectKind.ENVIRONMENT, environment_id(eve.vault), {1: 1, 10: "x"})
    with pytest.raises(RightMissing):
        eve.vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
    assert not eve.vault.state.quarantined


def test_a_reader_can_go_back_to_a_time_before_a_revocation_they_cannot_write(world: World):
    eve = Member(world, (Right.READER, "dev"))
    backup(eve.vault, world.folder / "backup")
    secret = named(eve.owner, "A")
    revoke = (secret.versions[0].id,)
    eve.owner.write([SecretChange(secret.environment_id, secret.id, revoke=revoke)])
    eve.owner.publish()
    eve.vault.publication.take_in()
    done = restore(eve.vault, read_backup(eve.vault, world.folder / "backup"), bytes(16))
    world.opened.append(done.vault)
    assert values(done.vault) == {"A": "alpha"}
    assert not done.vault.state.quarantined


def test_a_readers_events_are_signed_as_a_readers(world: World):
    eve = Member(world, (Right.READER, "dev"))
    secrets.reveal(eve.vault, named(eve.vault, "A"), Action.COPY)
    eve.vault.publication.mark_changed()
    eve.vault.fold_journal()
    eve.vault.publish()
    eve.owner.publish()
    (event,) = eve.owner.state.events
    assert (event.author, event.event.action) == (EVE_ID, Action.COPY)
    assert not eve.owner.state.quarantined


def test_a_writer_writes_in_their_environment_alone(world: World):
    eve = Member(world, (Right.WRITER, "dev"))
    edit(eve.vault, "A", "by eve")
    eve.vault.publish()
    eve.owner.publish()
    assert values(eve.owner) == {"A": "by eve"}
    assert eve.owner.state.rights.writers(environment_id(eve.owner)) == {EVE_ID, world.member}
    with pytest.raises(RightMissing):
        eve.vault.right_to_write(environment_id(eve.vault, "prod"))


def test_an_admin_names_things_but_writes_no_secrets(world: World):
    eve = Member(world, (Right.ADMIN, None), (Right.READER, "dev"))
    assert eve.vault.right_to_write(VAULT_ENVIRONMENT) is Right.ADMIN
    with pytest.raises(RightMissing):
        edit(eve.vault, "A", "no")


def test_an_epoch_that_its_maker_cannot_use_is_no_help(world: World):
    """Somebody whose right to read ended meanwhile makes no key for what they cannot read."""
    eve = Member(world, (Right.WRITER, "dev"))
    dev = environment_id(eve.owner)
    Forger(eve.owner).put(world.one, Loss(EVE_ID, Right.READER, dev, Right.OWNER))
    eve.owner.publish()
    eve.owner.epoch_key(dev)
    eve.owner.publish()
    eve.vault.publish()
    with pytest.raises(RightMissing):
        eve.vault.epoch_key(dev)


def renewed(vault: OpenVault, world: World) -> Keyset:
    new = Keyset.generate()
    raw = records.keyset_record(
        world.vault_id, world.member, 1, world.unlock_key, new, world.keyset.signing
    )
    vault.put_records((*vault.records(), raw))
    return new


def test_renewed_keys_read_everything_and_lock_the_old_ones_out(vault, world: World):
    add(vault, "A", "alpha")
    secrets.edit(vault, named(vault, "A"), {}, SecretText("newer"))
    before = values(vault)
    new = renewed(vault, world)
    count = len(vault.state.commits)
    vault.renew_identity(new)
    assert len(vault.state.commits) == count + 2  # keys and epochs, then dev's values
    assert vault.keyset == new
    assert values(vault) == before
    vault.put_records([world.record(2, new)])
    vault.publish()
    add(vault, "B", "after")
    vault.publish()
    vault.close()
    vault = world.one.open()
    assert vault.keyset.signing.public == new.signing.public
    assert values(vault) == {"A": "newer", "B": "after"}
    assert values(world.device("new").open()) == values(vault)
    assert not vault.state.quarantined


def test_a_device_with_the_old_keys_can_read_but_not_change(world: World, vault):
    add(vault, "A", "alpha")
    vault.publish()
    old = world.device("two").open()
    new = renewed(vault, world)
    vault.renew_identity(new)
    Forger(vault, new).put(world.one)  # published without the record that has the new keys
    world.one.rewrite(lambda held: replace(held, records=held.records))
    commits = [commit.raw for commit in vault.state.commits.values()]
    world.one.rewrite(
        lambda held: replace(held, commits=tuple(commits), blobs=held.blobs | vault.replica.blobs())
    )
    old.publish()
    assert values(old) == {"A": "alpha"}
    with pytest.raises(KeysRenewed):
        edit(old, "A", "no")


def test_a_renewal_that_was_stopped_before_it_was_signed_leaves_the_old_keys(vault, world: World):
    renewed(vault, world)
    vault.close()
    vault = world.one.open()
    assert vault.keyset.signing.public == world.keyset.signing.public
    add(vault, "A", "alpha")
    vault.publish()
    assert values(world.device("new").open()) == {"A": "alpha"}


def test_another_unlock_key_for_everything_on_this_device(vault, world: World):
    add(vault, "A", "alpha")
    vault.publish()
    secrets.reveal(vault, named(vault, "A"), Action.REVEAL)
    heads = vault.memory.seen_heads
    keys = records.keyset_record(world.vault_id, world.member, 2, OTHER, world.keyset)
    vault.put_records([keys])
    vault.rekey(OTHER)
    assert vault.unlock_key == OTHER
    vault.close()
    with pytest.raises(ReplicaDamaged):
        world.one.open()
    world.unlock_key = OTHER
    vault = world.one.open()
    assert vault.memory.seen_heads == heads
    assert len(vault.journal.events) == 1
    assert values(vault) == {"A": "alpha"}


def test_a_change_of_key_that_was_stopped_is_brought_to_its_end(vault, world: World):
    """Whoever had the old unlock key knows the key of the state, until all is sealed anew."""
    add(vault, "A", "alpha")
    before = vault.keeper.manifest
    keys = records.keyset_record(world.vault_id, world.member, 2, OTHER, world.keyset)
    vault.put_records([keys])
    vault.replica.rekey(OTHER)
    vault.close()
    (world.one.place.state / "device.state").unlink()
    world.unlock_key = OTHER
    vault = world.one.open()
    assert not vault.keeper.manifest.renew
    assert vault.keeper.manifest.key != before.key
    assert values(vault) == {"A": "alpha"}


def test_what_came_with_another_unlock_key_is_kept_and_told(vault, world: World):
    old = world.device("two").open()
    signer = world.keyset.signing
    vault.put_records([
        records.keyset_record(world.vault_id, world.member, 2, OTHER, world.keyset),
        records.former_key_record(
            world.vault_id, world.member, 1, OTHER, [world.unlock_key], signer
        ),
    ])  # fmt: skip
    vault.rekey(OTHER)
    add(vault, "A", "alpha")
    vault.publish()
    with pytest.raises(KeysRenewed):
        old.publish()
    assert old.records() == vault.records()
    assert old.state.heads() == vault.state.heads()


def test_what_the_file_should_hold(vault, world: World):
    secret = add(vault, "A", "alpha")
    contents = vault.contents()
    assert contents.records == vault.records()
    assert set(contents.blobs) == vault.replica.digests()
    assert len(contents.commits) == len(vault.state.commits)
    assert secret.versions[0].stage is Stage.CURRENT


def test_more_heads_than_a_commit_can_name_are_joined_first(world: World, vault):
    heads = vault.state.heads()
    for number in range(130):
        header = Header(vault.vault_id, MEMBER, number.to_bytes(16, "big"), heads, number)
        vault.store([sign(header, (), KEYSET.signing)], {})
    assert len(vault.state.heads()) == 130
    add(vault, "A", "alpha")
    assert len(vault.state.heads()) == 1
    vault.publish()
    assert values(world.device("two").open())["A"] == "alpha"
