from dataclasses import replace

import pytest

from keystead.crypto.errors import DecryptionFailed
from keystead.vault import epochs
from keystead.vault.epochs import EpochKey, Role, Scope
from keystead.vault.errors import VaultDamaged
from tests.support.vaults import EVE, KEYSET

SCOPE = Scope(b"v" * 32, b"e" * 16)
AUTHOR, PLACE = b"a" * 16, b"s" * 16 + b"n" * 16
KEY = bytes(range(32))


def epoch_key(scope: Scope = SCOPE, epoch: bytes = b"E" * 32, key: bytes = KEY) -> EpochKey:
    return EpochKey(scope, epoch, key, epochs.commitment(scope, key))


def test_keys_are_fresh():
    assert len(epochs.new_key()) == epochs.KEY
    assert epochs.new_key() != epochs.new_key()


def test_the_commitment_binds_vault_environment_and_key():
    found = {
        epochs.commitment(SCOPE, KEY),
        epochs.commitment(replace(SCOPE, vault=b"w" * 32), KEY),
        epochs.commitment(replace(SCOPE, environment=b"f" * 16), KEY),
        epochs.commitment(SCOPE, bytes(32)),
    }
    assert len(found) == 4


def test_a_key_that_was_not_signed_for_is_not_used():
    with pytest.raises(VaultDamaged):
        EpochKey(SCOPE, b"E" * 32, KEY, epochs.commitment(SCOPE, bytes(32)))


@pytest.mark.parametrize("role", list(Role))
def test_what_is_sealed_opens_in_its_place_only(role: Role):
    key = epoch_key()
    sealed = key.seal(role, AUTHOR, b"plain", PLACE)
    assert key.open(role, AUTHOR, sealed, PLACE) == b"plain"
    others = [
        (epoch_key(replace(SCOPE, vault=b"w" * 32)), role, AUTHOR, PLACE),
        (epoch_key(replace(SCOPE, environment=b"f" * 16)), role, AUTHOR, PLACE),
        (epoch_key(epoch=b"F" * 32), role, AUTHOR, PLACE),
        (epoch_key(key=bytes(32)), role, AUTHOR, PLACE),
        *((key, other, AUTHOR, PLACE) for other in Role if other is not role),
        (key, role, b"b" * 16, PLACE),
        (key, role, AUTHOR, PLACE[::-1]),
        (key, role, AUTHOR, b""),
    ]
    for other, as_role, author, place in others:
        with pytest.raises(DecryptionFailed):
            other.open(as_role, author, sealed, place)


def test_a_delivery_opens_for_its_recipient_only():
    info = epochs.delivery_info(SCOPE, epochs.commitment(SCOPE, KEY), AUTHOR, b"r" * 16)
    sealed = epochs.deliver(KEYSET.hpke.public, info, KEY)
    assert epochs.receive(KEYSET.hpke, info, sealed) == KEY
    for private, other in ((EVE.hpke, info), (KEYSET.hpke, info[:-1] + b"?")):
        with pytest.raises(DecryptionFailed):
            epochs.receive(private, other, sealed)


def test_a_link_opens_under_the_newer_key_for_the_older_epoch_only():
    sealed = epochs.seal_link(KEY, b"O" * 32, b"k" * 32)
    assert epochs.open_link(KEY, b"O" * 32, sealed) == b"k" * 32
    for key, older in ((bytes(32), b"O" * 32), (KEY, b"P" * 32)):
        with pytest.raises(DecryptionFailed):
            epochs.open_link(key, older, sealed)
