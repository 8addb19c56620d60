"""The clock of this computer."""

import time


class SystemClock:
    """Implements ``core.clock.Clock``."""

    def now(self) -> float:
        """Unix time, in seconds, UTC."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never go back."""
        return time.monotonic()
