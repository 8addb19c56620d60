"""What came from another computer, counted in keys."""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import structs

from keystead.core.model import Secret


@dataclass(frozen=True)
class News:
    """``number`` of changes by others since the unlock; ``last`` how many came at ``at``
    (Unix seconds) together."""

    number: int = 0
    last: int = 0
    at: float | None = None

    def plus(self, number: int, now: float) -> "News":
        """With so many more, that came now."""
        return News(self.number + number, number, now) if number else self


def changed_secrets(before: Iterable[Secret], after: Iterable[Secret]) -> int:
    """How many Secrets are new, gone or different; a use is no difference."""
    old, new = _by_id(before), _by_id(after)
    return sum(old.get(one) != new.get(one) for one in old.keys() | new.keys())


def _by_id(secrets: Iterable[Secret]) -> dict[bytes, Secret]:
    return {secret.id: structs.replace(secret, last_used=None) for secret in secrets}
