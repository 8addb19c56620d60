"""Whether something was done to keys, beside looking at them and using them."""

from collections.abc import Iterable

from msgspec.structs import replace

from keystead.core.model import Secret


def done_to(secrets: Iterable[Secret]) -> dict[bytes, Secret]:
    """Secrets by id, without what use alone changes: equal before and after a copy or a run."""
    return {one.id: replace(one, last_used=None, used_in=()) for one in secrets}
