import random

import pytest

from keystead.core.model import Stage
from keystead.services import environments, secrets
from keystead.vault.bodies import Action, ObjectKind, Write
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.graph import Graph
from keystead.vault.keyring import KeyRing
from keystead.vault.operations import Right
from keystead.vault.session import OpenVault
from keystead.vault.state import VaultState
from keystead.vault.writer import BodyChange
from tests.support.stories import reordered
from tests.support.vaults import KEYSET, Forger, World, add, edit, environment_id, named, picture


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    for name in ("A", "B", "C"):
        add(opened, name, name.lower())
    edit(opened, "A", "newer", notes="x")
    secrets.trash(opened, [named(opened, "B")])
    secrets.reveal(opened, named(opened, "C"), secrets.Action.COPY)
    environments.add(opened, "qa")
    return opened


def test_the_order_of_arrival_cannot_be_told(vault: OpenVault):
    expected = picture(vault)
    commits = list(vault.state.commits.values())
    for seed in range(5):
        order = reordered(commits, random.Random(seed))
        state = vault.state = VaultState(vault.replica.blob, vault._new_ring)
        for commit in order:
            state.add([commit])
        state.add(order)
        assert picture(vault) == expected
        state.rebuild()
        assert picture(vault) == expected


def test_an_empty_state_shows_nothing(vault: OpenVault):
    state = VaultState(vault.replica.blob, vault._new_ring)
    assert state.secrets() == []
    assert state.environments() == []
    assert state.members() == {}
    assert state.vault_register(10, "none") == "none"
    assert state.fingerprint_key() == bytes(32)
    assert state.heads() == ()
    assert state.missing == state.purged([bytes(32)]) == state.missing_parts == set()
    assert isinstance(state.graph, Graph)


def test_secrets_are_made_anew_only_where_something_changed(vault: OpenVault):
    first = {item.name: item for item in vault.state.secrets()}
    edit(vault, "A", notes="y")
    second = {item.name: item for item in vault.state.secrets()}
    assert second["C"] is first["C"]
    assert second["A"].notes == "y"
    environments.rename(vault, "dev", "local")
    assert {item.environment for item in vault.state.secrets()} == {"local"}


def test_events_come_in_causal_order(vault: OpenVault):
    secrets.reveal(vault, named(vault, "A"), secrets.Action.REVEAL)
    edit(vault, "C", notes="z")
    assert [event.event.action for event in vault.state.events] == [
        secrets.Action.COPY,
        secrets.Action.REVEAL,
    ]


def test_keys_that_come_later_open_what_was_there(vault: OpenVault):
    """Without the keys nothing can be applied; with the next epoch all is built again."""
    commits = list(vault.state.commits.values())
    blobs = vault.replica.blobs()
    hidden = {
        delivery.digest
        for commit in commits[:2]
        for operation in commit.operations
        for delivery in getattr(operation, "deliveries", ())
    }
    at_hand = {digest: blob for digest, blob in blobs.items() if digest not in hidden}
    state = VaultState(
        at_hand.get, lambda: KeyRing(vault.vault_id, vault.member, (KEYSET.hpke,), at_hand.get)
    )
    state.add(commits)
    assert state.missing_parts
    assert state.missing_parts <= hidden
    assert state.secrets() == []
    vault.new_epochs([environment_id(vault)])
    at_hand.update(vault.replica.blobs())
    state.add(vault.state.commits.values())
    assert state.missing == set()
    assert state.secrets() == vault.state.secrets()


def test_environments_that_were_removed_are_not_shown(vault: OpenVault):
    qa = environment_id(vault, "qa")
    body = Write(ObjectKind.ENVIRONMENT, qa, {1: 0})
    vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
    assert "qa" not in [item.name for item in vault.environments()]


def test_an_unknown_environment_still_shows_its_secrets(vault: OpenVault):
    dev = environment_id(vault)
    vault.write([BodyChange(VAULT_ENVIRONMENT, Write(ObjectKind.ENVIRONMENT, dev, {1: 0}))])
    secret = named(vault, "A")
    assert secret.environment == "?"
    assert secret.versions[-1].stage is Stage.CURRENT


def test_only_the_vaults_own_object_names_it(world: World, vault: OpenVault):
    key = vault.state.fingerprint_key()
    # Beside the commit that names the vault, so that it may well arrive first.
    beside = (world.founding.commits[1].id,)
    for other in (bytes(16), b"\xff" * 16):
        forger = Forger(vault)
        body = Write(ObjectKind.VAULT, other, {1: 1, 10: "Another", 32: bytes(32)})
        forger.draft.add_body(vault.epoch_key(VAULT_ENVIRONMENT), Right.OWNER, body)
        vault.store([forger.commit(parents=beside)], forger.draft.blobs)
    for seed in range(8):
        state = VaultState(vault.replica.blob, vault._new_ring)
        state.add(reordered(list(vault.state.commits.values()), random.Random(seed)))
        assert state.vault_register(10) == "Team"
        assert state.fingerprint_key() == key != bytes(32)


def test_one_secret_is_found_as_in_the_list_of_all(vault: OpenVault):
    add(vault, "B")
    secrets.trash(vault, [add(vault, "T")])
    elsewhere = environment_id(vault, "qa")
    same = Write(ObjectKind.SECRET, named(vault, "A").id, {1: 1, 10: "Same"})
    vault.write([BodyChange(elsewhere, same)])
    dev = environment_id(vault)
    vault.write([BodyChange(VAULT_ENVIRONMENT, Write(ObjectKind.ENVIRONMENT, dev, {1: 0}))])
    assert {"A", "B", "T", "Same"} <= {one.name for one in vault.state.secrets()}
    for secret in vault.state.secrets():
        first = next(one for one in vault.state.secrets() if one.id == secret.id)
        assert vault.state.secret(secret.id) == vault.secret(secret.id) == first
    assert vault.state.secret(bytes(16)) is None
    assert vault.secret(bytes(16)) is None


def test_one_secret_tells_of_uses_that_wait_in_the_journal(vault: OpenVault):
    secret = named(vault, "A")
    secrets.reveal(vault, secret, Action.COPY)
    found = vault.secret(secret.id)
    assert found is not None
    assert found.last_used == int(vault.clock.now())
    assert found in vault.secrets()
