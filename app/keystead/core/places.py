"""All places of a Secret: where it was put by us, and what people noted beside."""

from keystead.core.model import Place, Secret

FILE = "file"
PROGRAM = "program"


def all_places(secret: Secret) -> tuple[Place, ...]:
    """Those told by uses first, the last one first; of what people noted those that no use
    tells of."""
    told = {place.where for place in secret.used_in}
    return (*secret.used_in, *(place for place in secret.places if place.where not in told))


def is_file(place: Place) -> bool:
    """Whether it is a file by its full path, which can be looked for."""
    return place.kind == FILE and place.where.startswith("/")


def is_behind(place: Place, secret: Secret) -> bool:
    """Whether an older value than the current one was put there last, as far as known."""
    current = secret.current
    return bool(place.version) and (current is None or place.version != current.number)
