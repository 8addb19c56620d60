"""Operations: each has one form, and no other is taken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.vault import operations
from keystead.vault.errors import TooLarge, VaultDamaged
from keystead.vault.fields import as_cbor
from keystead.vault.operations import (
    HPKE_KEY,
    SIGNING_KEY,
    Deliver,
    Delivery,
    Epoch,
    Grant,
    Link,
    Loss,
    Renew,
    Right,
    Sealed,
    all_from_cbor,
    from_cbor,
    to_cbor,
)

MEMBER = b"m" * 16
OTHER = b"n" * 16
DEV = b"d" * 16
DIGEST = b"h" * 32
OLDER = b"o" * 32
SIGNING = b"s" * SIGNING_KEY
HPKE = b"k" * HPKE_KEY

ids = st.binary(min_size=16, max_size=16)
hashes = st.binary(min_size=32, max_size=32)
rights = st.sampled_from(Right)
key_rights = st.sampled_from([Right.WRITER, Right.ADMIN, Right.OWNER])
held = st.tuples(st.sampled_from([Right.READER, Right.WRITER]), ids) | st.tuples(
    st.sampled_from([Right.ADMIN, Right.OWNER]), st.none()
)
deliveries = st.lists(
    st.builds(Delivery, ids, hashes), max_size=4, unique_by=lambda item: item.member
).map(tuple)
links = st.lists(st.builds(Link, hashes, hashes), max_size=4).map(tuple)
keys = st.just((b"", b"")) | st.just((SIGNING, HPKE))
all_operations = st.one_of(
    st.builds(lambda m, h, u, k: Grant(m, h[0], h[1], u, k[0], k[1]), ids, held, rights, keys),
    st.builds(lambda m, h, u: Loss(m, h[0], h[1], u), ids, held | st.just((None, None)), rights),
    st.just(Renew(SIGNING, HPKE)),
    st.builds(Epoch, ids, key_rights, hashes, deliveries, links),
    st.builds(Deliver, ids, hashes, key_rights, deliveries),
    st.builds(Sealed, ids, hashes, rights, hashes),
)

SEALED = {0: 6, 1: DEV, 2: 2, 3: OLDER, 4: DIGEST}
GRANT = {0: 1, 1: DEV, 2: 3, 8: MEMBER, 9: 1, 10: SIGNING, 11: HPKE}
LOSS = {0: 2, 1: DEV, 2: 3, 8: MEMBER, 9: 1}
RENEW = {0: 3, 10: SIGNING, 11: HPKE}
EPOCH = {0: 4, 1: DEV, 2: 2, 5: DIGEST, 6: [[MEMBER, DIGEST]], 7: [[OLDER, DIGEST]]}
DELIVER = {0: 5, 1: DEV, 2: 2, 3: OLDER, 6: [[MEMBER, DIGEST]]}
WHOLE = {
    "sealed": SEALED,
    "grant": GRANT,
    "loss": LOSS,
    "renew": RENEW,
    "epoch": EPOCH,
    "deliver": DELIVER,
}


def _without(source: dict[int, Any], *numbers: int) -> dict[int, Any]:
    return {number: value for number, value in source.items() if number not in numbers}


REFUSED: dict[str, Any] = {
    "not a map": [6, DEV],
    "no verb": _without(SEALED, 0),
    "unknown verb 0": SEALED | {0: 0},
    "unknown verb 7": SEALED | {0: 7},
    "verb of another type": SEALED | {0: b"\x06"},
    "unknown field": SEALED | {12: 1},
    "field of another operation": SEALED | {8: MEMBER},
    "right 0": SEALED | {2: 0},
    "right 5": SEALED | {2: 5},
    "short environment": SEALED | {1: DEV[:15]},
    "long epoch": SEALED | {3: OLDER + b"o"},
    "short digest": SEALED | {4: DIGEST[:31]},
    "grant: reader without environment": _without(GRANT, 1),
    "grant: writer without environment": _without(GRANT, 1) | {9: 2},
    "grant: admin of an environment": GRANT | {9: 3},
    "grant: owner of an environment": GRANT | {9: 4},
    "grant: no right": _without(GRANT, 9),
    "grant: only a signing key": _without(GRANT, 11),
    "grant: only an HPKE key": _without(GRANT, 10),
    "grant: short signing key": GRANT | {10: SIGNING[1:]},
    "grant: empty keys": GRANT | {10: b"", 11: b""},
    "grant: long HPKE key": GRANT | {11: HPKE + b"k"},
    "grant: short member": GRANT | {8: MEMBER[1:]},
    "loss: all rights of an environment": _without(LOSS, 9),
    "loss: reader without environment": _without(LOSS, 1),
    "loss: admin of an environment": LOSS | {9: 3},
    "loss: keys": LOSS | {10: SIGNING, 11: HPKE},
    "loss: right null": LOSS | {9: None},
    "renew: one key": _without(RENEW, 11),
    "renew: a member": RENEW | {8: MEMBER},
    "epoch: by a reader": EPOCH | {2: 1},
    "epoch: deliveries twice to one": EPOCH | {6: [[MEMBER, DIGEST], [MEMBER, OLDER]]},
    "epoch: delivery of three": EPOCH | {6: [[MEMBER, DIGEST, DIGEST]]},
    "epoch: delivery to a short id": EPOCH | {6: [[MEMBER[1:], DIGEST]]},
    "epoch: link to a short id": EPOCH | {7: [[OLDER[1:], DIGEST]]},
    "epoch: no links": _without(EPOCH, 7),
    "epoch: short commitment": EPOCH | {5: DIGEST[1:]},
    "deliver: by a reader": DELIVER | {2: 1},
    "deliver: deliveries are no array": DELIVER | {6: {0: MEMBER}},
    "deliver: links": DELIVER | {7: []},
}


@given(all_operations)
def test_an_operation_comes_back(operation):
    assert from_cbor(to_cbor(operation)) == operation


@pytest.mark.parametrize("form", WHOLE.values(), ids=WHOLE)
def test_the_documented_forms(form):
    assert to_cbor(from_cbor(form)) == form


@pytest.mark.parametrize("form", REFUSED.values(), ids=REFUSED)
def test_other_forms_are_refused(form):
    with pytest.raises(VaultDamaged):
        from_cbor(form)


@pytest.mark.parametrize("name", WHOLE)
def test_each_field_is_needed_or_optional_by_the_format(name):
    optional = {("grant", 10), ("grant", 11), ("loss", 9)}
    for number in WHOLE[name]:
        if (name, number) not in optional:
            with pytest.raises(VaultDamaged):
                from_cbor(_without(WHOLE[name], number))


def test_a_grant_without_keys_and_a_loss_of_all_rights():
    grant = from_cbor(_without(GRANT, 10, 11))
    assert grant == Grant(MEMBER, Right.READER, DEV, Right.ADMIN)
    assert from_cbor(_without(LOSS, 1, 9)) == Loss(MEMBER, None, None, Right.ADMIN)


def test_the_number_of_operations_is_checked_before_any_is_read(monkeypatch):
    monkeypatch.setattr(operations, "MAX_OPERATIONS", 2)
    assert len(all_from_cbor([as_cbor(SEALED), as_cbor(SEALED)])) == 2
    with pytest.raises(TooLarge):
        all_from_cbor([None, None, None])
