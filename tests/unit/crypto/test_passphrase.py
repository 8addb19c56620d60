"""Normalising passphrases."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.crypto.errors import BadPassphrase
from keystead.crypto.passphrase import normalise

STABLE = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]), min_size=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("correct horse", b"correct horse"),
        ("\u00e9", b"\xc3\xa9"),
        ("e\u0301", b"\xc3\xa9"),
        ("\u212b", b"\xc3\x85"),
        ("\ufb01", "\ufb01".encode()),
        (" a ", b" a "),
        ("🗝️", "🗝️".encode()),
    ],
)
def test_known_forms(text: str, expected: bytes) -> None:
    assert normalise(text) == expected


@given(STABLE)
def test_composed_and_decomposed_are_one_passphrase(text: str) -> None:
    made = normalise(text)
    assert made == normalise(unicodedata.normalize("NFD", text))
    assert made == normalise(made.decode("utf-8"))


@pytest.mark.parametrize(
    "code_point",
    [0, 0x9, 0xA, 0xD, 0x1B, 0x7F, 0x85, 0xD800, 0xDFFF, 0x378, 0xFDD0, 0xFFFF, 0x10FFFF],
)
def test_unstable_characters_are_refused_with_their_place(code_point: int) -> None:
    character = chr(code_point)
    for text, position in ((f"ab{character}", 3), (character, 1)):
        with pytest.raises(BadPassphrase) as caught:
            normalise(text)
        assert caught.value.data == {"position": position}
        assert f"character {position}" in caught.value.message
        assert character not in caught.value.message


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(BadPassphrase):
        normalise("")


def test_no_message_repeats_the_passphrase() -> None:
    with pytest.raises(BadPassphrase) as caught:
        normalise("hunter2\n")
    assert "hunter2" not in caught.value.message
