"""What is said of a Version counts alike, whether it is adopted before the Version or after."""

import shutil
from collections.abc import Callable

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.vault.bodies import Adopt, Body, ObjectKind, Purge, Purged, Reseal, Write
from keystead.vault.errors import VaultDamaged
from keystead.vault.identity import Keyset
from keystead.vault.member_keys import member_id
from keystead.vault.operations import Grant, Loss, Operation, Right
from keystead.vault.replica import Batch
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange, Draft
from tests.support.vaults import (
    Forger,
    World,
    add,
    environment_id,
    named,
    picture,
    put_rows,
    value,
)

LEAVER = Keyset.generate()
LEAVER_ID = member_id(LEAVER.signing.public, LEAVER.hpke.public)
VERSION = b"version-of-later"

Make = Callable[[OpenVault, Draft, bytes], Body]


def new_version(vault: OpenVault, draft: Draft, secret: bytes, value: bytes = b"late") -> Body:
    key = vault.epoch_key(environment_id(vault))
    new = draft.seal_value(key, secret, VERSION, SecretBytes(value))
    return Write(ObjectKind.SECRET, secret, {}, (new,))


def other_version(vault: OpenVault, draft: Draft, secret: bytes) -> Body:
    return new_version(vault, draft, secret, b"another value of the same id")


def stage(_vault: OpenVault, _draft: Draft, secret: bytes) -> Body:
    return Write(ObjectKind.SECRET, secret, {}, (), {VERSION: {1: "retired"}})


def reseal(vault: OpenVault, draft: Draft, secret: bytes) -> Body:
    key = vault.epoch_key(environment_id(vault))
    sealed = draft.seal_value(key, secret, VERSION, SecretBytes(b"late"))
    return Reseal(secret, VERSION, sealed.digest)


def reseal_with(vault: OpenVault, value: bytes, secret: bytes, version: bytes) -> None:
    """One more sealed copy of a Version, whatever it holds."""
    draft, key = vault.draft(), vault.epoch_key(environment_id(vault))
    sealed = draft.seal_value(key, secret, version, SecretBytes(value))
    draft.add_body(key, Right.OWNER, Reseal(secret, version, sealed.digest))
    vault.commit(draft)


def do(vault: OpenVault, operation: Operation) -> None:
    draft = vault.draft()
    draft.operations.append(operation)
    vault.commit(draft)


def write(vault: OpenVault, make: Make, parents: tuple[bytes, ...]) -> bytes:
    """A commit of the member who left, put beside their removal: quarantined."""
    forger = Forger(vault, LEAVER, LEAVER_ID)
    forger.body(make(vault, forger.draft, named(vault, "A").id), used=Right.WRITER)
    commit = forger.commit(parents=parents)
    vault.store([commit], forger.draft.blobs)
    return commit.id


def adopt(vault: OpenVault, commit: bytes) -> None:
    vault.write([BodyChange(environment_id(vault), Adopt(commit, Right.WRITER))])


def two_devices(world: World, make: Make) -> tuple[OpenVault, OpenVault]:
    """Two devices that adopted, apart, the Version and what is said of it."""
    one = world.one.open()
    add(one, "A")
    env = environment_id(one)
    keys = LEAVER.signing.public, LEAVER.hpke.public
    do(one, Grant(LEAVER_ID, Right.WRITER, env, Right.OWNER, *keys))
    before = one.state.heads()
    do(one, Loss(LEAVER_ID, Right.READER, env, Right.OWNER))
    version = write(one, new_version, before)
    said = write(one, make, (version,))
    one.publish()
    copy = world.folder / "two.keystead"
    shutil.copy(world.path, copy)
    two = world.device("two", file=copy).open()
    adopt(one, version)
    adopt(two, said)
    return one, two


def purged(vault: OpenVault) -> set[bytes]:
    return vault.state.purged(vault.state.now.tally.purged_digests)


def merge(one: OpenVault, two: OpenVault) -> None:
    mine, others = one.contents(), two.contents()
    one.publication.merge_contents(others)
    two.publication.merge_contents(mine)


def test_a_sealed_copy_cannot_give_a_version_another_value(world: World):
    one = world.one.open()
    secret = add(one, "A", "right")
    env, version = environment_id(one), secret.versions[0].id
    reseal_with(one, b"wrong", secret.id, version)
    assert value(one, named(one, "A")) == "right"
    entity = one.state.entity(env, secret.id)
    assert entity is not None
    own = entity.versions[version].digest
    put_rows(one, Batch(purged=(own,)))
    with pytest.raises(VaultDamaged):
        value(one, named(one, "A"))
    reseal_with(one, b"right", secret.id, version)
    assert value(one, named(one, "A")) == "right"


@pytest.mark.parametrize("make", [stage, reseal, other_version])
def test_a_version_may_come_after_what_is_said_of_it(world: World, make: Make):
    one, two = two_devices(world, make)
    merge(one, two)
    assert [item.id for item in named(one, "A").versions].count(VERSION) == 1
    assert picture(one) == picture(two)


def test_a_sealed_copy_of_a_purged_version_goes_even_where_it_comes_first(world: World):
    one, two = two_devices(world, reseal)
    item = Purged(named(one, "A").id, VERSION, ())
    one.write([BodyChange(environment_id(one), Purge((item,)))])
    merge(one, two)
    assert picture(one) == picture(two)
    assert purged(one) == purged(two)
    assert one.replica.digests() == two.replica.digests()


def test_a_sealed_copy_that_comes_after_the_purge_goes_as_well(world: World):
    one, two = two_devices(world, reseal)
    merge(one, two)
    item = Purged(named(one, "A").id, VERSION, ())
    one.write([BodyChange(environment_id(one), Purge((item,)))])
    reseal_with(two, b"late", item.secret, VERSION)
    merge(one, two)
    assert purged(one) == purged(two)
    assert len(purged(one)) >= 2
    assert not purged(one) & one.replica.digests()
