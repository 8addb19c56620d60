"""What sealed operations come to; the refusals are in tests/attacks/test_vault_lies.py."""

import pytest

from keystead.core.model import Place
from keystead.core.secret_types import SecretBytes
from keystead.services import maintenance
from keystead.vault.bodies import Action, Event, ObjectKind, Purge, Purged, Reseal, Write, to_bytes
from keystead.vault.epochs import VAULT_ENVIRONMENT, Role
from keystead.vault.operations import Right, Sealed
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange
from tests.support.vaults import Forger, World, add, edit, environment_id, named

ALPHA = SecretBytes(b"alpha")


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    return opened


def do(vault: OpenVault, *bodies, environment: str = "dev") -> None:
    dev = environment_id(vault, environment)
    vault.write([BodyChange(dev, body) for body in bodies])


def test_events_are_remembered_and_some_are_uses(vault: OpenVault):
    secret = named(vault, "A")
    do(vault, Event(Action.COPY, 50, secret.id, secret.versions[0].id))
    do(vault, Event(Action.EXPORT, 40, secret.id, secret.versions[0].id))
    do(vault, Event(Action.RESTORE, 90, secret.id, secret.versions[0].id))
    do(vault, Event(Action.UNLOCK, 99))
    assert named(vault, "A").last_used == 50
    assert len(vault.state.events) == 4


def test_an_event_may_be_sealed_as_an_edit_but_not_the_other_way_round(vault: OpenVault):
    forger = Forger(vault)
    key = forger.key()
    for role in (Role.OVERVIEW, Role.AUDIT):
        digest = forger.sealed(to_bytes(Event(Action.UNLOCK, 5)), role)
        forger.draft.operations.append(
            Sealed(key.scope.environment, key.epoch, Right.OWNER, digest)
        )
    vault.commit(forger.draft)
    assert len(vault.state.events) == 2
    assert not vault.state.quarantined


def test_a_purge_before_what_it_purges(vault: OpenVault):
    """Of commits that arrive in another order, a seal or value may come after its purge."""
    secret = named(vault, "A")
    version = secret.versions[0].id
    do(vault, Purge((Purged(secret.id, version, ()),)))
    entity = vault.state.entity(secret.environment_id, secret.id)
    assert entity is not None
    assert entity.versions[version].purged
    key = vault.epoch_key(secret.environment_id)
    draft = vault.draft()
    again = draft.seal_value(key, secret.id, version, ALPHA)
    draft.add_body(key, Right.OWNER, Reseal(secret.id, version, again.digest))
    vault.commit(draft)
    assert vault.state.purged([again.digest]) == {again.digest}
    assert again.digest not in vault.replica.digests()
    draft = vault.draft()
    again = draft.seal_value(key, secret.id, version, ALPHA)
    body = Write(ObjectKind.SECRET, secret.id, {1: 1}, (again,))
    draft.add_body(key, Right.OWNER, body)
    vault.commit(draft)
    assert again.digest not in vault.replica.digests()
    assert named(vault, "A").versions[0].purged
    assert maintenance.verify(vault).ok


def test_what_is_said_of_secrets_that_do_not_exist_changes_nothing_seen(vault: OpenVault):
    before = vault.secrets()
    nobody, nothing = b"n" * 16, b"v" * 16
    do(
        vault,
        Purge((Purged(nobody, nothing, (bytes(32),)),)),
        Reseal(nobody, nothing, bytes(32)),
        Event(Action.COPY, 5, nobody, nothing),
    )
    assert vault.secrets() == before


def test_the_same_id_in_two_environments_is_two_secrets(vault: OpenVault):
    secret = named(vault, "A")
    do(vault, Write(ObjectKind.SECRET, secret.id, {1: 1, 10: "TWIN"}), environment="prod")
    assert named(vault, "A").environment == "dev"
    assert named(vault, "TWIN").environment == "prod"


def test_names_stand_in_environment_zero(vault: OpenVault):
    body = Write(ObjectKind.MEMBER, vault.member, {1: 1, 10: "Anna"})
    vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
    assert vault.state.members() == {vault.member: "Anna"}
    edit(vault, "A", "newer")
    assert named(vault, "A").versions[0].created_by == "Anna"


def test_the_vaults_own_name_stands_in_one_place_only(vault: OpenVault):
    body = Write(ObjectKind.VAULT, b"another object--", {1: 1, 10: "Hijacked"})
    vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
    assert vault.name == "Team"


def test_places_are_told_by_events_and_survive_a_reopening(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    version = secret.versions[0].id
    put = Event(Action.EXPORT, 40, secret.id, version, "/a/.env", host="box", form="node")
    do(vault, put, Event(Action.RUN, 50, secret.id, version, "/bin/app"))
    file = Place("file", "/a/.env", 1, 40, "box", "", "node")
    expected = (Place("program", "/bin/app", 1, 50), file)
    assert named(vault, "A").used_in == expected
    vault.close()
    vault = world.one.open()
    assert named(vault, "A").used_in == expected
    do(vault, Event(Action.FORGET, 60, secret.id, version, "/bin/app", form="program"))
    assert named(vault, "A").used_in == expected[1:]
    assert named(vault, "A").last_used == 50
    vault.state.rebuild()
    assert named(vault, "A").used_in == expected[1:]
