import pytest

from keystead.vault import secret_fields as names
from keystead.vault.bodies import ObjectKind
from keystead.vault.entities import Entity
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.graph import Graph
from keystead.vault.objects import HotRecord, Objects, Titles, key_of

DEV, PROD, COMMIT = b"d" * 16, b"p" * 16, b"c" * 32
API = (DEV, ObjectKind.SECRET, b"1" * 16)
TOKEN = (PROD, ObjectKind.SECRET, b"2" * 16)
ENVIRONMENT = (VAULT_ENVIRONMENT, ObjectKind.ENVIRONMENT, DEV)
MEMBER = (VAULT_ENVIRONMENT, ObjectKind.MEMBER, b"m" * 16)


@pytest.fixture
def objects() -> Objects:
    graph = Graph()
    graph.add(COMMIT, b"device".ljust(16, b"-"), ())
    made = Objects(graph)
    for name, text in ((API, "API"), (ENVIRONMENT, "dev"), (TOKEN, "TOKEN")):
        made.changing(name).registers.write(names.BY_NAME["name"].number, text, COMMIT)
    return made


def shown(objects: Objects, dev: str = "dev") -> dict[str, str]:
    titles = Titles({DEV: dev, PROD: "prod"}, {})
    return {one.name: one.environment for one in objects.secrets(lambda: titles)}


class Saved:
    """Where cold rows come from, counting what was asked for."""

    def __init__(self, objects: Objects) -> None:
        self.kept = dict(objects._entities)
        self.asked: list[int] = []

    def __call__(self, slot: int, record: HotRecord, graph: Graph) -> Entity:
        assert record.name[2] == self.kept[slot].id
        self.asked.append(slot)
        return self.kept[slot]


def test_a_record_is_named_by_its_key():
    assert HotRecord(key_of(API), b"", None).name == API
    assert len(key_of(API)) == 33


def test_what_was_changed_is_shown_when_it_is_asked_for(objects: Objects):
    assert shown(objects) == {"API": "dev", "TOKEN": "prod"}
    assert objects.unsaved == {0, 1, 2}
    assert [entity.id for entity in objects.of_kind(ObjectKind.ENVIRONMENT)] == [DEV]
    assert [entity.id for entity in objects.of_kind(ObjectKind.SECRET)] == [API[2], TOKEN[2]]
    assert objects.get(TOKEN) is objects.entity(2)
    assert objects.get((DEV, ObjectKind.SECRET, TOKEN[2])) is None
    assert len(objects) == 3


def test_listing_what_was_saved_reads_no_registers(objects: Objects):
    before = shown(objects)
    saved = Saved(objects)
    objects.settle(saved)
    again = Objects(objects._graph, [objects.record(n) for n in range(3)], saved)
    assert shown(again) == before
    assert saved.asked == []
    assert again.unsaved == set()
    assert [entity.id for entity in again.of_kind(ObjectKind.ENVIRONMENT)] == [DEV]
    assert saved.asked == [1]


def test_a_new_name_of_an_environment_is_put_into_its_secrets_alone(objects: Objects):
    before = shown(objects)
    saved = Saved(objects)
    objects.settle(saved)
    objects.changing(ENVIRONMENT)
    assert shown(objects, dev="local") == before | {"API": "local"}
    assert objects.unsaved == {0, 1}
    assert saved.asked == [1]


def test_a_new_name_of_a_member_shows_every_secret_anew(objects: Objects):
    shown(objects)
    saved = Saved(objects)
    objects.settle(saved)
    objects.changing(MEMBER)
    shown(objects)
    assert sorted(saved.asked) == [0, 2]
    assert objects.unsaved == {0, 2, 3}


def test_pages_are_the_records_in_their_order(objects: Objects):
    shown(objects)
    objects.sealed_cold(2, b"nonce")
    assert [record.name for record in objects.page(0, 2)] == [API, ENVIRONMENT]
    assert [record.cold for record in objects.page(1, 2)] == [b"nonce"]
