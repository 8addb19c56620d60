from keystead.core.model import Kind, Place, Restrictions, Risk
from keystead.services import secrets
from keystead.vault import cold_rows
from keystead.vault.bodies import ObjectKind
from keystead.vault.entities import Entity, to_secret
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.graph import Graph
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, environment_id, named


def again(entity: Entity, graph: Graph, is_secret: bool = True) -> Entity:
    data = cold_rows.to_bytes(entity, is_secret)
    made = cold_rows.from_bytes(data, graph, entity.environment, entity.id, is_secret)
    assert cold_rows.to_bytes(made, is_secret) == data
    return made


def entity_of(vault: OpenVault, name: str) -> Entity:
    secret = named(vault, name)
    found = vault.state.entity(secret.environment_id, secret.id)
    assert found is not None
    return found


def test_every_field_of_a_secret_comes_back(world: World):
    vault = world.one.open()
    add(vault, "A")
    edit(
        vault, "A", "newer", kind=Kind.JWT, risk=Risk.HIGH, tags=("a", "b"), notes="x\ny",
        restrictions=Restrictions(ip_ranges=("10.0.0.0/8",), region="eu"),
        places=(Place("file", ".env", 1, 7),), rotate_every=30, overlap=None,
    )  # fmt: skip
    edit(vault, "A", "newest")
    secrets.trash(vault, [named(vault, "A")])
    entity = entity_of(vault, "A")
    made = again(entity, vault.state.graph)
    shown = [to_secret(item, "dev", {vault.member: "Ann"}) for item in (entity, made)]
    assert shown[0] == shown[1]
    assert shown[1].trashed
    assert made.registers.saved() == entity.registers.saved()
    assert [each.copies() for each in made.versions.values()] == [
        each.copies() for each in entity.versions.values()
    ]


def test_what_is_said_of_a_version_before_it_came_stays(world: World):
    vault = world.one.open()
    add(vault, "A")
    entity = entity_of(vault, "A")
    entity.registers_of(bytes(16)).write(1, "previous", vault.state.heads()[0])
    entity.revoked.add(bytes(16))
    entity.last_used = 7
    entity.registers.write(99, [1, b"x", {1: None}], vault.state.heads()[0])
    made = again(entity, vault.state.graph)
    assert made.registers_of(bytes(16)).values(1) == entity.registers_of(bytes(16)).values(1)
    assert (made.revoked, made.last_used) == ({bytes(16)}, 7)
    assert made.shown(99) == [1, b"x", {1: None}]


def test_an_object_that_nobody_wrote_yet(world: World):
    vault = world.one.open()
    made = again(Entity(vault.state.graph, bytes(16), bytes(16)), vault.state.graph)
    assert made.created is None


def test_other_objects_keep_plain_values(world: World):
    vault = world.one.open()
    name = (VAULT_ENVIRONMENT, ObjectKind.ENVIRONMENT, environment_id(vault))
    entity = vault.state.now.objects.get(name)
    assert entity is not None
    made = again(entity, vault.state.graph, is_secret=False)
    assert made.shown(10) == "dev"
