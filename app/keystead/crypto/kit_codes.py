"""The codes of the Emergency Kit: Crockford base 32 in groups, with a check character.

The bytes are one big-endian number, written with as many symbols as its size needs (32
for 20 bytes, 52 for 32 bytes), then Crockford's check symbol: the number modulo 37, in
the alphabet followed by ``*~$=U``.  37 is prime and above 32, so every single wrong
symbol and every exchange of two neighbours is noticed.  Groups have 4 symbols; the last
has 5, the check symbol being its end.  Source: https://www.crockford.com/base32.html
"""

from keystead.crypto.errors import BadKitCode

SECRET_KEY = 20
RECOVERY_CODE = 32
GROUP = 4

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _ALPHABET + "*~$=U"
_VALUES = {symbol: value for value, symbol in enumerate(_CHECKS)}
# What the eye confuses is read as the digit; none of the three letters is ever printed.
_FORGIVEN = str.maketrans("abcdefghijklmnopqrstuvwxyzOIL", "ABCDEFGH1JK1MN0PQRSTUVWXYZ011")
_SEPARATORS = frozenset("-‐‑‒–—−_")


def encode(data: bytes) -> str:
    """The code in capitals: groups joined by hyphens, check symbol at the end."""
    number = int.from_bytes(data, "big")
    count = _symbol_count(len(data))
    symbols = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
    groups = [symbols[start : start + GROUP] for start in range(0, count, GROUP)]
    return "-".join(groups) + _CHECKS[number % 37]


def decode(text: str, size: int) -> bytes:
    """The ``size`` bytes of a code; BadKitCode with what to compare.

    Forgives lower case, blanks and hyphens anywhere, and O for 0, I and L for 1.
    """
    # Why a check character: a code is typed once, in an emergency, and a slip must be
    # told apart from a wrong sheet.  It is no secret: it follows from the other symbols,
    # and the messages here tell only what the person who typed the code can see.
    symbols = _symbols(text)
    expected = _symbol_count(size) + 1
    if len(symbols) != expected:
        raise BadKitCode(
            f"The code has {len(symbols)} characters; it must have {expected}. "
            "Compare it with the sheet, group by group.",
            length=len(symbols),
            expected=expected,
        )
    number = 0
    for value in symbols[:-1]:
        number = number << 5 | value
    if number % 37 != symbols[-1] or number >> 8 * size:
        raise BadKitCode(
            "The code has a wrong character in it. Compare it with the sheet, group by group."
        )
    return number.to_bytes(size, "big")


def _symbol_count(size: int) -> int:
    return -(-size * 8 // 5)


def _symbols(text: str) -> list[int]:
    """Values of the symbols; only the last may be one of the five extra check symbols."""
    typed = [c for c in text if not c.isspace() and c not in _SEPARATORS]
    values = []
    for position, symbol in enumerate("".join(typed).translate(_FORGIVEN), start=1):
        value = _VALUES.get(symbol)
        if value is None or (value > 31 and position != len(typed)):
            raise BadKitCode(
                f"Character {position} of the code (group {(position - 1) // GROUP + 1}) does "
                "not occur in such codes. Compare it with the sheet.",
                position=position,
            )
        values.append(value)
    return values
