"""Somebody writes into this device's private database: a named error, or nothing has changed."""

import shutil
import sqlite3
from contextlib import suppress

import pytest

from keystead.core.secret_types import SecretBytes
from keystead.errors import Damaged, FileProblem
from keystead.vault.errors import NewerFormat, ReplicaDamaged
from keystead.vault.manifest import PAGE_RECORDS
from keystead.vault.repair import repair
from keystead.vault.session import OpenVault
from tests.support.vaults import EVE, Forger, World, add, edit, picture, values

SAMPLES = 120


@pytest.fixture
def seen(world: World) -> object:
    """What the vault shows before anybody touched the database."""
    vault = world.one.open()
    add(vault, "A", "alpha")
    edit(vault, "A", "newer", notes="changed")
    vault.publish()
    found = picture(vault)
    vault.close()
    return found


def run(world: World, *statements: str, **values: object) -> None:
    with sqlite3.connect(world.one.place.replica) as database:
        for statement in statements:
            database.execute(statement, values if ":" in statement else {})
    database.close()


def rebuilt(world: World) -> OpenVault:
    done = repair(world.one.host, world.clock, world.one.place, world.unlock_key)
    world.opened.append(done.vault)
    assert done.replica_rebuilt
    assert done.aside
    return done.vault


def test_flipped_bytes_are_noticed_or_change_nothing(world: World, seen):
    path = world.one.place.replica
    good, noticed = path.read_bytes(), 0
    for at in [*range(100), *range(100, len(good), len(good) // SAMPLES)]:
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :])
        try:
            vault = world.one.open()
            shown = picture(vault)
        except (Damaged, FileProblem):
            noticed += 1
        else:
            assert shown == seen, at
            vault.close()
    assert noticed > 10


def test_a_truncated_database_is_noticed_or_made_whole(world: World, seen):
    path = world.one.place.replica
    good = path.read_bytes()
    for size in [0, 1, 16, 100, *range(512, len(good), 4096 // 2)]:
        path.write_bytes(good[:size])
        with suppress(Damaged):
            assert picture(world.one.open()) == seen
    assert picture(rebuilt(world)) == seen


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM manifest",
        "INSERT INTO manifest (sealed) VALUES (x'00')",
        "UPDATE manifest SET sealed = x'00'",
        "UPDATE manifest SET sealed = 'text'",
        "UPDATE manifest SET sealed = 5",
        "UPDATE manifest SET sealed = zeroblob(200)",
        "DELETE FROM commits WHERE row = 2",
        "DELETE FROM commits WHERE row = (SELECT max(row) FROM commits)",
        "UPDATE commits SET raw = x'00' WHERE row = 3",
        "UPDATE commits SET raw = 'text' WHERE row = 3",
        "UPDATE commits SET raw = 7 WHERE row = 3",
        "UPDATE commits SET id = 'row ' || row",
        "UPDATE commits SET node = NULL WHERE row = 3",
        "UPDATE commits SET node = (SELECT node FROM commits WHERE row = 2) WHERE row = 3",
        "DELETE FROM records",
        "UPDATE records SET raw = x'00'",
        "UPDATE records SET raw = 'text'",
        "PRAGMA application_id = 5",
        "PRAGMA user_version = 0",
        "DROP TABLE blobs",
        "DROP TABLE records",
        "ALTER TABLE commits RENAME COLUMN raw TO cooked",
    ],
)
def test_changed_rows_are_noticed_and_repaired(world: World, seen, statement: str):
    run(world, statement)
    with pytest.raises(ReplicaDamaged):
        picture(world.one.open())  # which reads every commit
    assert picture(rebuilt(world)) == seen


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM blobs",
        "DELETE FROM blobs WHERE row % 2",
        "UPDATE blobs SET data = x'00' WHERE row % 2",
        "UPDATE blobs SET data = 'text' WHERE row % 2",
        "UPDATE blobs SET digest = zeroblob(32) WHERE row = 3",
        "INSERT INTO blobs (digest, data) VALUES (zeroblob(32), x'00')",
        "INSERT INTO commits (id, raw) VALUES (x'00', x'00')",
        "INSERT INTO records SELECT row + 100, raw FROM records",
        "CREATE TABLE other (x)",
    ],
)
def test_rows_that_the_vault_file_or_a_hash_puts_right(world: World, seen, statement: str):
    run(world, statement)
    vault = world.one.open()
    assert picture(vault) == seen
    edit(vault, "A", "works on")
    assert values(vault) == {"A": "works on"}


def test_a_commit_put_in_counts_for_nothing(world: World, seen):
    vault = world.one.open()
    mine = Forger(vault).commit()
    foreign = Forger(vault, EVE).commit()
    vault.close()
    for commit in (mine, foreign):
        run(
            world,
            "INSERT INTO commits (id, raw) VALUES (:id, :raw)",
            id=commit.id,
            raw=commit.raw,
        )
    assert picture(world.one.open()) == seen


