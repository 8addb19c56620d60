"""Values that must not show: masked in repr, str, formatting, logs and tracebacks.

These types keep a secret from being *printed*, and make each place that uses one say
``reveal()``.  ``SecretBytes.wipe`` overwrites the bytes that it holds; what was revealed is
a copy that Python frees in its own time and does not overwrite.  A text cannot be wiped.
"""

import hmac
from typing import NoReturn

MASK = "••••••"


class SecretBytes:
    """Bytes that print as a mask; compared in constant time, never copied or pickled."""

    __slots__ = ("_value", "_wiped")

    def __init__(self, value: bytes) -> None:
        self._value = bytearray(value)
        self._wiped = False

    def reveal(self) -> bytes:
        """A copy of the bytes; the caller answers for where it goes.

        Raises ValueError once they were wiped, so that nobody goes on with zeros.
        """
        if self._wiped:
            raise ValueError("this secret was wiped")
        return bytes(self._value)

    def wipe(self) -> None:
        """Overwrite the bytes with zeros: nobody needs them any more.

        Whoever shares this object loses them, too; that is what it is for.
        """
        self._wiped = True
        self._value[:] = bytes(len(self._value))

    def __len__(self) -> int:
        return len(self._value)

    def __repr__(self) -> str:
        return f"SecretBytes({MASK})"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SecretBytes):
            return NotImplemented
        return hmac.compare_digest(self._value, other._value)

    def __hash__(self) -> int:
        raise TypeError("a secret is not a dictionary key")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never pickled")

    def __getstate__(self) -> NoReturn:
        raise TypeError("a secret is never pickled")


class SecretText:
    """Text that prints as a mask; compared in constant time, never copied or pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; the caller answers for where it goes."""
        return self._value

    def __len__(self) -> int:
        return len(self._value)

    def __repr__(self) -> str:
        return f"SecretText({MASK})"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SecretText):
            return NotImplemented
        return hmac.compare_digest(
            self._value.encode("utf-8", "surrogatepass"),
            other._value.encode("utf-8", "surrogatepass"),
        )

    def __hash__(self) -> int:
        raise TypeError("a secret is not a dictionary key")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never pickled")

    def __getstate__(self) -> NoReturn:
        raise TypeError("a secret is never pickled")
