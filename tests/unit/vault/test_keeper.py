import pytest

from keystead.errors import FileProblem
from keystead.services import maintenance, secrets
from keystead.vault.errors import ReplicaDamaged
from keystead.vault.replica import Batch
from tests.support.vaults import World, add, edit, named, picture, put_rows, seals, value


def test_a_change_that_cannot_be_written_is_forgotten(world: World):
    vault = world.one.open()
    add(vault, "A", "alpha")
    before = picture(vault)
    vault.replica._db.execute("PRAGMA query_only=ON")
    with pytest.raises(FileProblem):
        edit(vault, "A", "lost", notes="x")
    vault.replica._db.execute("PRAGMA query_only=OFF")
    assert picture(vault) == before
    edit(vault, "A", "kept")
    assert value(vault, named(vault, "A")) == "kept"


def test_everything_is_read_by_a_check(world: World):
    vault = world.one.open()
    add(vault, "A")
    vault.keeper.check()
    for statement in (
        "DELETE FROM cold WHERE slot = (SELECT max(slot) FROM cold)",
        "DELETE FROM commits WHERE row = 1",
        "DROP TABLE blobs",
    ):
        again = world.one.open(read_file=False)
        again.replica._db.execute("SAVEPOINT before")
        again.replica._db.execute(statement)
        with pytest.raises(ReplicaDamaged):
            again.keeper.check()
        again.replica._db.execute("ROLLBACK TO before")
        again.close()


def test_a_blob_that_was_lost_comes_from_the_file(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    vault.publish()
    put_rows(vault, Batch(purged=tuple(seals(vault, secret))))
    vault.close()
    again = world.one.open()
    assert value(again, secret) == "alpha"
    again.close()


def test_what_was_purged_is_erased_with_the_same_transaction(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    digests = seals(vault, secret)
    secrets.trash(vault, [secret])
    maintenance.purge(vault, [named(vault, "A")])
    assert not set(digests) & vault.replica.names()
    assert vault.state.now.tally.to_drop == set()
