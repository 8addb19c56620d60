"""Padding to 256 bytes, then powers of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.padding import pad, padded_size, unpad


@pytest.mark.parametrize(
    ("length", "size"),
    [(0, 256), (1, 256), (252, 256), (253, 512), (508, 512), (509, 1024), (65536, 131072)],
)
def test_sizes(length: int, size: int) -> None:
    assert padded_size(length) == len(pad(bytes(length))) == size


def test_the_layout() -> None:
    assert pad(b"abc") == b"\0\0\0\x03abc" + bytes(249)


@given(st.binary(max_size=3000))
def test_what_is_padded_comes_back(value: bytes) -> None:
    padded = pad(value)
    assert unpad(padded) == value
    assert len(padded) >= 256
    assert len(padded) & (len(padded) - 1) == 0
    assert len(padded) == 256 or len(padded) < 2 * (len(value) + 4)


@pytest.mark.parametrize(
    "padded",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0\0\0", id="half a prefix"),
        pytest.param(b"\0\0\0\0", id="no padding"),
        pytest.param(pad(b"abc")[:-1], id="cut short"),
        pytest.param(pad(b"abc") + b"\0", id="too long"),
        pytest.param(pad(b"abc") + bytes(256), id="a larger class than needed"),
        pytest.param(b"\xff\xff\xff\xff" + bytes(252), id="length beyond the end"),
        pytest.param(b"\0\0\0\xfd" + bytes(252), id="one beyond the end"),
        pytest.param(pad(b"abc")[:-1] + b"\1", id="something in the padding"),
    ],
)
def test_only_one_encoding_is_read(padded: bytes) -> None:
    with pytest.raises(DecryptionFailed):
        unpad(padded)
