import base64
import re
import secrets
import uuid
from collections import Counter
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.errors import BadValue, TooWeak
from keystead.core.generator import (
    ALPHANUMERIC,
    MAX_BITS,
    MINIMUM_BITS,
    SUGGESTED_BITS,
    Format,
    entropy_bits,
    generate,
    length_of,
)

ALPHABETS = {
    Format.HEX: r"[0-9a-f]+",
    Format.BASE64URL: r"[A-Za-z0-9_-]+",
    Format.ALPHANUMERIC: r"[A-Za-z0-9]+",
    Format.UUID4: r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
}
SIZED = [Format.HEX, Format.BASE64URL, Format.ALPHANUMERIC]


@pytest.mark.parametrize("form", list(Format))
def test_values_keep_to_their_alphabet_and_differ(form: Format) -> None:
    made = [generate(form).reveal() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(re.fullmatch(ALPHABETS[form], value) for value in made)
    assert all(len(value) == length_of(form) for value in made)


@pytest.mark.parametrize(
    ("form", "length"), [(Format.HEX, 64), (Format.BASE64URL, 43), (Format.ALPHANUMERIC, 43)]
)
def test_without_a_size_there_are_256_bits(form: Format, length: int) -> None:
    assert len(generate(form)) == length
    assert entropy_bits(form, length) >= SUGGESTED_BITS


@given(st.sampled_from(SIZED), st.integers(MINIMUM_BITS, 2_048))
def test_a_value_has_the_bits_asked_for_and_hardly_more(form: Format, bits: int) -> None:
    value = generate(form, bits=bits)
    assert bits <= entropy_bits(form, len(value)) < bits + 8


@given(st.sampled_from(SIZED), st.integers(32, 300))
def test_a_value_has_the_length_asked_for(form: Format, length: int) -> None:
    if form is Format.BASE64URL and length % 4 == 1:
        with pytest.raises(BadValue) as caught:
            generate(form, length=length)
        length += 1
        assert caught.value.data["length"] == length
    assert len(generate(form, length=length)) == length


def test_base64url_decodes_to_whole_bytes() -> None:
    text = generate(Format.BASE64URL, bits=256).reveal()
    assert len(base64.urlsafe_b64decode(text + "=")) == 32


def test_a_uuid_is_one_of_version_4() -> None:
    value = uuid.UUID(generate(Format.UUID4).reveal())
    assert (value.version, value.variant) == (4, uuid.RFC_4122)
    assert entropy_bits(Format.UUID4, 36) == 122


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        (Format.HEX, {"bits": 124}),
        (Format.HEX, {"length": 31}),
        (Format.ALPHANUMERIC, {"length": 21}),
        (Format.BASE64URL, {"length": 20}),
    ],
)
def test_under_128_bits_is_refused_unless_allowed(form: Format, sizes: dict[str, int]) -> None:
    with pytest.raises(TooWeak, match="256 bits are suggested") as caught:
        generate(form, bits=sizes.get("bits"), length=sizes.get("length"))
    assert caught.value.data["minimum"] == 128
    assert generate(form, bits=sizes.get("bits"), length=sizes.get("length"), allow_weak=True)


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        (Format.HEX, {"bits": 256, "length": 64}),
        (Format.HEX, {"bits": 0}),
        (Format.HEX, {"bits": MAX_BITS + 1}),
        (Format.HEX, {"length": 0}),
        (Format.HEX, {"length": 100_000}),
        (Format.UUID4, {"bits": 128}),
        (Format.UUID4, {"length": 36}),
    ],
)
def test_sizes_that_make_no_sense_are_refused(form: Format, sizes: dict[str, int]) -> None:
    with pytest.raises(BadValue):
        generate(form, bits=sizes.get("bits"), length=sizes.get("length"), allow_weak=True)


@pytest.mark.parametrize("form", [Format.HEX, Format.ALPHANUMERIC, Format.BASE64URL])
def test_no_character_is_favoured(form: Format) -> None:
    """Chi-squared over 60,000 characters; a sound source fails once in about 10^9 runs."""
    # Six bits a character: whole groups of four characters have no padding bits.
    text = "".join(generate(form, length=400).reveal() for _ in range(150))
    counts = Counter(text)
    symbols = {Format.HEX: 16, Format.ALPHANUMERIC: 62, Format.BASE64URL: 64}[form]
    assert len(counts) == symbols
    expected = len(text) / symbols
    statistic = sum((number - expected) ** 2 / expected for number in counts.values())
    freedom = symbols - 1
    # Wilson and Hilferty's approximation, six standard deviations out.
    limit = freedom * (1 - 2 / (9 * freedom) + 6 * (2 / (9 * freedom)) ** 0.5) ** 3
    assert statistic < limit


def test_the_alphabet_has_each_letter_and_digit_once() -> None:
    assert len(ALPHANUMERIC) == len(set(ALPHANUMERIC)) == 62


@pytest.mark.parametrize("form", list(Format))
def test_only_the_system_s_random_source_is_used(
    form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> NoReturn:
        raise OSError("no random source")

    for name in ("token_bytes", "token_hex", "choice"):
        monkeypatch.setattr(secrets, name, gone)
    with pytest.raises(OSError, match="no random source"):
        generate(form)
