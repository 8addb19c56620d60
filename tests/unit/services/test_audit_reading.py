"""The audit piece by piece: every record once, in order, however small the pieces."""

import pytest

from keystead.services import audit
from keystead.services.audit import Wanted
from keystead.services.audit_reading import DEPTH, Reading, by_time, members
from keystead.vault.audit import Fact
from keystead.vault.bodies import Action, Event
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    add(opened, "B", "beta", environment="prod")
    edit(opened, "A", notes="x")
    return opened


def pieces(reading: Reading, rows: int, looked: int) -> list[int]:
    found = []
    while True:
        piece = reading.more(rows, looked)
        found.append(len(piece.records))
        if piece.ended:
            return found


def test_pieces_are_the_whole(vault: OpenVault):
    whole = list(audit.records(vault))
    reading, found = Reading(vault, Wanted()), list[audit.Record]()
    for _ in range(len(whole)):
        found += reading.more(1).records
    assert found == whole
    last = reading.more(1)
    assert (last.records, last.ended, last.looked) == ((), True, len(whole))
    assert last.back_to == whole[-1].fact.time


def test_a_piece_ends_where_nothing_of_the_kind_is_found(vault: OpenVault):
    number = len(list(audit.records(vault)))
    found = pieces(Reading(vault, Wanted(words="nothing like this")), 10, 2)
    assert sum(found) == 0
    assert len(found) == number // 2 + 1
    assert pieces(Reading(vault, Wanted(action="edit")), 10, 100) == [1]


def test_what_is_written_meanwhile_does_not_move_it(vault: OpenVault):
    whole = list(audit.records(vault))
    reading = Reading(vault, Wanted())
    first = reading.more(2)
    edit(vault, "B", notes="meanwhile")
    rest = reading.more()
    assert [*first.records, *rest.records] == whole


def test_what_came_late_stands_where_it_happened():
    def fact(at: int, commit: bytes = b"") -> Fact:
        return Fact(commit, b"", b"", at, "edit")

    late = [fact(50), fact(90), fact(80), fact(80, b"older"), fact(10), fact(70)]
    found = list(by_time(iter(late)))
    assert [one.time for one in found] == [90, 80, 80, 70, 50, 10]
    assert found[1:3] == late[2:4]
    # With one held at a time, it is brought no further than that.
    assert [one.time for one in by_time(iter(late), 1)] == [90, 80, 80, 50, 70, 10]


def test_members_have_their_names(vault: OpenVault):
    assert members(vault) == tuple(sorted(vault.state.members().values()))


def test_what_waits_and_goes_out_meanwhile_is_told_once(vault: OpenVault):
    now = int(vault.clock.now())
    used = (Event(Action.UNLOCK, now - ago, where="window") for ago in reversed(range(DEPTH + 50)))
    vault.journal.add_all((VAULT_ENVIRONMENT, event) for event in used)
    whole = list(audit.records(vault))
    reading = Reading(vault, Wanted())
    found = list(reading.more(1).records)
    add(vault, "LATER", "gamma")
    vault.publish()
    assert vault.journal.events == []
    while not (piece := reading.more()).ended:
        found += piece.records
    found += piece.records
    assert len(found) == len(whole)
    assert set(found) == set(whole)
