import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.vault import layout, vault_file
from keystead.vault.errors import TooLarge
from keystead.vault.layout import Change, commit_key
from keystead.vault.vault_file import MARKER, MAX_PAYLOAD, VaultContents

ID = b"V" * 32
raw = st.one_of(st.binary(max_size=40), st.just(MARKER * 2))
deep = st.dictionaries(raw, st.integers(1, 5), max_size=8)


def named(blobs) -> dict[bytes, bytes]:
    return {hashlib.sha256(blob).digest(): blob for blob in blobs}


def contents(records, commits, blobs) -> tuple[VaultContents, list[bytes]]:
    """What a file holds, with commits in their order, and the keys of those."""
    keys = keyed(commits)
    found = VaultContents(ID, tuple(records), tuple(keys[key] for key in sorted(keys)), blobs)
    return found, sorted(keys)


def keyed(commits) -> dict[bytes, bytes]:
    return {
        commit_key(depth, hashlib.sha256(commit).digest()): commit
        for commit, depth in commits.items()
    }


@given(st.lists(raw, max_size=3), st.lists(raw, max_size=3), deep, deep, st.data())
def test_a_spliced_file_is_the_one_that_is_encoded_whole(old, new, before, after, data):
    blobs = named(data.draw(st.lists(raw, max_size=8)))
    held, keys = contents(old, before, blobs)
    written, found = layout.encode(held, keys)
    assert written == vault_file.encode(held)
    assert found.fits(written)

    gone = data.draw(st.sets(st.sampled_from(sorted(blobs)))) if blobs else set()
    more = named(data.draw(st.lists(raw, max_size=8)))
    fresh = {name: blob for name, blob in more.items() if name not in blobs}
    left = {name: blob for name, blob in blobs.items() if name not in gone}
    late = {commit: depth for commit, depth in after.items() if commit not in before}
    whole, keys = contents(new, before | late, left | fresh)
    spliced = layout.splice(found, written, tuple(new), keyed(late), Change(fresh, gone))
    assert spliced[0] == vault_file.encode(whole)
    assert spliced == layout.encode(whole, keys)
    assert spliced[1].fits(spliced[0])


@given(st.data())
def test_a_layout_fits_its_own_file_alone(data):
    written, found = layout.encode(*contents([b"record"], {b"commit": 1}, named([b"blob"])))
    at = data.draw(st.integers(0, len(written) - 1))
    mask = data.draw(st.integers(1, 255))
    assert not found.fits(written[:at] + bytes([written[at] ^ mask]) + written[at + 1 :])
    assert not found.fits(written[:at])
    assert not found.fits(b"")


def test_what_no_reader_would_take_is_not_written():
    written, found = layout.encode(*contents([], {}, {}))
    with pytest.raises(TooLarge):
        layout.splice(found, written, (), {b"key": bytes(MAX_PAYLOAD + 1)}, Change({}))
