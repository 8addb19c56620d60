import hashlib
from itertools import pairwise

import pytest

from keystead.vault import epochs
from keystead.vault.epochs import Scope, commitment, delivery_info
from keystead.vault.graph import Graph
from keystead.vault.keyring import KeyRing
from keystead.vault.operations import Deliver, Delivery, Epoch, Link, Right
from tests.support.stories import ANN, BEN, DEV, FOUNDER, PROD, Story, grant
from tests.support.vaults import EVE, KEYSET

VAULT = b"v" * 32
SCOPE = Scope(VAULT, DEV)


class Ring:
    """A ring of Ann's, and epochs made by hand."""

    def __init__(self, private=(KEYSET.hpke,)) -> None:
        self.blobs: dict[bytes, bytes] = {}
        self.ring = KeyRing(VAULT, ANN.id, private, self.blobs.get)
        self.keys: dict[bytes, bytes] = {}

    def keep(self, blob: bytes) -> bytes:
        digest = hashlib.sha256(blob).digest()
        self.blobs[digest] = blob
        return digest

    def delivery(self, name: bytes, sender: bytes = FOUNDER.id) -> Delivery:
        key = self.keys[name]
        info = delivery_info(SCOPE, commitment(SCOPE, key), sender, ANN.id)
        return Delivery(ANN.id, self.keep(epochs.deliver(KEYSET.hpke.public, info, key)))

    def make(
        self,
        name: bytes,
        to_ann: bool,
        older: tuple[bytes, ...] = (),
        author: bytes = FOUNDER.id,
    ) -> Epoch:
        key = self.keys[name] = epochs.new_key()
        deliveries = (self.delivery(name, author),) if to_ann else ()
        links = tuple(
            Link(old, self.keep(epochs.seal_link(key, old, self.keys[old]))) for old in older
        )
        epoch = Epoch(DEV, Right.OWNER, commitment(SCOPE, key), deliveries, links)
        self.ring.add_epoch(name, author, epoch)
        return epoch

    def opens(self, name: bytes) -> bool:
        found = self.ring.key(DEV, name)
        return found is not None and found.key == self.keys[name]


@pytest.fixture
def made() -> Ring:
    return Ring()


def test_a_delivered_key_opens(made: Ring):
    made.make(b"1", to_ann=True)
    assert made.opens(b"1")
    assert made.ring.key(PROD, b"1") is None
    assert made.ring.key(DEV, b"2") is None


def test_a_key_that_was_not_delivered_does_not(made: Ring):
    made.make(b"1", to_ann=False)
    assert made.ring.key(DEV, b"1") is None
    made.ring.add_delivery(FOUNDER.id, Deliver(DEV, b"1", Right.OWNER, (made.delivery(b"1"),)))
    made.ring.add_delivery(FOUNDER.id, Deliver(DEV, b"9", Right.OWNER, (made.delivery(b"1"),)))
    assert made.opens(b"1")


def test_newer_epochs_open_older_ones_through_any_links(made: Ring):
    made.make(b"1", to_ann=False)
    made.make(b"2", to_ann=False, older=(b"1",))
    made.make(b"3", to_ann=False, older=(b"1",))
    made.make(b"4", to_ann=True, older=(b"2", b"3"))
    assert all(made.opens(name) for name in (b"1", b"2", b"3", b"4"))


def test_a_chain_of_thousands_of_epochs_costs_no_stack(made: Ring):
    names = [n.to_bytes(2, "big") for n in range(1500)]
    made.make(names[0], to_ann=False)
    for older, newer in pairwise(names):
        made.make(newer, to_ann=newer == names[-1], older=(older,))
    assert made.opens(names[0])
    assert made.ring.holders(DEV, names[0]) == {FOUNDER.id, ANN.id}


def test_a_key_sealed_to_old_private_keys_opens_while_those_are_there():
    both = Ring((EVE.hpke, KEYSET.hpke))
    both.make(b"1", to_ann=True)
    assert both.opens(b"1")


