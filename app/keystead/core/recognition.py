"""What a value tells of itself: issuer, kind, pages, expiry.  Nothing is looked up anywhere.

Only what may be shown is taken out of a value: the issuer's public prefix, the claims of a
token that anybody can read, user and host of a connection string, never its password.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from keystead.core.catalogue import MIN_REST, Catalogue, Entry
from keystead.core.model import Kind, Risk
from keystead.core.secret_types import SecretText

MAX_VALUE: Final = 65_536
"""Characters of a value that is looked at."""

_MAX_FACT = 200
_SCHEMES = {
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "mongodb": "MongoDB",
    "mongodb+srv": "MongoDB",
    "redis": "Redis",
    "rediss": "Redis",
    "amqp": "RabbitMQ",
    "amqps": "RabbitMQ",
    "mssql": "SQL Server",
    "clickhouse": "ClickHouse",
    "nats": "NATS",
}
# RFC 7468 and what OpenSSH and PGP write in its manner.
_LABELS = {
    "CERTIFICATE": ("certificate", Kind.CERTIFICATE, None),
    "PRIVATE KEY": ("private key", Kind.KEY_PAIR, Risk.HIGH),
    "ENCRYPTED PRIVATE KEY": ("private key under a passphrase", Kind.KEY_PAIR, Risk.MODERATE),
    "RSA PRIVATE KEY": ("RSA private key", Kind.KEY_PAIR, Risk.HIGH),
    "EC PRIVATE KEY": ("ECDSA private key", Kind.KEY_PAIR, Risk.HIGH),
    "DSA PRIVATE KEY": ("DSA private key", Kind.KEY_PAIR, Risk.HIGH),
    "OPENSSH PRIVATE KEY": ("OpenSSH private key", Kind.KEY_PAIR, Risk.HIGH),
    "PGP PRIVATE KEY BLOCK": ("PGP private key", Kind.KEY_PAIR, Risk.HIGH),
}
_BEGIN = re.compile(r"-----BEGIN ([A-Z ]{3,40})-----")
_JWT = re.compile(r"(eyJ[A-Za-z0-9_-]{5,})\.([A-Za-z0-9_-]{4,})\.([A-Za-z0-9_-]*)")
_TOKEN = re.compile(r"[A-Za-z0-9_\-./+=~]+")
_AN = ("a", "e", "i", "o", "npm", "xai", "rsa", "sql")


@dataclass(frozen=True)
class Recognition:
    """What to fill in, and why.  ``prefix`` is public; ``what``: the thing in words;
    ``facts``: names and texts that may be shown; ``checksum_fits`` None where there is none;
    ``tells_expiry``: the value says how long it is valid; ``well_formed`` False where it
    begins as the issuer's values do and goes on otherwise: shortened, or mistyped."""

    what: str
    kind: Kind
    service: str = ""
    prefix: str = ""
    risk: Risk | None = None
    rotate_url: str = ""
    revoke_url: str = ""
    documentation: str = ""
    expires: date | None = None
    tells_expiry: bool = False
    checksum_fits: bool | None = None
    facts: tuple[tuple[str, str], ...] = ()
    well_formed: bool = True

    @property
    def words(self) -> str:
        """``Looks like a Stripe live secret key``, and what is odd about it."""
        named = f"{self.service} {self.what}".strip()
        article = "an" if named.lower().startswith(_AN) else "a"
        return f"Looks like {article} {named}{self._slip}"

    @property
    def is_malformed(self) -> bool:
        """Whether the issuer cannot have given it out so."""
        return self.checksum_fits is False or not self.well_formed

    @property
    def _slip(self) -> str:
        if self.checksum_fits is False:
            return ", but its checksum does not fit"
        return "" if self.well_formed else ", but it has not the form of one"


