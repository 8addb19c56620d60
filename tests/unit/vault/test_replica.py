import hashlib
import sqlite3
import stat
from pathlib import Path

import pytest
from msgspec import structs

from keystead.core.secret_types import SecretBytes
from keystead.errors import FileProblem
from keystead.system.host import SystemHost
from keystead.vault.errors import NewerFormat, ReplicaDamaged
from keystead.vault.host import Host
from keystead.vault.manifest import Manifest
from keystead.vault.replica import APPLICATION_ID, SCHEMA, Batch, Replica, StateRows
from tests.support.hosts import FailingHost

KEY, VAULT = SecretBytes(bytes(range(32))), b"v" * 32
OTHER = SecretBytes(b"another unlock key, of 32 bytes.")
HEADS = (b"h" * 32,)


FIRST = Manifest(0, bytes(32), 1, HEADS)


def state(generation: int, **rows: object) -> StateRows:
    return StateRows(Manifest(generation, bytes(32)), **rows)  # type: ignore[arg-type]


def put(path: Path, batch: Batch, host: Host | None = None) -> Replica:
    made = Replica.in_memory(VAULT, KEY)
    made.write(batch, StateRows(FIRST))
    made.place(host or SystemHost(), path)
    return Replica.open(path, VAULT, KEY)


def digest_of(blob: bytes) -> bytes:
    return hashlib.sha256(blob).digest()


def row(blob: bytes) -> tuple[bytes, bytes]:
    return digest_of(blob), blob


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "replicas" / "replica.db"


@pytest.fixture
def replica(path: Path):
    batch = Batch((row(b"commit"),), (row(b"blob"), row(b"other")), (b"record",))
    made = put(path, batch)
    yield made
    made.close()
    made.close()


def test_a_new_one_holds_its_first_batch(replica: Replica, path: Path):
    assert replica.manifest() == FIRST
    assert replica.commits() == dict([row(b"commit")])
    assert replica.blobs() == dict([row(b"blob"), row(b"other")])
    assert replica.digests() == {digest_of(b"blob"), digest_of(b"other")}
    assert replica.records() == (b"record",)
    assert replica.blob(digest_of(b"blob")) == b"blob"
    assert replica.blob(bytes(32)) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_ours_and_careful(replica: Replica):
    def setting(name: str) -> object:
        return replica._db.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("application_id") == APPLICATION_ID
    assert setting("user_version") == SCHEMA
    assert setting("journal_mode") == "delete"
    assert setting("synchronous") == 3
    assert setting("secure_delete") == 1
    assert setting("temp_store") == 2
    assert setting("trusted_schema") == 0


def test_a_batch_is_written_with_the_manifest_that_names_its_heads(replica: Replica, path: Path):
    batch = Batch((row(b"next"),), (row(b"new"),), (b"one", b"two"), (digest_of(b"other"),))
    rows = state(1, nodes=((digest_of(b"next"), b"node"),), pages=((0, b"p"),), cold=((7, b"c"),))
    replica.write(batch, rows)
    replica.close()
    again = Replica.open(path, VAULT, KEY)
    assert again.manifest() == rows.manifest
    assert again.nodes() == [(digest_of(b"next"), b"node")]
    assert again.node(digest_of(b"next")) == b"node"
    assert again.node(digest_of(b"commit")) is None
    assert again.pages() == {0: b"p"}
    assert (again.cold_row(7), again.cold_row(8)) == (b"c", None)
    assert again.commit(digest_of(b"next")) == b"next"
    assert again.names() == again.digests()
    assert list(again.commits().values()) == [b"commit", b"next"]
    assert set(again.blobs().values()) == {b"blob", b"new"}
    assert again.records() == (b"one", b"two")
    again.write(Batch(), state(2, pages=((1, b"q"),), whole=True))
    assert again.records() == (b"one", b"two")
    assert again.pages() == {1: b"q"}
    assert again.cold_row(7) is None
    again.check()
    again.close()


def test_blobs_at_hand_are_read_once(replica: Replica):
    with replica.blobs_at_hand():
        replica._db.execute("DELETE FROM blobs")
        assert replica.blob(digest_of(b"blob")) == b"blob"
        assert replica.blob(bytes(32)) is None
    assert replica.blob(digest_of(b"blob")) is None