def test_lies_open_nothing_and_hide_nothing(made: Ring):
    made.make(b"1", to_ann=False)
    key = made.keys[b"1"]
    made.keys[b"1"] = bytes(32)
    lie = made.delivery(b"1")
    made.keys[b"1"] = key
    true = made.delivery(b"1")
    made.ring.add_delivery(FOUNDER.id, Deliver(DEV, b"1", Right.OWNER, (lie, true)))
    assert made.opens(b"1")
    other = Ring()
    other.make(b"1", to_ann=False)
    other.keys[b"1"] = bytes(32)  # so that the link says another key than the epoch has
    other.make(b"2", to_ann=True, older=(b"1",))
    assert other.ring.key(DEV, b"1") is None
    assert other.opens(b"2")


def test_missing_blobs_are_named_where_they_would_help(made: Ring):
    made.make(b"1", to_ann=False)
    newer = made.make(b"2", to_ann=True, older=(b"1",))
    digests = {newer.deliveries[0].digest, newer.links[0].digest}
    kept = {digest: made.blobs.pop(digest) for digest in digests}
    elsewhere = Delivery(BEN.id, bytes(32))
    made.ring.add_delivery(FOUNDER.id, Deliver(DEV, b"2", Right.OWNER, (elsewhere,)))
    assert made.ring.key(DEV, b"1") is None
    assert made.ring.missing(DEV, b"1") == digests
    assert made.ring.missing(DEV, b"9") == set()
    made.blobs |= kept
    assert made.opens(b"1")
    assert made.ring.missing(DEV, b"1") == set()


def test_an_environment_seals_nothing_of_another(made: Ring):
    made.make(b"1", to_ann=False)
    key = made.keys[b"1"]
    scope = Scope(VAULT, PROD)
    link = Link(b"1", made.keep(epochs.seal_link(bytes(32), b"1", key)))
    made.ring.add_epoch(
        b"2", FOUNDER.id, Epoch(PROD, Right.OWNER, commitment(scope, bytes(32)), (), (link,))
    )
    assert made.ring.holders(DEV, b"1") == {FOUNDER.id}


def test_values_go_under_a_valid_head_epoch_that_exactly_the_readers_hold():
    story, made = Story(), Ring()
    story.tell(FOUNDER, grant(ANN, Right.WRITER, Right.OWNER, DEV))
    first = story.tell(FOUNDER)
    made.make(first.id, to_ann=True)
    assert usable(made, story) == first.id
    story.tell(FOUNDER, grant(BEN, Right.READER, Right.OWNER, DEV))
    assert usable(made, story) is None  # Ben cannot read it yet
    hers = story.tell(ANN)
    epoch = made.make(hers.id, to_ann=True, author=ANN.id)
    made.ring.facts[(DEV, hers.id)].deliveries += [(ANN.id, Delivery(FOUNDER.id, bytes(32)))]
    made.ring.facts[(DEV, hers.id)].deliveries += [(ANN.id, Delivery(BEN.id, bytes(32)))]
    assert usable(made, story) is None  # Ann made it as if she were owner
    made.ring.facts[(DEV, hers.id)].used = Right.WRITER
    assert usable(made, story) == hers.id
    made.ring.facts[(DEV, hers.id)].used = Right.READER
    assert usable(made, story) is None
    made.ring.facts[(DEV, hers.id)].used = Right.WRITER
    made.blobs.pop(epoch.deliveries[0].digest)
    made.ring._keys.clear()
    assert usable(made, story) is None  # nobody can use a key that they cannot open


def usable(made: Ring, story: Story) -> bytes | None:
    graph = Graph()
    for commit in story.commits:
        graph.add(commit.id, commit.device, commit.parents)
    found = made.ring.usable(DEV, graph, story.rights())
    return None if found is None else found.epoch
