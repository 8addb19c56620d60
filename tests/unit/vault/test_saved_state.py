import pytest
from msgspec import structs

from keystead.vault.errors import ReplicaDamaged
from keystead.vault.graph import Graph, Node
from keystead.vault.objects import HotRecord
from keystead.vault.saved_state import SavedState, StateSealer, pages_of
from tests.support.vaults import World, add

NODE = Node(0, 7, (1, 2), 9)


def test_a_row_opens_at_its_own_place_alone():
    sealer, other = StateSealer(bytes(32)), StateSealer(b"k" * 32)
    record = HotRecord(bytes(33), bytes(12), None)
    page, cold = sealer.page(1, [record]), sealer.cold(1, b"plain")
    node = sealer.node(b"c" * 32, NODE)
    assert sealer.open_page(1, page) == [record]
    assert sealer.open_cold(1, cold) == b"plain"
    assert sealer.open_node(b"c" * 32, node) == NODE
    for wrong in (
        lambda: sealer.open_page(2, page),
        lambda: sealer.open_page(1, cold),
        lambda: sealer.open_cold(2, cold),
        lambda: other.open_cold(1, cold),
        lambda: sealer.open_page(1, sealer.page(1, [record] * 129)),
    ):
        with pytest.raises(ReplicaDamaged):
            wrong()
    assert sealer.open_node(b"d" * 32, node) is None
    assert other.open_node(b"c" * 32, node) is None


def test_pages_of_slots():
    assert pages_of([0, 127, 128, 300, 5]) == [0, 1, 2]


def test_only_what_the_manifest_names_is_read(world: World):
    vault = world.one.open()
    add(vault, "A")
    manifest = vault.keeper.manifest
    saved = SavedState(vault.replica, manifest)
    assert len(saved.records()) == manifest.objects
    assert len(saved.commit_ids()) == manifest.count
    for wrong in (
        structs.replace(manifest, pages=(bytes(12),)),
        structs.replace(manifest, pages=(*manifest.pages, bytes(12))),
        structs.replace(manifest, objects=manifest.objects + 1),
    ):
        with pytest.raises(ReplicaDamaged):
            SavedState(vault.replica, wrong).records()
    with pytest.raises(ReplicaDamaged):
        SavedState(vault.replica, structs.replace(manifest, count=99)).commit_ids()
    with pytest.raises(ReplicaDamaged):
        saved.entity(0, HotRecord(bytes(33), bytes(12), None), Graph())
    assert saved.commit(bytes(32)) is None
