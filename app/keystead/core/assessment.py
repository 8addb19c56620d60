"""How hard a value is to guess, told from its characters alone; nothing of it is kept.

A rough upper bound, meant to find values that are certainly weak: a short word, one
character many times, 123456.  A passphrase that a person chose is judged by zxcvbn instead,
where there is time for it.
"""

import itertools
import math
import re
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
_HEX: Final = tuple(map(frozenset, ("0123456789abcdef", "0123456789ABCDEF")))
_OTHER: Final = 33
_RUN: Final = 3
"""Equal steps from which on a row counts as one: random hex has shorter ones by chance."""

_UUID = re.compile(
    r"(?:urn:uuid:|\{)?[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}?",
    re.IGNORECASE,
)
# RFC 9562 §5: random bits by version.  Of the others the computer is no secret, and a day has
# less than 2^40 of their ticks of 100 ns; 3, 5 and 8 are as hard as what they were made of.
_UUID_BITS: Final = {"1": 39, "2": 39, "6": 39, "4": 122, "7": 74}
_MOST_UUID_BITS: Final = 122


def bits_of(text: str) -> int:
    """What guessing the text takes at most, in bits, up to 256; 0 for nothing.

    In a row of four and more such as ``aaaa``, ``abcd`` or ``4321`` only two characters count.  A
    UUID has no more than the random bits of its version.
    """
    looked_at = text[:MAX_JUDGED]
    # Few different characters: as in ababab.
    telling = min(_telling(looked_at), len(set(looked_at)) ** 2)
    bits = min(ENOUGH, int(telling * math.log2(max(2, _alphabet(looked_at)))))
    found = _UUID.fullmatch(looked_at)
    return bits if found is None else min(bits, _UUID_BITS.get(found[1], _MOST_UUID_BITS))


def _telling(text: str) -> int:
    """Characters that do not go on with a row."""
    steps = itertools.starmap(_step, itertools.pairwise(text))
    rows = (len(list(row)) for step, row in itertools.groupby(steps) if step is not None)
    return len(text) - sum(size - 1 for size in rows if size >= _RUN)


def _step(before: str, after: str) -> int | None:
    """-1, 0 or 1 where one follows the other; None elsewhere."""
    step = ord(after) - ord(before)
    return step if -1 <= step <= 1 and before.isalnum() == after.isalnum() else None


def _alphabet(text: str) -> int:
    used = frozenset(text)
    if len(text) >= 16 and not used <= _CLASSES[0] and any(used <= one for one in _HEX):
        return len(_HEX[0])
    known = frozenset().union(*_CLASSES)
    size = sum(len(one) for one in _CLASSES if used & one)
    return size + (_OTHER if used - known else 0)
