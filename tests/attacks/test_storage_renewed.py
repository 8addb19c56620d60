"""Somebody still has the keys that a member has renewed, and can write to the file."""

from keystead.services import environments
from keystead.services.record_changes import beside
from keystead.vault import records
from keystead.vault.commit import Commit
from keystead.vault.identity import Keyset
from keystead.vault.keyring import KeyRing
from keystead.vault.operations import Renew
from keystead.vault.records import Kind
from keystead.vault.session import OpenVault
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


def test_a_renewal_beside_by_somebody_else_gets_no_key_of_ours(world: World) -> None:
    vault = world.one.open()
    before = vault.state.heads()
    renew(vault, Keyset.generate())
    thief = Keyset.generate()
    # Deep in a chain of their own, so that the thief's keys are the newest to be seen.
    chain = [Forger(vault, KEYSET).commit(parents=before)]
    for _ in range(5):
        chain.append(Forger(vault, KEYSET).commit(parents=(chain[-1].id,)))
    renewal = Renew(thief.signing.public, thief.hpke.public)
    chain.append(Forger(vault, KEYSET).commit(renewal, parents=(chain[-1].id,)))
    for commit in chain:
        put(world, commit)
    assert vault.publication.take_in() == len(chain)
    assert vault.state.rights.hpke_key(vault.member) == thief.hpke.public
    environments.add(vault, "new")
    secret = add(vault, "A", "ours", "new")
    assert value(vault, secret) == "ours"
    (epoch,) = vault.state.ring.heads(secret.environment_id, vault.state.graph, vault.state.rights)
    theirs = KeyRing(vault.vault_id, vault.member, (thief.hpke,), vault.replica.blob)
    theirs.facts = vault.state.ring.facts
    assert theirs.key(secret.environment_id, epoch) is None
