import base64
import re
import secrets
import uuid
from collections import Counter
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.checksums import ends_with_crc32
from keystead.core.errors import BadValue, TooWeak
from keystead.core.generator import (
    MINIMUM_BITS,
    SUGGESTED_BITS,
    entropy_bits,
    generate,
    length_of,
    whole_length,
)
from keystead.core.recipes import TEXTS, Format, Recipe

PATTERNS = {
    Format.HEX: r"[0-9a-f]+",
    Format.BASE64URL: r"[A-Za-z0-9_-]+",
    Format.ALPHANUMERIC: r"[A-Za-z0-9]+",
    Format.SYMBOLS: r"[!#-&(-\[\]-_{-~0-9A-Za-z]+",
    Format.UUID4: r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    Format.UUID7: r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    Format.PREFIXED: r"acme_[A-Za-z0-9]+",
    Format.SYMMETRIC: r"[A-Za-z0-9+/]{43}=",
}
ALL = sorted(TEXTS)
SIZED = [
    *(Format.HEX, Format.BASE64URL, Format.ALPHANUMERIC, Format.SYMBOLS, Format.PREFIXED),
]


def of(form: Format, **choices) -> Recipe:
    prefix = "acme" if form is Format.PREFIXED else ""
    return Recipe(form=form, prefix=prefix, **choices)


@pytest.mark.parametrize("form", ALL)
def test_values_keep_to_their_alphabet_and_differ(form: Format) -> None:
    made = [generate(of(form), 1.8e9).reveal() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(re.fullmatch(PATTERNS[form], value) for value in made)
    assert {len(value) for value in made} == {whole_length(of(form), length_of(of(form)))}


@pytest.mark.parametrize(
    ("form", "length"),
    [(Format.HEX, 64), (Format.BASE64URL, 43), (Format.ALPHANUMERIC, 43), (Format.SYMBOLS, 40)],
)
def test_without_a_size_there_are_256_bits(form: Format, length: int) -> None:
    assert len(generate(of(form))) == length
    assert entropy_bits(of(form), length) >= SUGGESTED_BITS


@given(st.sampled_from(SIZED), st.integers(MINIMUM_BITS, 2_048))
def test_a_value_has_the_bits_asked_for_and_hardly_more(form: Format, bits: int) -> None:
    recipe = of(form, bits=bits)
    length = length_of(recipe)
    assert len(generate(recipe)) == whole_length(recipe, length)
    assert bits <= entropy_bits(recipe, length) < bits + 8


@given(st.sampled_from(SIZED), st.integers(32, 300))
def test_a_value_has_the_length_asked_for(form: Format, length: int) -> None:
    if form is Format.BASE64URL and length % 4 == 1:
        with pytest.raises(BadValue) as caught:
            generate(of(form, length=length))
        length += 1
        assert caught.value.data["length"] == length
    recipe = of(form, length=length)
    assert len(generate(recipe)) == whole_length(recipe, length)


def test_base64_decodes_to_whole_bytes() -> None:
    text = generate(of(Format.BASE64URL, bits=256)).reveal()
    assert len(base64.urlsafe_b64decode(text + "=")) == 32
    assert len(base64.b64decode(generate(of(Format.SYMMETRIC)).reveal())) == 32


def test_uuids_are_of_their_version_and_variant() -> None:
    four = uuid.UUID(generate(of(Format.UUID4)).reveal())
    seven = uuid.UUID(generate(of(Format.UUID7), 1_800_000_000.25).reveal())
    assert (four.version, four.variant) == (4, uuid.RFC_4122)
    assert (seven.version, seven.variant) == (7, uuid.RFC_4122)
    assert seven.int >> 80 == 1_800_000_000_250
    assert (entropy_bits(of(Format.UUID4), 36), entropy_bits(of(Format.UUID7), 36)) == (122, 74)


def test_a_prefixed_value_ends_with_its_checksum() -> None:
    value = generate(of(Format.PREFIXED)).reveal()
    body = value.removeprefix("acme_")
    assert ends_with_crc32(body)
    other = "A" if body[0] != "A" else "B"
    assert not ends_with_crc32(other + body[1:])


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        (Format.HEX, {"bits": 124}),
        (Format.HEX, {"length": 31}),
        (Format.ALPHANUMERIC, {"length": 21}),
        (Format.BASE64URL, {"length": 20}),
        (Format.SYMBOLS, {"length": 12}),
        (Format.PREFIXED, {"length": 20}),
    ],
)
def test_under_128_bits_is_refused_unless_allowed(form: Format, sizes: dict[str, int]) -> None:
    with pytest.raises(TooWeak, match="256 bits are suggested") as caught:
        generate(of(form, **sizes))
    assert caught.value.data["minimum"] == 128
    assert generate(of(form, **sizes, allow_weak=True))


def test_what_is_not_made_of_characters_is_refused() -> None:
    with pytest.raises(BadValue):
        generate(of(Format.JWT, allow_weak=True))


def chi_squared(text: str, symbols: int) -> tuple[float, float]:
    """The statistic, and what a sound source exceeds once in about 10^9 runs."""
    counts = Counter(text)
    assert len(counts) == symbols
    expected = len(text) / symbols
    statistic = sum((number - expected) ** 2 / expected for number in counts.values())
    freedom = symbols - 1
    # Wilson and Hilferty's approximation, six standard deviations out.
    return statistic, freedom * (1 - 2 / (9 * freedom) + 6 * (2 / (9 * freedom)) ** 0.5) ** 3


@pytest.mark.parametrize(
    ("form", "symbols"),
    [(Format.HEX, 16), (Format.ALPHANUMERIC, 62), (Format.BASE64URL, 64), (Format.SYMBOLS, 90)],
)
def test_no_character_is_favoured(form: Format, symbols: int) -> None:
    # Six bits a character: whole groups of four characters have no padding bits.
    text = "".join(generate(of(form, length=400)).reveal() for _ in range(150))
    statistic, limit = chi_squared(text, symbols)
    assert statistic < limit


@pytest.mark.parametrize("form", ALL)
def test_only_the_system_s_random_source_is_used(
    form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> NoReturn:
        raise OSError("no random source")

    for name in ("token_bytes", "token_hex", "choice"):
        monkeypatch.setattr(secrets, name, gone)
    with pytest.raises(OSError, match="no random source"):
        generate(of(form))
