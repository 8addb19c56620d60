"""Recognising a value, with the catalogue that comes along and one's own entries."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from keystead.core import catalogue, recognition
from keystead.core.assessment import bits_of
from keystead.core.catalogue import MAX_TEXT, Catalogue
from keystead.core.connections import password_of
from keystead.core.drafts import SecretDraft
from keystead.core.errors import BadIssuer
from keystead.core.model import Kind
from keystead.core.recognised import Recognition
from keystead.core.secret_types import SecretText
from keystead.services.resources import resource
from keystead.vault.host import Host
from keystead.vault.writer import Judged

if TYPE_CHECKING:
    from keystead.services.owner import Owner

FILE = "issuers.toml"
"""One's own entries, beside the settings."""


@cache
def built_in() -> Catalogue:
    """The catalogue that comes with the program; read once."""
    file = resource("issuers", "catalogue.toml")
    return catalogue.make(catalogue.read(file.read_text("utf-8"), file.name))


def load(host: Host, folder: Path) -> Catalogue:
    """The catalogue with one's own entries before it.

    Raises BadIssuer with file and entry named; the file stays as it is.
    """
    path = folder / FILE
    if not host.exists(path):
        return built_in()
    try:
        text = host.read(path, MAX_TEXT).decode("utf-8")
    except UnicodeDecodeError:
        raise BadIssuer(f"{path} is not text. It was left as it is.", file=str(path)) from None
    return built_in().with_own(catalogue.read(text, str(path)))


def usable(host: Host, folder: Path) -> tuple[Catalogue, list[str]]:
    """As ``load``; where one's own entries cannot be used, the catalogue without them, and a
    sentence that says so."""
    try:
        return load(host, folder), []
    except BadIssuer as problem:
        return built_in(), [f"{problem.message} The issuers that come along are used."]


def own_issuers(owner: "Owner") -> Catalogue:
    """The catalogue of whoever holds the vault, as ``load``."""
    return load(owner.vault.host, owner.home.paths.config)


def identify(value: SecretText, known: Catalogue | None = None) -> Recognition | None:
    """What a value tells, the end of its first certificate too; None where it tells nothing."""
    found = recognition.recognise(value, built_in() if known is None else known)
    if found is None or found.kind not in (Kind.CERTIFICATE, Kind.KEY_PAIR):
        return found
    if not found.tells_expiry:
        return found
    from keystead.crypto.certificates import not_after

    ends = not_after(value.reveal().strip())
    if ends is not None:
        return replace(found, ends=ends)
    remark = "it cannot be read" if found.public else "its certificate cannot be read"
    return replace(found, well_formed=False, remarks=(*found.remarks, remark))


def view(found: Recognition, now: float) -> dict[str, object]:
    """What was recognised as JSON, at ``now`` (Unix seconds); null where the value does not
    tell."""
    return {
        "service": found.service or None,
        "what": found.what,
        "words": found.words,
        "kind": found.kind.value,
        "hint": found.prefix,
        "risk": None if found.risk is None else found.risk.value,
        "rotate_url": found.rotate_url or None,
        "revoke_url": found.revoke_url or None,
        "documentation": found.documentation or None,
        "expires": None if found.expires is None else found.expires.isoformat(),
        "expired": None if found.ends is None else found.is_expired(now),
        "tells_expiry": found.tells_expiry,
        "checksum_fits": found.checksum_fits,
        "well_formed": found.well_formed,
        "public": found.public,
        "facts": dict(found.facts),
    }


def prefix_of(value: SecretText) -> str:
    """The public prefix that the issuer gives such values, or ''."""
    told = identify(value)
    return "" if told is None else told.prefix


def assess(value: SecretText, found: Recognition | None) -> Judged:
    """What is noted of a value beside it, so that later nothing is decrypted to find weak ones.

    ``found`` is what ``identify`` said.  Costs microseconds, so that imports can afford it.
    """
    if found is None:
        return Judged(bits_of(value.reveal().strip()))
    text = recognition.bare(value).reveal()
    malformed = found.is_malformed
    if found.kind in (Kind.KEY_PAIR, Kind.CERTIFICATE, Kind.JWT):
        return Judged(0, malformed)
    if found.kind is Kind.CONNECTION_STRING:
        # 0, for unknown, where it holds no password.
        return Judged(bits_of(password_of(text)), malformed)
    return Judged(bits_of(text[len(found.prefix) :]), malformed)


def filled(draft: SecretDraft, found: Recognition | None) -> dict[str, object]:
    """The fields that a value tells and the draft leaves open."""
    if found is None:
        return {}
    told: dict[str, object] = {
        "service": found.service,
        "risk": found.risk,
        "permissions": tuple(dict(found.facts).get("scope", "").split()),
        "rotate_url": found.rotate_url,
        "revoke_url": found.revoke_url,
        "expires": found.expires,
    }
    open_fields = {name: one for name, one in told.items() if one and not getattr(draft, name)}
    if draft.kind is Kind.API_KEY:
        open_fields["kind"] = found.kind
    return open_fields