def recognise(value: SecretText, catalogue: Catalogue) -> Recognition | None:
    """What the value tells; None where it tells nothing.  Linear in its length."""
    text = value.reveal().strip()
    if not text or len(text) > MAX_VALUE:
        return None
    if text.startswith("-----BEGIN "):
        return _armoured(text)
    entry = catalogue.find(text)
    if entry is not None:
        return _issued(entry, text)
    return _web_token(text) or _connection(text) or _nearly(catalogue, text)


def _issued(entry: Entry, text: str) -> Recognition:
    issuer, token = entry.issuer, entry.token
    return Recognition(
        what=token.name,
        kind=token.kind,
        service=issuer.service,
        prefix=entry.prefix,
        risk=token.risk,
        rotate_url=issuer.rotate_url,
        revoke_url=issuer.revoke_url,
        documentation=issuer.documentation,
        tells_expiry=token.tells_expiry,
        checksum_fits=entry.checksum_fits(text),
    )


def _nearly(catalogue: Catalogue, text: str) -> Recognition | None:
    """What begins as one issuer's values do, with enough behind it, but has not their form."""
    entry = catalogue.nearly(text) if _TOKEN.fullmatch(text) else None
    if entry is None or len(text) - len(entry.prefix) < MIN_REST:
        return None
    issuer, token = entry.issuer, entry.token
    return Recognition(
        token.name, token.kind, issuer.service, entry.prefix,
        rotate_url=issuer.rotate_url, revoke_url=issuer.revoke_url,
        documentation=issuer.documentation, well_formed=False,
    )  # fmt: skip


def _armoured(text: str) -> Recognition | None:
    found = _BEGIN.match(text)
    if found is None or found[1] not in _LABELS or len(text) == found.end():
        return None
    what, kind, risk = _LABELS[found[1]]
    is_certificate = kind is Kind.CERTIFICATE
    return Recognition(what, kind, prefix=found.group(), risk=risk, tells_expiry=is_certificate)


def _connection(text: str) -> Recognition | None:
    scheme, separator, rest = text.partition("://")
    service = _SCHEMES.get(scheme.lower())
    if service is None or not separator or not rest or any(sign.isspace() for sign in text):
        return None
    try:
        parts = urlsplit(text)
        user, host = parts.username or "", parts.hostname or ""
    except ValueError:
        user = host = ""
    facts = tuple(
        (name, fact) for name, fact in (("user", _fact(user)), ("host", _fact(host))) if fact
    )
    return Recognition(
        "connection string",
        Kind.CONNECTION_STRING,
        service,
        prefix=f"{scheme.lower()}://" if text.startswith(scheme.lower()) else "",
        facts=facts,
    )


def _web_token(text: str) -> Recognition | None:
    """RFC 7519: a header with an algorithm, claims, a signature."""
    found = _JWT.fullmatch(text)
    if found is None:
        return None
    header, claims = _json(found[1]), _json(found[2])
    if header is None or claims is None or not isinstance(header.get("alg"), str):
        return None
    facts = []
    for claim, name in (("iss", "issuer"), ("aud", "audience"), ("scope", "scope")):
        content = claims.get(claim)
        if isinstance(content, list):
            content = " ".join(part for part in content if isinstance(part, str))
        if isinstance(content, str) and _fact(content):
            facts.append((name, _fact(content)))
    return Recognition(
        "JSON Web Token",
        Kind.JWT,
        prefix="eyJ",
        expires=_day(claims.get("exp")),
        tells_expiry="exp" in claims,
        facts=tuple(facts),
    )


def _json(part: str) -> dict[str, object] | None:
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        found = msgspec.json.decode(raw)
    except (binascii.Error, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _day(seconds: object) -> date | None:
    """The day in UTC of a NumericDate; None for what is none that can be meant."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        return None
    return datetime.fromtimestamp(seconds, UTC).date() if 0 < seconds < 253_402_300_800 else None


def _fact(text: str) -> str:
    """A text of the value in one line that may be printed."""
    return "".join(sign for sign in text if sign.isprintable())[:_MAX_FACT]
