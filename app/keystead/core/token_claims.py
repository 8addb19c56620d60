"""What a JSON Web Token (RFC 7519) tells to anybody who holds it."""

import base64
import binascii
import re
from typing import Final

import msgspec

from keystead.core.dates import instant
from keystead.core.model import Kind
from keystead.core.recognised import Recognition, shown

_JWT = re.compile(r"(eyJ[A-Za-z0-9_-]{5,})\.([A-Za-z0-9_-]{4,})\.([A-Za-z0-9_-]*)")
_END_OF_TIME: Final = 253_402_300_800
_TEXTS: Final = (("iss", "issuer"), ("sub", "subject"), ("aud", "audience"), ("scope", "scope"))
_TIMES: Final = (("nbf", "not before"), ("iat", "issued at"))
_REGISTERED: Final = frozenset({"iss", "sub", "aud", "scope", "exp", "nbf", "iat", "jti"})
# A name as people give them; anything else might be a value in its place.
_CLAIM = re.compile(r"[A-Za-z_][A-Za-z0-9_.:/#-]{0,59}")
_MOST_CLAIMS: Final = 10


def web_token(text: str) -> Recognition | None:
    """Its claims as facts: of its own ones the names only.  None where it is no such token."""
    found = _JWT.fullmatch(text)
    if found is None:
        return None
    header, claims = _json(found[1]), _json(found[2])
    if header is None or claims is None or not isinstance(header.get("alg"), str):
        return None
    ends = _time(claims.get("exp"))
    remarks = []
    if str(header["alg"]).lower() == "none":
        remarks.append('it is not signed: its algorithm is "none"')
    if "exp" in claims and ends is None:
        remarks.append("its exp is no time that can be meant")
    return Recognition(
        "JSON Web Token",
        Kind.JWT,
        prefix="eyJ",
        ends=ends,
        tells_expiry="exp" in claims,
        facts=_facts(claims),
        remarks=tuple(remarks),
    )


def _facts(claims: dict[str, object]) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    for claim, name in _TEXTS:
        content = claims.get(claim)
        if isinstance(content, list):
            content = " ".join(part for part in content if isinstance(part, str))
        if isinstance(content, str) and shown(content):
            facts.append((name, shown(content)))
    for claim, name in _TIMES:
        seconds = _time(claims.get(claim))
        if seconds is not None:
            facts.append((name, instant(seconds)))
    own = [name for name in claims if name not in _REGISTERED and _CLAIM.fullmatch(name)]
    if own:
        more = ", …" if len(own) > _MOST_CLAIMS else ""
        facts.append(("other claims", ", ".join(own[:_MOST_CLAIMS]) + more))
    return tuple(facts)


def _json(part: str) -> dict[str, object] | None:
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        found = msgspec.json.decode(raw)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _time(seconds: object) -> float | None:
    """Unix seconds of a NumericDate; None for what is none that can be meant."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        return None
    return float(seconds) if 0 < seconds < _END_OF_TIME else None
