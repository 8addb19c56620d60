"""Somebody still has the keys that a member has renewed, and can write to the file."""

import pytest

from keystead.services import environments
from keystead.services.record_changes import beside
from keystead.vault import records
from keystead.vault.commit import Commit, parse
from keystead.vault.errors import ContestedKeys
from keystead.vault.identity import Keyset
from keystead.vault.keyring import KeyRing
from keystead.vault.member_keys import member_id
from keystead.vault.operations import Grant, Renew, Right
from keystead.vault.records import Kind
from keystead.vault.repair import repair
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import decode
from tests.support.vaults import KEYSET, Forger, World, add, value, with_commit


def renew(vault: OpenVault, new: Keyset) -> None:
    """As ``kit --compromised`` does: the record of the new keys comes first."""

    def record(generation: int) -> bytes:
        return records.keyset_record(
            vault.vault_id, vault.member, generation, vault.unlock_key, new, KEYSET.signing
        )

    vault.put_records(beside(vault.records(), vault.member, {Kind.KEYSET: [record]}))
    vault.renew_identity(new)
    vault.publish()


def put(world: World, commit: Commit) -> None:
    world.one.rewrite(lambda held: with_commit(held, commit))


def refused(world: World, vault: OpenVault, *forged: Commit) -> None:
    """The device that renewed takes nothing in, and repair publishes without it."""
    known = set(vault.state.commits)
    for commit in forged:
        put(world, commit)
    with pytest.raises(ContestedKeys):
        vault.publication.take_in()
    assert set(vault.state.commits) == known
    vault.close()
    repaired = repair(vault.host, vault.clock, vault.place, vault.unlock_key)
    world.opened.append(repaired.vault)
    assert len(repaired.aside) == 1
    held = {parse(raw).id for raw in world.one.contents().commits}
    assert held.isdisjoint(commit.id for commit in forged)
    assert {parse(raw).id for raw in decode(repaired.aside[0].read_bytes()).commits} > known
    repaired.vault.publication.take_in()


def test_a_grant_with_the_old_keys_beside_the_renewal_is_not_taken_in(world: World) -> None:
    vault = world.one.open()
    before = vault.state.heads()
    renew(vault, Keyset.generate())
    thief = Keyset.generate()
    keys = thief.signing.public, thief.hpke.public
    grant = Grant(member_id(*keys), Right.OWNER, None, Right.OWNER, *keys)
    refused(world, vault, Forger(vault, KEYSET).commit(grant, parents=before))


def test_a_renewal_beside_ours_is_not_taken_in(world: World) -> None:
    vault = world.one.open()
    before = vault.state.heads()
    renew(vault, Keyset.generate())
    thief = Keyset.generate()
    chain = [Forger(vault, KEYSET).commit(parents=before)]
    renewal = Renew(thief.signing.public, thief.hpke.public)
    chain.append(Forger(vault, KEYSET).commit(renewal, parents=(chain[-1].id,)))
    refused(world, vault, *chain)


def test_others_may_write_beside_a_renewal_and_after_it(world: World) -> None:
    vault = world.one.open()
    renew(vault, Keyset.generate())
    late = Forger(vault, vault.keyset).commit(parents=vault.state.heads())
    put(world, late)
    assert vault.publication.take_in() == 1


def test_a_new_epoch_never_goes_to_keys_that_somebody_else_renewed(world: World) -> None:
    vault = world.one.open()
    before = vault.state.heads()
    renew(vault, Keyset.generate())
    thief = Keyset.generate()
    # Deep in a chain of their own, so that the thief's keys are the newest to be seen; taken
    # in as a device would that does not know of our renewal as ours.
    chain = [Forger(vault, KEYSET).commit(parents=before)]
    for _ in range(5):
        chain.append(Forger(vault, KEYSET).commit(parents=(chain[-1].id,)))
    renewal = Renew(thief.signing.public, thief.hpke.public)
    chain.append(Forger(vault, KEYSET).commit(renewal, parents=(chain[-1].id,)))
    vault.store(chain, {})
    assert vault.state.rights.hpke_key(vault.member) == thief.hpke.public
    environments.add(vault, "new")
    secret = add(vault, "A", "ours", "new")
    assert value(vault, secret) == "ours"
    (epoch,) = vault.state.ring.heads(secret.environment_id, vault.state.graph, vault.state.rights)
    theirs = KeyRing(vault.vault_id, vault.member, (thief.hpke,), vault.replica.blob)
    theirs.facts = vault.state.ring.facts
    assert theirs.key(secret.environment_id, epoch) is None
