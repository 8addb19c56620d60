"""Time as a parameter: what runs in a test runs under the test's clock."""

from typing import Protocol


class Clock(Protocol):
    """Where every layer gets the time from."""

    def now(self) -> float:
        """Unix time, in seconds, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never go back."""
        ...
