import pytest

from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.system.host import SystemHost
from keystead.vault.bodies import Action, Event, Reseal, to_bytes
from keystead.vault.cbor import Cbor, encode
from keystead.vault.journal import MAX_EVENTS, Journal
from tests.support.hosts import FailingHost

KEY, VAULT, DEV = SecretBytes(bytes(range(32))), b"v" * 32, b"d" * 16
SEEN = Event(Action.REVEAL, 5, b"s" * 16, b"n" * 16, "window")


def load(folder, key: SecretBytes = KEY, vault: bytes = VAULT, host=None) -> Journal:
    return Journal.load(host or SystemHost(), folder, key, vault)


def test_events_wait_on_the_disk(tmp_path):
    journal = load(tmp_path)
    assert journal.events == []
    journal.add(DEV, SEEN)
    journal.add_all([(DEV, Event(Action.COPY, 6)), (bytes(16), Event(Action.UNLOCK, 7))])
    again = load(tmp_path)
    assert again.events == journal.events
    assert again.events[0] == (DEV, SEEN)
    again.clear(2)
    assert load(tmp_path).events == [(bytes(16), Event(Action.UNLOCK, 7))]
    again.clear(1)
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_it_can_be_read(tmp_path):
    load(tmp_path).add(DEV, SEEN)
    data = (tmp_path / "journal").read_bytes()
    assert b"window" not in data
    assert SEEN.secret not in data


@pytest.mark.parametrize(
    "harm", ["flip", "empty", "huge", "folder", "key", "vault", "shape", "edit"]
)
def test_one_that_does_not_open_is_begun_again(tmp_path, harm: str):
    path = tmp_path / "journal"
    journal = load(tmp_path)
    journal.add(DEV, SEEN)
    key, vault = KEY, VAULT
    if harm == "flip":
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "huge":
        path.write_bytes(bytes(17 * 1024 * 1024))
    elif harm == "folder":
        path.unlink()
        path.mkdir()
    elif harm == "key":
        key = SecretBytes(bytes(32))
    elif harm == "vault":
        vault = bytes(32)
    else:
        row: Cbor = {0: DEV, 1: to_bytes(Reseal(DEV, DEV, VAULT))}
        plain = encode({0: [row]}) if harm == "edit" else encode([1])
        path.write_bytes(journal._sealer.seal(plain, VAULT))
    assert load(tmp_path, key, vault).events == []


def test_the_oldest_events_go_when_there_are_too_many(tmp_path):
    journal = load(tmp_path)
    journal.add_all((DEV, Event(Action.COPY, n)) for n in range(MAX_EVENTS + 5))
    assert len(journal.events) == MAX_EVENTS
    assert journal.events[0][1].time == 5


def test_it_goes_on_under_another_unlock_key(tmp_path):
    load(tmp_path).add(DEV, SEEN)
    other = SecretBytes(b"another unlock key, of 32 bytes.")
    Journal.begin(SystemHost(), tmp_path, other, VAULT, [(DEV, SEEN)])
    assert load(tmp_path, other).events == [(DEV, SEEN)]


def test_a_full_disk_is_told(tmp_path):
    with pytest.raises(FileProblem):
        load(tmp_path, host=FailingHost(0)).add(DEV, SEEN)