def test_a_row_put_in_does_not_keep_a_commit_out(world: World, seen):
    """A row with the id of a commit to come, but other bytes, is replaced by the commit."""
    vault = world.one.open()
    commit = Forger(vault).commit()
    run(world, "INSERT INTO commits (id, raw) VALUES (:id, x'00')", id=commit.id)
    vault.store([commit], {})
    vault.close()
    assert commit.id in world.one.open(read_file=False).state.commits


def rows(world: World, table: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(world.one.place.replica) as database:
        found = database.execute(f"SELECT rowid, * FROM {table}").fetchall()  # noqa: S608
    database.close()
    return found


def put_back(world: World, table: str, kept: list[tuple[object, ...]]) -> None:
    with sqlite3.connect(world.one.place.replica) as database:
        for row, *_, sealed in kept:
            statement = f"UPDATE {table} SET sealed = ? WHERE rowid = ?"  # noqa: S608
            database.execute(statement, (sealed, row))
    database.close()


@pytest.mark.parametrize("tables", [("pages",), ("manifest",), ("cold",), ("pages", "cold")])
def test_old_rows_of_the_state_put_back_are_refused(world: World, seen, tables):
    kept = {table: rows(world, table) for table in tables}
    vault = world.one.open()
    edit(vault, "A", "newest", notes="not to be lost")
    vault.publish()
    now = picture(vault)
    vault.close()
    for table in tables:
        put_back(world, table, kept[table])
    with pytest.raises(ReplicaDamaged):
        picture(world.one.open())
    assert picture(rebuilt(world)) == now


@pytest.mark.parametrize("table", ["pages", "cold"])
def test_rows_of_the_state_that_changed_places_are_refused(world: World, seen, table: str):
    vault = world.one.open()
    for number in range(PAGE_RECORDS):
        add(vault, f"K{number}")
    vault.publish()
    now = picture(vault)
    vault.close()
    (one, *_, first), (two, *_, second) = rows(world, table)[:2]
    put_back(world, table, [(one, second), (two, first)])
    with pytest.raises(ReplicaDamaged):
        picture(world.one.open())
    assert picture(rebuilt(world)) == now


def test_rows_of_a_state_before_it_was_built_anew_are_refused(world: World, seen):
    """Its nodes count chains otherwise, and would make two edits beside each other one."""
    kept = [(row, node) for row, _, _, _, node in nodes(world)]
    vault = world.one.open()
    vault.keeper.rebuild()
    vault.close()
    for row, node in kept:
        run(world, "UPDATE commits SET node = :node WHERE row = :row", node=node, row=row)
    with pytest.raises(ReplicaDamaged):
        picture(world.one.open())
    assert picture(rebuilt(world)) == seen


def nodes(world: World) -> list[tuple[object, ...]]:
    return rows(world, "commits")


def test_an_old_manifest_or_database_is_brought_up_to_date_by_the_file(world: World, seen):
    path = world.one.place.replica
    old = path.read_bytes()
    vault = world.one.open()
    add(vault, "B", "beta")
    vault.publish()
    now = picture(vault)
    vault.close()
    path.write_bytes(old)
    vault = world.one.open()
    assert picture(vault) == now
    vault.close()


def test_a_database_of_a_newer_program_is_left_alone(world: World, seen):
    run(world, "PRAGMA user_version = 2")
    before = world.one.place.replica.read_bytes()
    with pytest.raises(NewerFormat):
        world.one.open()
    with pytest.raises(NewerFormat):
        repair(world.one.host, world.clock, world.one.place, world.unlock_key)
    assert world.one.place.replica.read_bytes() == before


@pytest.mark.parametrize("instead", [b"", b"SQLite format 3\0", b"Dear diary, " * 50])
def test_what_is_no_database_is_set_aside(world: World, seen, instead: bytes):
    world.one.place.replica.write_bytes(instead)
    with pytest.raises(ReplicaDamaged):
        world.one.open()
    assert picture(rebuilt(world)) == seen


def test_a_folder_in_place_of_the_database(world: World, seen):
    world.one.place.replica.unlink()
    world.one.place.replica.mkdir()
    with pytest.raises(FileProblem):
        world.one.open()


def test_the_database_of_another_vault_or_key_is_not_ours(world: World, seen, tmp_path_factory):
    other = World(tmp_path_factory.mktemp("other"))
    shutil.copy(other.one.place.replica, world.one.place.replica)
    with pytest.raises(ReplicaDamaged):
        world.one.open()
    assert picture(rebuilt(world)) == seen
    world.unlock_key = SecretBytes(b"another unlock key, of 32 bytes.")
    with pytest.raises(ReplicaDamaged):
        world.one.open()


def test_a_changed_memory_of_the_device_is_noticed_and_made_anew(world: World, seen):
    memory = world.one.place.state / "device.state"
    good = memory.read_bytes()
    for at in range(len(good)):
        memory.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises((ReplicaDamaged, NewerFormat)):
            world.one.open(read_file=False)
    memory.write_bytes(good[:-1])
    with pytest.raises(ReplicaDamaged):
        world.one.open()
    done = repair(world.one.host, world.clock, world.one.place, world.unlock_key)
    world.opened.append(done.vault)
    assert not done.replica_rebuilt
    assert picture(done.vault) == seen
    assert memory.with_name("device.state.damaged-1").read_bytes() == good[:-1]
