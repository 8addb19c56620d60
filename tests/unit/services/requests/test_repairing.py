"""Repair, from passphrase and code to a vault that opens."""

import pytest

from keystead.errors import AccessDenied, Conflicting
from keystead.services.owner import Owner, OwnerKind
from keystead.services.requests import table
from keystead.services.requests.repairing import repair
from tests.support.homes import PASSPHRASE


def test_a_damaged_file_is_made_whole_from_the_replica(owner, made):
    owner.lock()
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(bytes(data))
    done = repair(made.home, made.entry, PASSPHRASE.reveal(), made.phone.next_code())
    assert (done["lost"], done["missing"], done["replica_rebuilt"]) == (1, 0, False)
    assert done["aside"] == [f"{made.path}.damaged-1"]
    code = made.phone.next_code()
    again = Owner.unlock(made.home, made.entry, PASSPHRASE, code, OwnerKind.COMMAND)
    assert table.handle(again, "get", {"name": "dev/API_KEY"})["value"] == "one"
    again.lock()


def test_it_asks_for_what_opens_the_vault_and_for_the_vault_itself(owner, made):
    with pytest.raises(Conflicting):
        repair(made.home, made.entry, PASSPHRASE.reveal(), made.phone.next_code())
    owner.lock()
    with pytest.raises(AccessDenied):
        repair(made.home, made.entry, "wrong", made.phone.next_code())
