"""How hard a value is to guess, told from its characters alone; nothing of it is kept.

A rough upper bound, meant to find values that are certainly weak: a short word, one
character many times, 123456.  A passphrase that a person chose is judged by zxcvbn instead,
where there is time for it.
"""

import itertools
import math
import string
from typing import Final

MAX_JUDGED: Final = 4_096
"""Characters that are looked at; more only add to what is strong already."""

ENOUGH: Final = 256
"""Bits above which nothing more is said."""

WEAK: Final = 64
"""Bits below which a value is called weak: within reach of whoever can try offline."""

_CLASSES: Final = tuple(
    map(frozenset, (string.digits, string.ascii_lowercase, string.ascii_uppercase))
)
_HEX: Final = frozenset("0123456789abcdef")
_OTHER: Final = 33


def bits_of(text: str) -> int:
    """What guessing the text takes at most, in bits, up to 256; 0 for nothing.

    A character that repeats the one before it, or goes on with a row such as ``abc`` or
    ``321``, adds next to nothing.
    """
    looked_at = text[:MAX_JUDGED]
    telling = sum(not _follows(before, after) for before, after in itertools.pairwise(looked_at))
    # Few different characters: as in ababab.
    telling = min(telling + bool(looked_at), len(set(looked_at)) ** 2)
    return min(ENOUGH, int(telling * math.log2(max(2, _alphabet(looked_at)))))


def _follows(before: str, after: str) -> bool:
    return abs(ord(after) - ord(before)) <= 1 and before.isalnum() == after.isalnum()


def _alphabet(text: str) -> int:
    used = frozenset(text)
    if used <= _HEX and not used <= _CLASSES[0] and len(text) >= 16:
        return len(_HEX)
    known = frozenset().union(*_CLASSES)
    size = sum(len(one) for one in _CLASSES if used & one)
    return size + (_OTHER if used - known else 0)
