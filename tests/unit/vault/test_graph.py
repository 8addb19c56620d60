"""The causal past, against sets of ancestors."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.vault.errors import ReplicaDamaged, VaultIncomplete
from keystead.vault.graph import Graph, Node

GONE = b"\xff" * 32


def _id(number: int) -> bytes:
    return number.to_bytes(32, "big")


def _device(number: int) -> bytes:
    return number.to_bytes(16, "big")


@st.composite
def histories(draw):
    """(device, parents) by number: parents are any earlier commits, as forgers choose them."""
    size = draw(st.integers(1, 25))
    history: list[tuple[int, list[int]]] = [(draw(st.integers(0, 3)), [])]
    for number in range(1, size):
        recent = st.integers(max(0, number - 5), number - 1)
        parents = draw(st.lists(recent | st.integers(0, number - 1), min_size=1, max_size=3))
        history.append((draw(st.integers(0, 3)), sorted(set(parents))))
    return history


def _graph(history, order=None) -> Graph:
    graph = Graph()
    for number in range(len(history)) if order is None else order:
        device, parents = history[number]
        graph.add(_id(number), _device(device), [_id(parent) for parent in parents])
    return graph


def _pasts(history) -> list[set[int]]:
    pasts: list[set[int]] = []
    for _, parents in history:
        pasts.append(set(parents).union(*(pasts[parent] for parent in parents)))
    return pasts


def _any_order(history, random: Random) -> list[int]:
    waiting = list(range(len(history)))
    order: list[int] = []
    while waiting:
        ready = [number for number in waiting if set(history[number][1]) <= set(order)]
        order.append(random.choice(ready))
        waiting.remove(order[-1])
    return order


@given(histories(), st.randoms())
def test_the_past_is_what_can_be_reached_through_parents(history, random):
    graph = _graph(history, _any_order(history, random))
    pasts = _pasts(history)
    for later, past in enumerate(pasts):
        for earlier in range(len(history)):
            assert graph.precedes(_id(earlier), _id(later)) == (earlier in past)
            beside = later != earlier and earlier not in past and later not in pasts[earlier]
            assert graph.beside(_id(earlier), _id(later)) == beside


@given(histories(), st.randoms())
def test_heads_and_depth_do_not_depend_on_the_order_of_arrival(history, random):
    graph, other = _graph(history), _graph(history, _any_order(history, random))
    named = {parent for _, parents in history for parent in parents}
    assert graph.heads() == tuple(_id(n) for n in range(len(history)) if n not in named)
    assert other.heads() == graph.heads()
    for number, (_, parents) in enumerate(history):
        assert graph.depth(_id(number)) == other.depth(_id(number))
        assert all(graph.depth(_id(parent)) < graph.depth(_id(number)) for parent in parents)


def test_a_commit_twice_is_the_same_as_once():
    graph = _graph([(0, []), (0, [0])])
    graph.add(_id(0), _device(0), [])
    assert len(graph) == 2
    assert graph.heads() == (_id(1),)
    assert _id(0) in graph
    assert _id(2) not in graph


def test_a_parent_that_is_not_here_is_refused_and_changes_nothing():
    graph = _graph([(0, [])])
    with pytest.raises(VaultIncomplete):
        graph.add(_id(1), _device(0), [_id(0), _id(9)])
    assert (len(graph), graph.heads()) == (1, (_id(0),))
    graph.add(_id(1), _device(0), [_id(0)])
    assert graph.precedes(_id(0), _id(1))


def test_what_commits_have_seen_includes_themselves():
    graph = _graph([(0, []), (1, [0]), (2, [0])])
    assert graph.covers([_id(1)], _id(1))
    assert graph.covers([_id(1)], _id(0))
    assert not graph.covers([_id(1)], _id(2))
    assert graph.covers([_id(1), _id(2)], _id(2))
    assert not graph.covers([], _id(0))


def test_nothing_is_before_or_beside_itself():
    graph = _graph([(0, [])])
    assert not graph.precedes(_id(0), _id(0))
    assert not graph.beside(_id(0), _id(0))


def test_an_undisturbed_chain_shares_one_vector():
    graph = Graph()
    graph.add(_id(0), _device(0), [])
    for number in range(1, 500):
        graph.add(_id(number), _device(1), [_id(number - 1)])
    vectors = {id(node.seen) for node in graph._nodes.values()}
    assert len(vectors) == 2


def test_a_device_that_forks_opens_chains_and_can_go_on_with_any():
    forks = [(1, [0])] * 20
    graph = _graph([(0, []), *forks, (1, [1]), (1, [20]), (1, list(range(1, 21)))])
    assert graph.precedes(_id(1), _id(21))
    assert not graph.precedes(_id(20), _id(21))
    assert graph.precedes(_id(20), _id(22))
    assert not graph.precedes(_id(19), _id(22))
    assert all(graph.precedes(_id(number), _id(23)) for number in range(21))
    assert not graph.precedes(_id(21), _id(23))


def test_a_commit_that_the_replica_lost_is_damage():
    graph = _graph([(0, [])])
    for ask in (
        lambda: graph.depth(GONE),
        lambda: graph.precedes(GONE, _id(0)),
        lambda: graph.precedes(_id(0), GONE),
    ):
        with pytest.raises(ReplicaDamaged):
            ask()


def test_a_graph_goes_on_from_what_was_saved():
    first = _graph([(0, []), (0, [0]), (1, [0])])
    nodes = dict(first.fresh())
    asked: list[bytes] = []

    def source(commit_id: bytes) -> Node | None:
        asked.append(commit_id)
        return nodes.get(commit_id)

    again = Graph(first.outline, source)
    assert (len(again), again.heads(), asked) == (3, first.heads(), [])
    assert again.beside(_id(1), _id(2))
    assert sorted(asked) == sorted([_id(1), _id(2)])
    again.add(_id(3), _device(0), [_id(1), _id(2)])
    first.add(_id(3), _device(0), [_id(1), _id(2)])
    assert again.fresh() == {_id(3): first.fresh()[_id(3)]}
    again.settle()
    assert again.fresh() == {}
    assert again.outline == first.outline
