"""The audit piece by piece: every record once, in order, however small the pieces."""

import pytest

from keystead.services import audit
from keystead.services.audit import Wanted
from keystead.services.audit_reading import Reading, members
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
    reading, found = Reading(vault, Wanted()), []
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


def test_members_have_their_names(vault: OpenVault):
    assert members(vault) == tuple(sorted(vault.state.members().values()))
