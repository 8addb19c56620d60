"""Whether exported copies on this computer still hold a value; told without showing it."""

import base64
import binascii
from pathlib import Path

from keystead.core.blast_radius import Copy, Spot
from keystead.core.model import Place, Secret
from keystead.core.places import all_places, is_file
from keystead.errors import KeysteadError
from keystead.formats.existing import decoded, read_as
from keystead.services.export import BASE64, MAX_FILE, profile_of
from keystead.services.places import MAX_LOOKED_AT
from keystead.services.whereabouts import profile_of as form_of
from keystead.system import computer
from keystead.vault.session import OpenVault
from keystead.vault.writer import fingerprint


def spots(vault: OpenVault, secret: Secret) -> tuple[Spot, ...]:
    """Every place of a Secret; files of this computer are read as their reader does."""
    places = all_places(secret)
    looked_at = tuple(look(vault, secret, one) for one in places[:MAX_LOOKED_AT])
    return (*looked_at, *(Spot(one) for one in places[MAX_LOOKED_AT:]))


def look(vault: OpenVault, secret: Secret, place: Place) -> Spot:
    """One place; ``ELSEWHERE`` for what is no file of this computer."""
    if not is_file(place) or place.host != computer.name():
        return Spot(place)
    path = Path(place.where)
    try:
        if not path.is_file():
            return Spot(place, Copy.UNREAD if path.exists() else Copy.GONE)
        reader, in_base64 = form_of(place.form)
        found = read_as(profile_of(reader), decoded(vault.host.read(path, MAX_FILE)))
    except (KeysteadError, OSError, ValueError):
        return Spot(place, Copy.UNREAD)
    value = found.get(f"{secret.name}{BASE64}" if in_base64 else secret.name)
    return Spot(place, _copy(vault, secret, value, in_base64))


def _copy(vault: OpenVault, secret: Secret, value: str | None, in_base64: bool) -> Copy:
    if value is None:
        return Copy.ANOTHER
    try:
        plain = base64.b64decode(value, validate=True) if in_base64 else value.encode()
    except (binascii.Error, ValueError):
        return Copy.ANOTHER
    print_ = fingerprint(vault.state.fingerprint_key(), plain)
    known = {one.fingerprint for one in secret.versions if one.fingerprint}
    return Copy.HOLDS if print_ in known else Copy.ANOTHER
