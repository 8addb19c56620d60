"""What a request touches, so that access can be decided before anything is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """``environment``: its name, '' for the whole vault; ``keys``: names, as far as known.

    ``purpose``: ``list`` (names and dates), ``read`` (values) or ``change``.
    """

    environment: str
    keys: tuple[str, ...]
    purpose: str
