"""What commands ask: an unlocked vault, wherever it is.  For the type checker alone."""

from collections.abc import Mapping
from typing import Protocol


class Session(Protocol):
    """An unlocked vault that can be asked, here or in another process."""

    def call(self, method: str, params: Mapping[str, object] | None = None) -> dict[str, object]:
        """The answer of ``services.requests``; raises what it raises."""
        ...

    def close(self) -> None:
        """Done: hang up, or lock what was unlocked for this command alone."""
        ...