def test_what_lay_there_is_replaced_with_what_sqlite_left_beside_it(replica: Replica, path: Path):
    replica.close()
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"left by somebody who died")
    new = put(path, Batch())
    assert new.commits() == {}
    assert not journal.exists()
    new.close()


def test_a_disk_that_is_full_leaves_the_old_one(replica: Replica, path: Path):
    before = path.read_bytes()
    with pytest.raises(FileProblem):
        put(path, Batch(), FailingHost(0))
    assert path.read_bytes() == before


def test_another_key_or_vault_does_not_open_the_manifest(replica: Replica, path: Path):
    for vault, key in ((VAULT, OTHER), (bytes(32), KEY)):
        other = Replica.open(path, vault, key)
        with pytest.raises(ReplicaDamaged):
            other.manifest()
        other.close()


def test_it_goes_on_under_another_key(replica: Replica, path: Path):
    replica.rekey(OTHER)
    renewed = structs.replace(FIRST, generation=1, renew=True)
    assert replica.manifest() == renewed
    again = Replica.open(path, VAULT, OTHER)
    assert again.manifest() == renewed
    again.close()


def test_a_change_of_key_that_cannot_be_written_leaves_the_old_key(replica: Replica):
    replica._db.execute("PRAGMA query_only=ON")
    with pytest.raises(FileProblem):
        replica.rekey(OTHER)
    assert replica.manifest() == FIRST


def test_a_batch_is_written_whole_or_not_at_all(replica: Replica):
    bad = Batch((row(b"next"),), ((b"digest", None),))  # type: ignore[arg-type]
    with pytest.raises(ReplicaDamaged):
        replica.write(bad, state(1))
    assert list(replica.commits().values()) == [b"commit"]
    assert replica.manifest() == FIRST


@pytest.mark.parametrize(
    ("pragma", "error"),
    [
        ("application_id = 1", ReplicaDamaged),
        ("user_version = 0", ReplicaDamaged),
        ("user_version = 2", NewerFormat),
    ],
)
def test_what_is_not_ours_or_newer_is_not_opened(replica, path: Path, pragma: str, error):
    replica.close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA {pragma}")
    database.close()
    with pytest.raises(error):
        Replica.open(path, VAULT, KEY)


def test_a_database_that_somebody_writes_is_a_fault_of_the_moment(replica: Replica, path: Path):
    replica._db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileProblem):
        replica.manifest()
    other.close()
    assert replica.manifest().count == 1


def test_damage_that_sqlite_finds_is_told(replica: Replica, path: Path):
    replica.check()
    replica.close()
    data = bytearray(path.read_bytes())
    page = 4096 * 3
    data[page : page + 64] = bytes(64)
    path.write_bytes(data)
    again = Replica.open(path, VAULT, KEY)
    with pytest.raises(ReplicaDamaged):
        again.check()
    again.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM manifest",
        "INSERT INTO manifest SELECT sealed FROM manifest",
        "UPDATE manifest SET sealed = 5",
        "UPDATE manifest SET sealed = 'text'",
    ],
)
def test_a_manifest_that_is_not_one_is_damage(replica: Replica, statement: str):
    replica._db.execute(statement)
    with pytest.raises(ReplicaDamaged):
        replica.manifest()


def test_rows_of_another_type_are_damage_or_missing(replica: Replica):
    replica._db.execute("UPDATE blobs SET data = 'text'")
    assert replica.blobs() == {}
    assert replica.blob(digest_of(b"blob")) is None
    replica._db.execute("UPDATE records SET raw = 'text'")
    assert replica.records() == ()
    replica._db.execute("UPDATE commits SET raw = 'text'")
    with pytest.raises(ReplicaDamaged):
        replica.commits()
    assert replica.commit(digest_of(b"commit")) is None
    replica._db.execute("UPDATE commits SET raw = x'00', node = 'text'")
    assert replica.commit(digest_of(b"commit")) is None
    assert replica.node(digest_of(b"commit")) is None
    assert replica.nodes() == []
