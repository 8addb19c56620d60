"""The characters of generated values, and how many random bits they bring.

Where each class of characters must be present, whole values are drawn until one has them
all: every value that fits is as likely as any other.  Putting the missing one in afterwards
would favour some.
"""

import math
import secrets
import string
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from keystead.core.errors import BadValue

ALPHANUMERIC: Final = string.ascii_letters + string.digits
SYMBOLS: Final = "!#$%&()*+,-./:;<=>?@[]^_{|}~"
"""Printable ASCII but for quotes, backslash and backtick, which shells and files read."""

LOOKALIKES: Final = frozenset("0O1lI|5S2Z8B")
"""Characters that are taken for each other when somebody reads a value out."""

_LETTERS: Final = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
_MOST_SYMBOLS = 32


def check_symbols(text: str) -> str:
    """A chosen set of symbols, each once; BadValue for anything but printable ASCII symbols."""
    if not text or len(text) > _MOST_SYMBOLS or not set(text) <= set(string.punctuation):
        raise BadValue(f"Symbols are 1 to {_MOST_SYMBOLS} of {string.punctuation}")
    return "".join(sorted(set(text)))


def classes(symbols: str = "", readable: bool = False) -> tuple[str, ...]:
    """Lower case, upper case, digits and, where given, symbols.

    ``readable`` leaves the look-alikes out.  Raises BadValue where that leaves no symbol.
    """
    found: tuple[str, ...] = _LETTERS
    if symbols:
        found = (*_LETTERS, check_symbols(symbols))
    if readable:
        found = tuple("".join(c for c in one if c not in LOOKALIKES) for one in found)
    if not all(found):
        raise BadValue("Every symbol that was chosen is a look-alike of another character.")
    return found


def draw(alphabet: str, length: int) -> str:
    """``length`` characters, each as likely; ``choice`` draws by rejection, without remainder."""
    return "".join(secrets.choice(alphabet) for _ in range(length))


def draw_each(parts: Sequence[str], length: int) -> str:
    """``length`` characters with at least one of each part; every such text is as likely.

    Raises BadValue where the length has no room for one of each.
    """
    if length < len(parts):
        raise BadValue(f"One character of each kind needs {len(parts)} characters.")
    alphabet = "".join(parts)
    while True:
        text = draw(alphabet, length)
        if all(any(character in part for character in text) for part in parts):
            return text


def bits(alphabet: str, length: int) -> float:
    """Random bits of ``draw``."""
    return length * math.log2(len(alphabet))


def bits_each(parts: Sequence[str], length: int) -> float:
    """Random bits of ``draw_each``: the logarithm of the number of texts that fit.

    Counted by inclusion and exclusion of the parts that are absent.
    """
    whole = sum(map(len, parts))
    fitting = 0
    for absent in range(len(parts) + 1):
        for left_out in combinations(parts, absent):
            fitting += (-1) ** absent * (whole - sum(map(len, left_out))) ** length
    return math.log2(fitting) if fitting > 0 else 0.0
