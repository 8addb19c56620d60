"""What a value tells of itself: issuer, kind, pages, expiry.  Nothing is looked up anywhere.

Only what may be shown is taken out of a value: the issuer's public prefix, the claims of a
token that anybody can read, user and host of a connection string, never its password.
"""

import re
from dataclasses import replace
from typing import Final

from keystead.core.armour import armoured, ssh_public
from keystead.core.catalogue import MIN_REST, Catalogue, Entry
from keystead.core.connections import connection
from keystead.core.recognised import Recognition
from keystead.core.secret_types import SecretText
from keystead.core.token_claims import web_token

MAX_VALUE: Final = 65_536
"""Characters of a value that is looked at."""

_TOKEN = re.compile(r"[A-Za-z0-9_\-./+=~]+")
_BEARER = re.compile(r"(?:authorization\s*:\s*)?bearer\s+(?=\S+$)", re.IGNORECASE)


def bare(value: SecretText) -> SecretText:
    """The value without blanks around it and, as RFC 6750 writes headers, ``Bearer`` before it."""
    text = value.reveal().strip()
    found = _BEARER.match(text)
    return SecretText(text if found is None else text[found.end() :])


def recognise(value: SecretText, catalogue: Catalogue) -> Recognition | None:
    """What the value tells; None where it tells nothing.  Linear in its length."""
    text = value.reveal().strip()
    if not text or len(text) > MAX_VALUE:
        return None
    if "-----BEGIN " in text:
        return armoured(text)
    token = bare(value).reveal()
    found = _token(token, catalogue)
    if found is not None and len(token) < len(text):
        remark = "the word Bearer before it is no part of it"
        return replace(found, remarks=(*found.remarks, remark))
    return found


def _token(text: str, catalogue: Catalogue) -> Recognition | None:
    entry = catalogue.find(text)
    if entry is not None:
        return _issued(entry, text)
    told = web_token(text) or connection(text) or ssh_public(text)
    return told or _nearly(catalogue, text)


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
