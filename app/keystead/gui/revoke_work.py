"""The worker's part of a revocation: it is in the vault file before the window goes on."""

from dataclasses import dataclass

from keystead.services.owner import Owner


@dataclass(frozen=True)
class Revocation:
    """``incident``: the 16-byte id of what was opened; ``published``: whether the vault file
    has it, so that other computers stop giving the value out."""

    incident: bytes
    published: bool


def published(owner: Owner, incident: bytes) -> Revocation:
    """Carry the revocation that was just made to the vault file at once."""
    return Revocation(incident, owner.publish_at_once() is None)
