import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.vault.bodies import (
    MAX_BYTES,
    Action,
    Adopt,
    Body,
    Event,
    NewVersion,
    ObjectKind,
    Purge,
    Purged,
    Reseal,
    Write,
    from_bytes,
    to_bytes,
)
from keystead.vault.cbor import Cbor, encode
from keystead.vault.errors import VaultDamaged
from keystead.vault.fields import as_cbor
from keystead.vault.operations import Right

ids, hashes = st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)
times = st.integers(0, 2**40)
plain = st.one_of(
    times, st.text(max_size=8), st.binary(max_size=8), st.none(), st.booleans(),
    st.lists(st.text(max_size=4), max_size=3),
)  # fmt: skip
registers = st.dictionaries(st.integers(0, 255), plain, max_size=4)
versions = st.builds(
    NewVersion, ids, st.integers(0, 65_536), st.binary(min_size=16, max_size=16), hashes
)
bodies = st.one_of(
    st.builds(
        Write,
        st.sampled_from(ObjectKind),
        ids,
        registers,
        st.lists(versions, max_size=3).map(tuple),
        st.dictionaries(ids, registers, max_size=3),
        st.lists(ids, max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    ),
    st.builds(Event, st.sampled_from(Action), times, ids, ids, st.text(max_size=9), times),
    st.builds(Event, st.sampled_from(Action), times, where=st.text(max_size=9), count=times),
    st.builds(
        Purge,
        st.lists(
            st.builds(Purged, ids, ids, st.lists(hashes, max_size=2).map(tuple)), max_size=3
        ).map(tuple),
    ),
    st.builds(Adopt, hashes, st.sampled_from(Right)),
    st.builds(Reseal, ids, ids, hashes),
)


@given(bodies)
def test_a_body_is_read_as_it_was_written(body: Body):
    assert from_bytes(to_bytes(body)) == body


@given(st.binary(max_size=60))
def test_random_bytes_are_a_body_or_damage(data: bytes):
    with contextlib.suppress(VaultDamaged):
        assert to_bytes(from_bytes(data)) == data


N, H, F = b"i" * 16, b"h" * 32, b"f" * 16


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {0: 0},
        {0: 6},
        {0: "1"},
        {0: 1},
        {0: 1, 1: 5, 2: N, 3: {}},
        {0: 1, 1: 1, 2: b"short", 3: {}},
        {0: 1, 1: 1, 2: N, 3: []},
        {0: 1, 1: 1, 2: N, 3: {}, 9: 1},
        {0: 1, 1: 1, 2: N, 3: {}, 4: [N]},
        {0: 1, 1: 1, 2: N, 3: {}, 4: [[N, 1, F]]},
        {0: 1, 1: 1, 2: N, 3: {}, 4: [[N, 65_537, F, H]]},
        {0: 1, 1: 1, 2: N, 3: {}, 4: [[N, True, F, H]]},
        {0: 1, 1: 1, 2: N, 3: {}, 5: [N]},
        {0: 1, 1: 1, 2: N, 3: {}, 5: [[N, []]]},
        {0: 1, 1: 1, 2: N, 3: {}, 5: [[5, {}]]},
        {0: 1, 1: 1, 2: N, 3: {}, 6: [H]},
        {0: 2, 1: 99, 2: 1, 3: "", 4: 1},
        {0: 2, 1: 1, 2: 1, 3: "", 4: 1, 5: N},
        {0: 2, 1: 1, 2: 1, 3: b"", 4: 1},
        {0: 3, 1: [N]},
        {0: 3, 1: [[N, N, H]]},
        {0: 3, 1: [[N, N, [N]]]},
        {0: 3, 1: [[N, 5, [H]]]},
        {0: 4, 1: H, 2: 0},
        {0: 4, 1: H, 2: 5},
        {0: 4, 1: N, 2: 1},
        {0: 5, 1: N, 2: N},
        {0: 5, 1: N, 2: N, 3: N},
    ],
)
def test_what_is_no_body_is_damage(fields: dict[int, Cbor]):
    with pytest.raises(VaultDamaged):
        from_bytes(encode(as_cbor(fields)))


def test_a_body_has_a_limit():
    body = Write(ObjectKind.SECRET, N, {26: "n" * MAX_BYTES})
    with pytest.raises(VaultDamaged):
        from_bytes(to_bytes(body))


def test_what_a_write_does_not_say_takes_no_room():
    bare = Write(ObjectKind.SECRET, N)
    assert to_bytes(bare) == encode(as_cbor({0: 1, 1: 1, 2: N, 3: {}}))
    full = Write(
        ObjectKind.SECRET, N, {10: "A"}, (NewVersion(N, 1, F, H),), {N: {1: "retired"}}, (N,)
    )
    assert [from_bytes(to_bytes(body)) for body in (bare, full)] == [bare, full]
