"""Changes with the right signature and the right, but sealed, named or encoded wrongly."""

from dataclasses import replace
from functools import partial

import pytest

from keystead.services import maintenance
from keystead.vault.bodies import Adopt, NewVersion, ObjectKind, Purge, Purged, Reseal, Write
from keystead.vault.cbor import Cbor, decode, encode
from keystead.vault.commit import MAX_BYTES, Commit, parse
from keystead.vault.epochs import VAULT_ENVIRONMENT, Role, Scope
from keystead.vault.errors import (
    NewerFormat,
    TooLarge,
    VaultDamaged,
    VaultIncomplete,
)
from keystead.vault.fields import as_cbor
from keystead.vault.founding import environment_body
from keystead.vault.identity import Keyset
from keystead.vault.member_keys import member_id
from keystead.vault.operations import Deliver, Epoch, Grant, Right, Sealed
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents
from tests.support.vaults import (
    Forger,
    World,
    add,
    edit,
    environment_id,
    in_order,
    named,
    picture,
    plus,
    values,
    with_commit,
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


def test_bodies_that_say_nothing_sensible_are_quarantined(vault, world: World):
    secret, dev = named(vault, "A"), environment_id(vault)
    bad: list[dict[int, Cbor]] = [
        {10: 7}, {1: 2}, {1: []}, {2: b"short"}, {19: 2**40}, {17: []}, {27: [[1]]}, {25: "tag"},
        {20: True}, {22: -1 % 2**60},
    ]  # fmt: skip
    forger = Forger(vault)
    for fields in bad:
        forger.body(Write(ObjectKind.SECRET, secret.id, fields))
    version = secret.versions[0].id
    for registers in ({1: "current"}, {1: 5}, {2: "soon"}):
        forger.body(
            Write(ObjectKind.SECRET, secret.id, {1: 1}, version_fields={version: registers})
        )
    forger.body(environment_body(dev, "hijacked", 0, ""))  # belongs to environment 0
    raw = (b"\x00", b"\xa1\x00\x18\x63", b"\xf9\x00\x00", b"\xc0\x00", encode({0: 9}), b"")
    for plain in raw:
        digest = forger.sealed(plain)
        forger.draft.operations.append(Sealed(dev, forger.key().epoch, Right.OWNER, digest))
    digest = forger.sealed(encode({0: 4, 1: bytes(32), 2: 4}), Role.AUDIT)  # an edit as an event
    forger.draft.operations.append(Sealed(dev, forger.key().epoch, Right.OWNER, digest))
    forger.put(world.one)
    before = picture(vault)
    vault.publish()
    assert len(vault.state.quarantined) == len(bad) + 3 + 1 + len(raw) + 1
    assert picture(vault)[:4] == before[:4]  # type: ignore[index]
    assert values(world.device("new").open()) == {"A": "alpha"}


def test_epochs_that_do_not_exist_or_were_not_seen_open_nothing(vault, world: World):
    forger, dev = Forger(vault), environment_id(vault)
    digest = forger.sealed(encode({0: 2}))
    heads = vault.state.heads()
    add(vault, "LATER")  # seen by nobody yet
    for epoch in (bytes(32), vault.state.heads()[0], vault.vault_id):
        forger.draft.operations.append(Sealed(dev, epoch, Right.OWNER, digest))
    deliver = Deliver(dev, bytes(32), Right.OWNER, ())
    commit = forger.commit(deliver, parents=heads)
    world.one.rewrite(lambda held: with_commit(held, commit, forger.draft.blobs))
    vault.publish()
    reasons = [item.reason for item in vault.state.quarantined]
    assert reasons == ["sealed under an epoch that it had not seen"] * 2
    assert vault.state.secrets()


def test_an_epoch_whose_commitment_is_not_its_key_opens_nothing(vault, world: World):
    forger, dev = Forger(vault), environment_id(vault)
    forger.draft.add_epoch(
        Scope(vault.vault_id, dev), Right.OWNER, {world.member: world.keyset.hpke.public}, ()
    )
    (epoch,) = forger.draft.operations
    assert isinstance(epoch, Epoch)
    forger.draft.operations[:] = [replace(epoch, commitment=bytes(32))]
    forger.put(world.one)
    vault.publish()
    edit(vault, "A", "later")  # goes under an epoch that its member can open
    vault.publish()
    assert values(vault) == {"A": "later"}
    assert values(world.device("new").open()) == {"A": "later"}


def test_a_purge_takes_nothing_that_is_not_its_own(vault, world: World):
    """A writer of one environment names the blobs of another, and bodies, as purged."""
    other = add(vault, "B", "beta", environment="prod")
    vault.publish()
    mine = named(vault, "A")
    everything = tuple(world.one.contents().blobs)
    body = Purge((Purged(mine.id, mine.versions[0].id, everything),))
    Forger(vault).body(body).put(world.one)
    vault.publish()
    assert value_of(vault, other.name) == "beta"
    assert vault.state.missing == set()
    new = world.device("new").open()
    assert value_of(new, "B") == "beta"
    assert maintenance.verify(new).ok


def value_of(vault: OpenVault, name: str) -> str:
    secret = named(vault, name)
    current = secret.current
    assert current is not None
    return vault.value(secret.environment_id, secret.id, current.id).reveal().decode()


def test_what_is_adopted_adopts_nothing_itself(vault, world: World):
    eve = reader(vault, world)
    secret = named(vault, "A")
    eve.body(Write(ObjectKind.SECRET, secret.id, {1: 1, 10: "ELSEWHERE"}), "prod")
    first = eve.body(Write(ObjectKind.SECRET, secret.id, {1: 1, 26: "one"})).put(world.one)
    vault.publish()
    eve = Forger(vault, EVE, EVE_ID)
    second = eve.body(Adopt(first.id, Right.OWNER)).put(world.one)
    vault.publish()
    Forger(vault).body(Adopt(second.id, Right.OWNER)).put(world.one)
    Forger(vault).body(Adopt(bytes(32), Right.OWNER)).put(world.one)
    vault.publish()
    assert named(vault, "A").notes == ""
    Forger(vault).body(Adopt(first.id, Right.OWNER)).put(world.one)
    vault.publish()
    assert named(vault, "A").notes == "one"
    assert [item.name for item in vault.secrets()] == ["A"]  # the adopter said dev


def blob_of(vault: OpenVault, name: str) -> bytes:
    secret = named(vault, name)
    entity = vault.state.entity(secret.environment_id, secret.id)
    assert entity is not None
    return next(iter(entity.versions.values())).seals[0].digest


@pytest.mark.parametrize("where", ["dev", "prod"])
def test_two_values_cannot_be_swapped_by_storage(vault, world: World, where: str):
    """A blob is named by its digest, so that one in the place of another is one that is missing."""
    add(vault, "B", "beta", environment=where)
    vault.publish()
    one, two = blob_of(vault, "A"), blob_of(vault, "B")
    data = world.one.file()
    held = world.one.contents()
    first, second = held.blobs[one], held.blobs[two]
    assert len(first) == len(second)
    parts = data.replace(first, b"?" * len(first)).replace(second, first)
    swapped = parts.replace(b"?" * len(first), second)
    path = world.folder / "swapped.keystead"
    path.write_bytes(swapped)
    with pytest.raises(VaultDamaged):
        world.device("new", file=path).open()


@pytest.mark.parametrize("where", ["dev", "prod"])
def test_a_value_named_by_another_secret_is_refused(vault, world: World, where: str):
    """A writer names the sealed value of another Secret, environment or version as its own."""
    add(vault, "B", "beta", environment=where)
    stolen = blob_of(vault, "B")
    secret = named(vault, "A")
    version = NewVersion(b"v" * 16, 4, bytes(16), stolen)
    body = Write(ObjectKind.SECRET, secret.id, {1: 1, 2: version.id}, (version,))
    Forger(vault).body(body).put(world.one)
    vault.publish()
    with pytest.raises(VaultDamaged):
        value_of(vault, "A")
    assert value_of(vault, "B") == "beta"
    assert len(maintenance.verify(vault).problems) == 1


def test_a_version_takes_no_value_of_another_version(vault, world: World):
    edit(vault, "A", "second")
    secret = named(vault, "A")
    old, current = secret.versions
    entity = vault.state.entity(secret.environment_id, secret.id)
    assert entity is not None
    digest = entity.versions[old.id].seals[0].digest
    Forger(vault).body(Reseal(secret.id, current.id, digest)).put(world.one)
    vault.publish()
    assert value_of(vault, "A") == "second"


def test_a_body_moved_to_another_environment_epoch_or_author_is_quarantined(vault, world: World):
    eve = reader(vault, world)
    last = vault.state.commits[in_order(vault)[3]]
    (operation,) = [item for item in last.operations if isinstance(item, Sealed)]
    prod = Forger(vault).key("prod")
    for commit in (
        Forger(vault).commit(
            replace(operation, environment=prod.scope.environment, epoch=prod.epoch)
        ),
        eve.commit(replace(operation, used=Right.READER)),
    ):
        world.one.rewrite(partial(with_commit, commit=commit))
        vault.publish()
    reasons = [item.reason for item in vault.state.quarantined]
    assert reasons == ["sealed or encoded wrongly"] * 2


def test_a_value_of_another_vault_does_not_open(vault, world: World, tmp_path_factory):
    """The same owner and keys, another vault: its sealed bodies and values mean nothing here."""
    other = World(tmp_path_factory.mktemp("other"))
    theirs = other.one.open()
    add(theirs, "A", "theirs")
    theirs.publish()
    digest = blob_of(theirs, "A")
    secret = named(vault, "A")
    version = NewVersion(b"v" * 16, 6, bytes(16), digest)
    forger = Forger(vault).body(
        Write(ObjectKind.SECRET, secret.id, {1: 1, 2: b"v" * 16}, (version,))
    )
    forger.draft.blobs[digest] = other.one.contents().blobs[digest]
    forger.put(world.one)
    vault.publish()
    with pytest.raises(VaultDamaged):
        value_of(vault, "A")


def with_commit_bytes(held: VaultContents, raw: bytes) -> VaultContents:
    return plus(held, raw)


def recoded(commit: Commit, **fields: object) -> bytes:
    old = decode(commit.raw, MAX_BYTES)
    assert isinstance(old, dict)
    return encode(as_cbor(old | {int(key[1:]): value for key, value in fields.items()}))


def test_malformed_commits_are_refused_by_name(vault, world: World):
    last = vault.state.commits[vault.state.heads()[0]]
    cases: list[tuple[bytes, type[Exception]]] = [
        (recoded(last, _0=2), NewerFormat),
        (recoded(last, _0=0), VaultDamaged),
        (recoded(last, _6=[{0: 77}]), VaultDamaged),
        (recoded(last, _9=1), VaultDamaged),
        (recoded(last, _4=[bytes(32)]), VaultIncomplete),
        (b"\xbf" + last.raw[1:] + b"\xff", VaultDamaged),
        (last.raw[:1] + b"\x18\x00" + last.raw[2:], VaultDamaged),
        (last.raw + b"\0", VaultDamaged),
        (b"\xc1" + last.raw, VaultDamaged),
        (b"", VaultDamaged),
    ]
    good = world.one.file()
    for raw, error in cases:
        world.one.place.file.write_bytes(good)
        world.one.rewrite(partial(with_commit_bytes, raw=raw))
        with pytest.raises(error):
            vault.publish()
        with pytest.raises(error):
            world.device("new").open()
    world.one.place.file.write_bytes(good)
    vault.publish()
    assert parse(last.raw).id == last.id


def test_too_many_operations_are_refused(vault, world: World):
    dev, key = environment_id(vault), Forger(vault).key()
    big = recoded(
        vault.state.commits[vault.state.heads()[0]],
        _6=[{0: 6, 1: dev, 2: 4, 3: key.epoch, 4: bytes(32)}] * 50_001,
    )
    world.one.rewrite(lambda held: replace(held, commits=(*held.commits, big)))
    with pytest.raises(TooLarge):
        vault.publish()


def test_an_environment_zero_object_cannot_stand_elsewhere(vault, world: World):
    body = Write(ObjectKind.SECRET, b"s" * 16, {1: 1, 10: "X"})
    forger = Forger(vault)
    forger.draft.add_body(vault.epoch_key(VAULT_ENVIRONMENT), Right.OWNER, body)
    forger.put(world.one)
    vault.publish()
    assert [item.reason for item in vault.state.quarantined] == ["sealed or encoded wrongly"]
