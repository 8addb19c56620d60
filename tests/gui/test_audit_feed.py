"""The audit comes piece by piece, from a real vault."""

import pytest

from keystead.errors import KeysteadError
from keystead.gui.audit_work import Begun
from keystead.gui.vault.audit_feed import AuditFeed
from keystead.services import audit
from keystead.services.audit import Record, Wanted
from keystead.services.audit_reading import ROWS, Piece
from tests.support.screens_audit import spoil, unlocked
from tests.support.window import OpenWindow

OLDEST = Wanted(action="administration")


class Got:
    """What a feed brought since it began last."""

    def __init__(self, feed: AuditFeed) -> None:
        self.records: list[Record] = []
        self.pieces: list[int] = []
        self.begun = 0
        self.errors: list[KeysteadError] = []
        feed.begun.connect(self._begin)
        feed.came.connect(self._come)
        feed.failed.connect(self.errors.append)

    def _begin(self, found: Begun) -> None:
        self.begun += 1
        self.records, self.pieces = [], []
        self._come(found.piece)

    def _come(self, piece: Piece) -> None:
        self.records += piece.records
        self.pieces.append(len(piece.records))


@pytest.fixture
def feed(window: OpenWindow) -> AuditFeed:
    return AuditFeed(window.controller, window.view)


def test_each_demand_brings_the_next_ones(window: OpenWindow, feed: AuditFeed):
    unlocked(window, 2 * ROWS)
    got = Got(feed)
    feed.start(Wanted())
    assert feed.busy
    window.settle()
    assert got.pieces == [ROWS]
    assert (feed.busy, feed.ended) == (False, False)
    while not feed.ended:
        feed.more()
        feed.more()  # While it reads, another demand is the same one.
        window.settle()
    found: list[Record] = []
    window.controller.work(lambda owner: list(audit.records(owner.vault)), found.extend)
    window.settle()
    assert {one.fact for one in got.records} == {one.fact for one in found}
    assert len(got.records) == len(found) > 2 * ROWS
    times = [one.fact.time for one in got.records]
    assert (times[0], times[-1]) == (max(times), min(times))
    before = len(got.pieces)
    feed.more()
    window.settle()
    assert len(got.pieces) == before


def test_few_of_many_are_found_without_further_demand(window: OpenWindow, feed: AuditFeed):
    unlocked(window, 1200)
    got = Got(feed)
    feed.start(OLDEST)
    window.settle()
    assert feed.ended
    assert len(got.pieces) > 2
    assert got.pieces[0] == 0
    assert got.records
    assert feed.looked > 1200


def test_what_was_asked_before_arrives_no_more(window: OpenWindow, feed: AuditFeed):
    got = Got(feed)
    feed.start(Wanted())
    feed.start(Wanted(action="trash"))
    window.settle()
    assert got.begun == 1
    assert {one.fact.action for one in got.records} == {"trash"}
    feed.start(Wanted())
    feed.stop()
    window.settle()
    assert got.begun == 1
    assert not feed.busy
    feed.more()
    assert not feed.busy


def test_it_can_be_stopped_between_two_pieces(window: OpenWindow, feed: AuditFeed):
    unlocked(window, 1200)
    got = Got(feed)
    feed.begun.connect(lambda _: feed.stop())
    feed.start(OLDEST)
    window.settle()
    assert got.pieces == [0]


def test_a_vault_that_cannot_be_read_is_told(window: OpenWindow, feed: AuditFeed):
    got = Got(feed)
    commits = list(window.owner.vault.state.commits)
    spoil(window.vault.place.replica, commits[len(commits) // 2])
    feed.start(Wanted())
    window.settle()
    assert len(got.errors) == 1
    assert not feed.busy
    feed.more()
    assert not feed.busy
