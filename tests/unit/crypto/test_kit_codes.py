"""The Emergency Kit's codes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.crypto.errors import BadKitCode
from keystead.crypto.kit_codes import RECOVERY_CODE, SECRET_KEY, decode, encode

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = CROCKFORD + "*~$=U"
TYPED = {"0": "0Oo", "1": "1IiLl", "-": "-–_ "}
DATA = st.one_of(st.binary(min_size=20, max_size=20), st.binary(min_size=32, max_size=32))
KEY = bytes(range(100, 120))


def test_sizes() -> None:
    assert (SECRET_KEY, RECOVERY_CODE) == (20, 32)
    for size, groups in ((20, 8), (32, 13)):
        parts = encode(bytes(size)).split("-")
        assert [len(part) for part in parts] == [4] * (groups - 1) + [5]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(20), "0000-0000-0000-0000-0000-0000-0000-00000"),
        (bytes(19) + b"\x01", "0000-0000-0000-0000-0000-0000-0000-00011"),
        (bytes(19) + b"\x20", "0000-0000-0000-0000-0000-0000-0000-0010*"),
        (bytes(19) + b"\x21", "0000-0000-0000-0000-0000-0000-0000-0011~"),
        (bytes(19) + b"\x22", "0000-0000-0000-0000-0000-0000-0000-0012$"),
        (bytes(19) + b"\x23", "0000-0000-0000-0000-0000-0000-0000-0013="),
        (bytes(19) + b"\x24", "0000-0000-0000-0000-0000-0000-0000-0014U"),
        (bytes(19) + b"\x25", "0000-0000-0000-0000-0000-0000-0000-00150"),
        (b"\xff" * 20, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ" + CHECKS[(2**160 - 1) % 37]),
    ],
)  # fmt: skip
def test_known_codes(data: bytes, code: str) -> None:
    assert encode(data) == code
    assert decode(code, 20) == data


@given(DATA)
def test_a_code_reads_back(data: bytes) -> None:
    code = encode(data)
    assert decode(code, len(data)) == data
    assert set(code[:-1]) <= set(CROCKFORD + "-")


@given(DATA, st.integers(0, 2**32))
def test_a_code_reads_back_as_people_type_it(data: bytes, seed: int) -> None:
    choose = Random(seed)
    typed = ""
    for symbol in encode(data):
        as_typed = choose.choice(TYPED.get(symbol, symbol))
        typed += choose.choice([as_typed, as_typed.lower()])
        typed += choose.choice(["", "", "", " ", "\n", "-", "\u00a0", "‑"])
    assert decode(typed, len(data)) == data


@given(DATA, st.data())
def test_one_wrong_symbol_is_noticed(data: bytes, draw: st.DataObject) -> None:
    symbols = list(encode(data).replace("-", ""))
    place = draw.draw(st.integers(0, len(symbols) - 1))
    alphabet = CROCKFORD + ("*~$=U" if place == len(symbols) - 1 else "")
    symbols[place] = draw.draw(st.sampled_from([c for c in alphabet if c != symbols[place]]))
    with pytest.raises(BadKitCode):
        decode("".join(symbols), len(data))


@given(DATA, st.data())
def test_exchanged_neighbours_are_noticed(data: bytes, draw: st.DataObject) -> None:
    symbols = list(encode(data).replace("-", ""))
    place = draw.draw(st.integers(0, len(symbols) - 3))
    swapped = symbols.copy()
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    if swapped == symbols:
        assert decode("".join(swapped), len(data)) == data
    else:
        with pytest.raises(BadKitCode):
            decode("".join(swapped), len(data))


@pytest.mark.parametrize("typed", ["", "-", encode(KEY)[:-1], encode(KEY) + "0", encode(bytes(32))])
def test_another_length_is_told(typed: str) -> None:
    with pytest.raises(BadKitCode) as caught:
        decode(typed, 20)
    assert caught.value.data["expected"] == 33
    assert "must have 33" in caught.value.message


@pytest.mark.parametrize(
    ("symbol", "place"), [("!", 0), ("é", 4), ("U", 9), ("u", 9), ("*", 31), ("１", 2), ("ſ", 3)]
)
def test_a_foreign_symbol_is_told_with_its_place(symbol: str, place: int) -> None:
    symbols = list(encode(KEY).replace("-", ""))
    symbols[place] = symbol
    with pytest.raises(BadKitCode) as caught:
        decode("".join(symbols), 20)
    assert caught.value.data == {"position": place + 1}
    assert f"group {place // 4 + 1}" in caught.value.message


def test_a_number_too_large_for_its_size_is_refused() -> None:
    """52 symbols carry 260 bits; the four in front of a recovery code's 256 are zero."""
    number = 1 << 256
    symbols = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(52)))
    with pytest.raises(BadKitCode):
        decode(symbols + CHECKS[number % 37], 32)


def test_no_message_repeats_the_code() -> None:
    code = encode(KEY).replace("-", "")
    for typed in (code[:-1], "0" + code[1:], "!" + code[1:]):
        with pytest.raises(BadKitCode) as caught:
            decode(typed, 20)
        assert code[5:12] not in repr(caught.value) + caught.value.message
