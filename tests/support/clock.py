"""A clock that stands still until a test moves it."""


class FakeClock:
    """A ``core.clock.Clock``: both times move together, only by ``advance`` or ``set``."""

    def __init__(self, now: float = 1_767_225_600.0) -> None:
        """Start at *now*, Unix seconds; the default is 2026-01-01 00:00 UTC."""
        self._now = float(now)
        self._monotonic = 1000.0

    def now(self) -> float:
        """Unix time in seconds."""
        return self._now

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; ``set`` does not touch it."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let *seconds* pass on both clocks."""
        assert seconds >= 0
        self._now += seconds
        self._monotonic += seconds

    def set(self, now: float) -> None:
        """Turn the wall clock to *now*, also backwards, as a person or NTP may do."""
        self._now = float(now)
