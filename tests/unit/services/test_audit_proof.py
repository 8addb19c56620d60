"""The proof: what nobody changed holds, and the first that was changed is named."""

import hashlib
import sqlite3

import pytest

from keystead.services import audit_proof, secrets
from keystead.services.whereabouts import Whereabouts
from keystead.vault.bodies import Action
from keystead.vault.session import OpenVault
from tests.support.vaults import Forger, World, add, edit, named


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    add(opened, "B", "beta", environment="prod")
    secrets.reveal(opened, named(opened, "A"), Action.COPY, Whereabouts("window", "box"))
    return opened


def harm(vault: OpenVault, statement: str, *values: object) -> None:
    """Change the private copy behind the program's back."""
    with sqlite3.connect(vault.place.replica) as database:
        database.execute(statement, values)


def test_a_vault_that_nobody_changed_holds(vault: OpenVault):
    found = audit_proof.verify(vault)
    assert found.ok
    assert found.checked == len(vault.state.commits)


def test_a_changed_commit_is_named(vault: OpenVault, world: World):
    victim = vault.state.heads()[0]
    raw = bytearray(vault.replica.commit(victim) or b"")
    raw[-1] ^= 1
    edit(vault, "A", notes="later")
    harm(vault, "UPDATE commits SET raw=? WHERE id=?", bytes(raw), victim)
    found = audit_proof.verify(vault)
    assert not found.ok
    assert found.commit == victim
    assert victim.hex()[:16] in found.broken
    assert found.checked == len(vault.state.commits) - 2


def raws(vault: OpenVault) -> list[tuple[bytes, bytes | None]]:
    return [(one, vault.replica.commit(one)) for one in vault.state.commits]


def test_a_commit_that_somebody_else_signed_is_named_with_its_author(vault: OpenVault):
    forged = Forger(vault).commit()
    changed = forged.raw[:-1] + bytes([forged.raw[-1] ^ 1])
    found = audit_proof.prove(vault, [*raws(vault), (hashlib.sha256(changed).digest(), changed)])
    assert found.checked == len(vault.state.commits)
    assert "not signed by the member it names" in found.broken
    assert ", by " in found.broken


def test_a_commit_taken_out_of_the_middle_breaks_the_next(vault: OpenVault):
    kept = raws(vault)
    found = audit_proof.prove(vault, [*kept[:-2], kept[-1]])
    assert (found.checked, found.commit) == (len(kept) - 2, kept[-1][0])


def test_commits_in_another_order_are_told(vault: OpenVault):
    kept = raws(vault)
    assert not audit_proof.prove(vault, [kept[1], kept[0], *kept[2:]]).ok


def test_a_database_with_a_row_too_few_is_told(vault: OpenVault):
    edit(vault, "A", notes="later")
    harm(vault, "DELETE FROM commits WHERE id=?", vault.state.heads()[0])
    vault.state.commits._ids = None
    assert not audit_proof.verify(vault).ok


def test_a_missing_part_is_named(vault: OpenVault):
    edit(vault, "A", notes="later")
    victim = vault.state.heads()[0]
    digest = vault.state.commits[victim].operations[0].digest  # type: ignore[union-attr]
    harm(vault, "DELETE FROM blobs WHERE digest=?", digest)
    found = audit_proof.verify(vault)
    assert found.commit == victim
    assert "missing or was changed" in found.broken


def test_it_is_told_how_far_it_is(vault: OpenVault, monkeypatch):
    monkeypatch.setattr(audit_proof, "STEP", 2)
    told = [one.checked for one in audit_proof.verifying(vault)]
    whole = len(vault.state.commits)
    assert told[0] == 2
    assert told[-1] == whole
    assert told == sorted(told)


def test_what_is_written_while_it_walks_is_no_fault(vault: OpenVault, monkeypatch):
    monkeypatch.setattr(audit_proof, "STEP", 1)
    walk = audit_proof.verifying(vault)
    next(walk)
    edit(vault, "A", notes="meanwhile")
    *_, found = walk
    assert found.ok
