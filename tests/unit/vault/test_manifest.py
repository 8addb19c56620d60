import pytest

from keystead.vault import manifest
from keystead.vault.effects import Quarantined
from keystead.vault.errors import VaultDamaged
from keystead.vault.manifest import Manifest


def test_what_was_counted_comes_back():
    full = Manifest(
        7, bytes(32), 3, (b"h",), ((b"device", 3),), (b"s",), (b"nonce",), 2, 1, (b"m",),
        (b"p",), ((b"e", b"s", b"v"),), ((b"c", 0, "why"),), renew=True,
    )  # fmt: skip
    again = manifest.from_bytes(manifest.to_bytes(full))
    assert again == full
    assert again.outline == (3, (b"h",), ((b"device", 3),))
    tally = again.tally()
    assert (tally.unreadable, tally.missing, tally.structural) == (1, {b"m"}, [b"s"])
    assert (tally.purged_digests, tally.to_drop) == ({b"p"}, set())
    assert tally.quarantined == [Quarantined(b"c", 0, "why")]


def test_the_key_is_not_printed():
    key = b"state key that nobody must print"
    assert repr(key)[2:-1] not in repr(Manifest(1, key))


def test_each_new_one_has_a_key_of_its_own():
    assert manifest.blank().key != manifest.blank().key


@pytest.mark.parametrize("data", [b"", b"\xc0", b"\x92\x00\x01"])
def test_another_form_is_refused(data: bytes):
    with pytest.raises(VaultDamaged):
        manifest.from_bytes(data)
