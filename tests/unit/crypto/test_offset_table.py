"""The table that binds codes into a key."""

import hashlib
import hmac
import time

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import given, settings
from hypothesis import strategies as st

from keystead.crypto import offset_table, totp
from keystead.crypto.errors import BadParameters
from keystead.crypto.kdf import hkdf
from keystead.crypto.offset_table import build, check_entries, table_key, target_at

SECRET = b"12345678901234567890"
KEY = bytes(range(32))
TARGET = 314_159
NOW = 59_666_666
MILLION = 10**6
# The first windows of SECRET, from 0 on, whose value lies in the last, incomplete million.
JUNK = [
    window
    for window, value in enumerate(totp.PreparedHmac(SECRET).truncations(0, 20_000))
    if value >= 2147 * MILLION
]


def silent(done: int, total: int) -> None:
    """No progress wanted."""


def table(first: int, count: int, target: int = TARGET) -> bytes:
    return build(SECRET, KEY, target, first, count, silent)


def keystream_number(key: bytes, position: int) -> int:
    """Number at a position, from AES itself: block i // 2, half i % 2."""
    # One block of AES itself is what CTR is made of.
    aes = Cipher(AES256(key), ECB()).encryptor()  # noqa: S305
    block = aes.update((position // 2).to_bytes(16, "big"))
    return int.from_bytes(block[8 * (position % 2) :][:8], "big") % MILLION


def second_opinion(window: int) -> int:
    """One entry, written again from the design's text."""
    digest = hmac.digest(SECRET, window.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    value = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    code = value % MILLION
    if value >= 2147 * MILLION:
        code = keystream_number(hkdf(SECRET, b"keystead/v1/capsule/junk"), window)
    return (TARGET - code + keystream_number(KEY, window)) % MILLION


def entry(made: bytes, place: int) -> int:
    return int.from_bytes(made[3 * place : 3 * place + 3], "big")


def test_entries_are_those_of_the_design() -> None:
    for first in (0, 1, NOW, NOW + 1, 2**40 - 60):
        made = table(first, 50)
        assert len(made) == 150
        for place in range(50):
            assert entry(made, place) == second_opinion(first + place)


def test_junk_windows_are_those_of_the_design() -> None:
    assert JUNK
    for window in JUNK:
        assert entry(table(window, 1), 0) == second_opinion(window)
        assert entry(table(window - 3, 7), 3) == second_opinion(window)


def test_a_known_table() -> None:
    """Pinned, so that a change of the format cannot pass unseen."""
    digest = hashlib.sha256(table(NOW, 20_000)).hexdigest()
    assert digest == "2b4810b2165f6371d5bc385494bcba7294b23b07e150d913f7740b5436176d2d"


def test_the_right_code_gives_the_target_in_every_window_but_junk() -> None:
    made = table(0, 20_000)
    for window in range(0, 20_000, 7):
        code = totp.parse_code(totp.code(SECRET, window))
        right = target_at(made, KEY, 0, window, code) == TARGET
        assert right == (window not in JUNK)
    for window in JUNK:
        code = totp.parse_code(totp.code(SECRET, window))
        assert target_at(made, KEY, 0, window, code) != TARGET
        following = totp.parse_code(totp.code(SECRET, window + 1))
        assert target_at(made, KEY, 0, window + 1, following) == TARGET


def test_wrong_codes_and_wrong_keys_give_other_targets() -> None:
    made = table(NOW, 10)
    code = totp.parse_code(totp.code(SECRET, NOW))
    assert target_at(made, KEY, NOW, NOW, code) == TARGET
    assert target_at(made, KEY, NOW, NOW, (code + 1) % MILLION) == TARGET + 1
    assert target_at(made, KEY, NOW, NOW + 1, code) != TARGET
    assert target_at(made, bytes(32), NOW, NOW, code) != TARGET


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**40 - 400), st.integers(0, 150), st.integers(0, 150))
def test_append_and_cut_keep_old_bytes_verbatim(first: int, before: int, after: int) -> None:
    whole = table(first, before + after)
    assert table(first, before) + table(first + before, after) == whole
    assert whole[3 * before :] == table(first + before, after)


def test_slices_leave_no_seam() -> None:
    seam = offset_table._SLICE
    made = table(NOW, 2 * seam + 5)
    for place in (0, seam - 1, seam, seam + 1, 2 * seam - 1, 2 * seam, 2 * seam + 4):
        assert made[3 * place : 3 * place + 3] == table(NOW + place, 1)


def test_progress_is_told_and_can_stop_the_work() -> None:
    seam = offset_table._SLICE
    told: list[tuple[int, int]] = []
    build(SECRET, KEY, TARGET, NOW, seam + 5, lambda done, total: told.append((done, total)))
    assert told == [(seam, seam + 5), (seam + 5, seam + 5)]

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        build(SECRET, KEY, TARGET, NOW, 10 * seam, stop)


def test_an_empty_range_is_empty() -> None:
    assert table(NOW, 0) == b""


@pytest.mark.parametrize(
    ("secret", "target", "first", "count"),
    [
        pytest.param(SECRET[:-1], 0, NOW, 1, id="secret of 19 bytes"),
        pytest.param(SECRET + b"1", 0, NOW, 1, id="secret of 21 bytes"),
        pytest.param(SECRET, -1, NOW, 1, id="target below 0"),
        pytest.param(SECRET, MILLION, NOW, 1, id="target of a million"),
        pytest.param(SECRET, 0, -1, 1, id="before 1970"),
        pytest.param(SECRET, 0, NOW, -1, id="count below 0"),
        pytest.param(SECRET, 0, NOW, 1_500_001, id="count above the limit"),
        pytest.param(SECRET, 0, 2**40 - 1, 1, id="end of time"),
    ],
)
def test_ranges_outside_the_format_are_refused(
    secret: bytes, target: int, first: int, count: int
) -> None:
    with pytest.raises(BadParameters):
        build(secret, KEY, target, first, count, silent)


@pytest.mark.parametrize(
    ("window", "code"), [(NOW - 1, 0), (NOW + 10, 0), (NOW, MILLION), (NOW, -1)]
)
def test_lookups_outside_the_table_are_refused(window: int, code: int) -> None:
    with pytest.raises(BadParameters):
        target_at(table(NOW, 10), KEY, NOW, window, code)


def test_the_table_key_depends_on_every_part() -> None:
    d, a, h = (bytes([number]) * 32 for number in range(3))
    made = table_key(d, a, h)
    assert made == hkdf(d + a, b"keystead/v1/capsule/table", salt=h)
    assert len(made) == 32
    assert len({made, table_key(KEY, a, h), table_key(d, KEY, h), table_key(d, a, KEY)}) == 4


@pytest.mark.parametrize("sizes", [(31, 32, 32), (32, 31, 32), (32, 33, 32), (32, 32, 0)])
def test_the_parts_of_a_table_key_have_32_bytes(sizes: tuple[int, int, int]) -> None:
    with pytest.raises(BadParameters):
        table_key(bytes(sizes[0]), bytes(sizes[1]), bytes(sizes[2]))


def test_a_built_table_passes_the_check() -> None:
    check_entries(table(NOW, 20_000))
    check_entries(bytes(3))
    check_entries((MILLION - 1).to_bytes(3, "big") * 1_500_000)


@pytest.mark.parametrize("made", [b"", b"\0", bytes(4), bytes(3 * 1_500_001)])
def test_tables_of_a_wrong_size_are_refused(made: bytes) -> None:
    with pytest.raises(BadParameters):
        check_entries(made)


@settings(max_examples=300)
@given(
    st.one_of(
        st.integers(0, 2**24 - 1),
        st.integers(MILLION - 600, MILLION + 600),
        st.sampled_from([0x0F423F, 0x0F4240, 0x0F41FF, 0x0F4300, 0x0EFFFF, 0x100000, 0x0F3FFF]),
    ),
    st.integers(0, 8),
)
def test_the_check_finds_every_entry_out_of_range(value: int, place: int) -> None:
    made = bytearray((MILLION - 1).to_bytes(3, "big") * 9)
    made[3 * place : 3 * place + 3] = value.to_bytes(3, "big")
    if value < MILLION:
        check_entries(bytes(made))
    else:
        with pytest.raises(BadParameters):
            check_entries(bytes(made))


def test_the_check_does_not_join_bytes_of_neighbours() -> None:
    """A high byte of one entry and a middle byte of the next are no number."""
    check_entries(bytes.fromhex("0f0000 00ff00 0000ff 0f423f"))


def test_a_full_table_is_checked_fast() -> None:
    made = bytes(range(15)) * 230_000
    best = min(_timed(made) for _ in range(3))
    assert best < 0.2, "by slices, not entry by entry"


def _timed(made: bytes) -> float:
    start = time.process_time()
    check_entries(made)
    return time.process_time() - start
