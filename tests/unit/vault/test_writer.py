import hashlib

import pytest

from keystead.core.model import Stage
from keystead.core.secret_types import SecretBytes
from keystead.crypto import padding
from keystead.vault import epochs
from keystead.vault.bodies import Action, Event, ObjectKind, Purge, Write, from_bytes
from keystead.vault.epochs import EpochKey, Role, Scope
from keystead.vault.errors import TooLarge
from keystead.vault.operations import Epoch, Right, Sealed
from keystead.vault.writer import (
    BodyChange,
    Demotion,
    Draft,
    Judged,
    SecretChange,
    fingerprint,
    new_id,
)
from tests.support.vaults import EVE, KEYSET

SCOPE = Scope(b"v" * 32, b"e" * 16)
AUTHOR, SECRET = b"a" * 16, b"s" * 16
KEY = EpochKey(SCOPE, b"E" * 32, bytes(32), epochs.commitment(SCOPE, bytes(32)))


@pytest.fixture
def draft() -> Draft:
    return Draft(AUTHOR, b"f" * 32)


def written(draft: Draft, change: SecretChange) -> Write:
    draft.add_change(KEY, Right.WRITER, change)
    operation = draft.operations[-1]
    assert isinstance(operation, Sealed)
    assert (operation.environment, operation.epoch) == (SCOPE.environment, KEY.epoch)
    assert operation.used is Right.WRITER
    plain = KEY.open(Role.OVERVIEW, AUTHOR, draft.blobs[operation.digest])
    body = from_bytes(plain)
    assert isinstance(body, Write)
    assert (body.kind, body.object) == (ObjectKind.SECRET, SECRET)
    return body


def test_an_edit_says_that_the_secret_lives(draft: Draft):
    body = written(draft, SecretChange(SCOPE.environment, SECRET, {"name": "A", "tags": ("x",)}))
    assert body.fields == {1: 1, 10: "A", 25: ["x"]}
    assert (body.versions, body.version_fields, body.revoked) == ((), {}, ())


def test_a_delete_says_that_it_does_not(draft: Draft):
    body = written(draft, SecretChange(SCOPE.environment, SECRET, alive=False))
    assert body.fields == {1: 0}


def test_a_new_value_is_a_version_and_a_blob_of_its_own(draft: Draft):
    change = SecretChange(
        SCOPE.environment, SECRET, {}, SecretBytes(b"value"),
        (Demotion(b"o" * 16, Stage.PREVIOUS, 99), Demotion(b"p" * 16, Stage.RETIRED)),
        (b"r" * 16,),
    )  # fmt: skip
    body = written(draft, change)
    (version,) = body.versions
    assert body.fields[2] == version.id
    assert version.length == 5
    assert version.fingerprint == fingerprint(b"f" * 32, b"value")
    sealed = draft.blobs[version.digest]
    assert hashlib.sha256(sealed).digest() == version.digest
    plain = KEY.open(Role.VALUE, AUTHOR, sealed, SECRET + version.id)
    assert padding.unpad(plain) == b"value"
    assert len(sealed) == 256 + 28
    assert body.version_fields == {
        b"o" * 16: {1: "previous", 2: 99},
        b"p" * 16: {1: "retired", 2: None},
    }
    assert body.revoked == (b"r" * 16,)


def test_a_version_can_be_picked(draft: Draft):
    change = SecretChange(SCOPE.environment, SECRET, current=b"c" * 16)
    assert written(draft, change).fields == {1: 1, 2: b"c" * 16}


def test_other_bodies_go_as_they_stand_and_events_have_a_subkey_of_their_own(draft: Draft):
    draft.add_change(KEY, Right.OWNER, BodyChange(SCOPE.environment, Purge(())))
    draft.add_body(KEY, Right.READER, Event(Action.COPY, 5))
    for operation, role in zip(draft.operations, (Role.OVERVIEW, Role.AUDIT), strict=True):
        assert isinstance(operation, Sealed)
        assert KEY.open(role, AUTHOR, draft.blobs[operation.digest])


def test_a_body_that_nobody_could_read_is_not_written(draft: Draft):
    change = SecretChange(SCOPE.environment, SECRET, {"notes": "n" * 2**20})
    with pytest.raises(TooLarge):
        draft.add_change(KEY, Right.OWNER, change)
    assert draft.operations == []


def test_a_new_epoch_goes_to_each_reader_and_seals_the_older(draft: Draft):
    readers = {b"m" * 16: KEYSET.hpke.public, b"k" * 16: EVE.hpke.public}
    key = draft.add_epoch(SCOPE, Right.ADMIN, readers, [KEY])
    (epoch,) = draft.operations
    assert isinstance(epoch, Epoch)
    assert (epoch.environment, epoch.used) == (SCOPE.environment, Right.ADMIN)
    assert epoch.commitment == epochs.commitment(SCOPE, key)
    assert [item.member for item in epoch.deliveries] == sorted(readers)
    for item, keyset in zip(epoch.deliveries, (EVE, KEYSET), strict=True):
        info = epochs.delivery_info(SCOPE, epoch.commitment, AUTHOR, item.member)
        assert epochs.receive(keyset.hpke, info, draft.blobs[item.digest]) == key
    (link,) = epoch.links
    assert epochs.open_link(key, KEY.epoch, draft.blobs[link.digest]) == KEY.key


def test_ids_and_fingerprints():
    assert len(new_id()) == 16
    assert new_id() != new_id()
    assert len(fingerprint(bytes(32), b"value")) == 16
    assert fingerprint(bytes(32), b"value") == fingerprint(bytes(32), b"value")
    assert fingerprint(bytes(32), b"value") != fingerprint(b"f" * 32, b"value")


def test_a_value_that_waits_for_its_turn(draft: Draft):
    change = SecretChange(
        SCOPE.environment, SECRET, {}, SecretBytes(b"value"), pending=True, version=b"n" * 16,
        judged=Judged(128, malformed=True),
    )  # fmt: skip
    body = written(draft, change)
    assert body.fields == {1: 1}
    assert [version.id for version in body.versions] == [b"n" * 16]
    assert body.version_fields == {b"n" * 16: {1: "pending", 3: 128, 4: 1}}


def test_a_value_that_nobody_judged_says_nothing(draft: Draft):
    change = SecretChange(SCOPE.environment, SECRET, {}, SecretBytes(b"v"), judged=Judged(10**9))
    body = written(draft, change)
    assert body.version_fields == {body.versions[0].id: {3: 65_536}}
    change = SecretChange(SCOPE.environment, SECRET, {}, SecretBytes(b"v"), judged=Judged())
    assert written(draft, change).version_fields == {}
