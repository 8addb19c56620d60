"""Armoured blocks: PEM (RFC 7468), and what OpenSSH and PGP write in its manner.

Every block of a text is looked at, so that a private key behind a certificate is seen.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from keystead.core.model import Kind, Risk
from keystead.core.recognised import Recognition

_PRIVATE: Final = {
    "PRIVATE KEY": "",
    "ENCRYPTED PRIVATE KEY": "",
    "RSA PRIVATE KEY": "RSA",
    "EC PRIVATE KEY": "EC",
    "DSA PRIVATE KEY": "DSA",
    "OPENSSH PRIVATE KEY": "OpenSSH",
    "PGP PRIVATE KEY BLOCK": "PGP",
}
_PUBLIC: Final = {"PUBLIC KEY": "", "RSA PUBLIC KEY": "RSA", "PGP PUBLIC KEY BLOCK": "PGP"}
_CERTIFICATES: Final = frozenset({"CERTIFICATE", "X509 CERTIFICATE"})
_REQUESTS: Final = frozenset({"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"})
# Object identifiers of keys in DER: RFC 8017, 5480, 8410, 3279.
_KINDS: Final = {
    bytes.fromhex("2a864886f70d010101"): "RSA",
    bytes.fromhex("2a864886f70d01010a"): "RSA-PSS",
    bytes.fromhex("2a8648ce3d0201"): "EC",
    bytes.fromhex("2b6570"): "Ed25519",
    bytes.fromhex("2b6571"): "Ed448",
    bytes.fromhex("2b656e"): "X25519",
    bytes.fromhex("2b656f"): "X448",
    bytes.fromhex("2a8648ce380401"): "DSA",
}
_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{3,40})-----")
_SSH = re.compile(
    r"(ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp(?:256|384|521)|"
    r"sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) AAAA[A-Za-z0-9+/]{40,}={0,2}( .*)?"
)
_LENGTH = rb"(?:[\x00-\x7f]|\x81.|\x82..)"
# RFC 5958 §2: a version before the algorithm; RFC 5280 §4.1: none.
_IN_PRIVATE = re.compile(rb"0%b\x02\x01[\x00\x01]0%b\x06(.)" % (_LENGTH, _LENGTH), re.DOTALL)
_IN_PUBLIC = re.compile(rb"0%b0%b\x06(.)" % (_LENGTH, _LENGTH), re.DOTALL)
# "openssh-key-v1", and the cipher "none" behind it.
_OPEN_SSH = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmU"
_LOOKED_AT = 96  # characters of base64: as far as the algorithm, a multiple of four


@dataclass(frozen=True)
class Block:
    """``label``: what stands behind BEGIN; ``body``: the text up to END or the next block."""

    label: str
    body: str


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in their order; linear."""
    starts = list(_BEGIN.finditer(text))
    ends = [one.start() for one in starts[1:]] + [len(text)]
    return [
        Block(one[1], text[one.end() : end].partition("-----END")[0].strip())
        for one, end in zip(starts, ends, strict=True)
    ]


def armoured(text: str) -> Recognition | None:
    """What the blocks come to; None where there are none that are known.

    Where a certificate is among them ``tells_expiry`` is True; its day is left to who can read it.
    """
    first = _BEGIN.search(text)
    if first is None or (first.start() and text[first.start() - 1] != "\n"):
        return None
    found = [block for block in blocks(text) if block.body]
    prefix = first.group() if not first.start() else ""
    count = sum(block.label in _CERTIFICATES for block in found)
    keys = [block for block in found if block.label in _PRIVATE]
    if keys:
        return _private(keys, count, prefix)
    if count:
        what = "certificate" if count == 1 else f"chain of {count} certificates"
        kind = Kind.CERTIFICATE
        return Recognition(what, kind, prefix=prefix, tells_expiry=True, public=True)
    for block in found:
        if block.label in _REQUESTS:
            what = "certificate request"
            return Recognition(what, Kind.CERTIFICATE, prefix=prefix, public=True)
        if block.label in _PUBLIC:
            named = _PUBLIC[block.label] or _algorithm(block.body, _IN_PUBLIC)
            what = f"{named} public key".strip()
            return Recognition(what, Kind.KEY_PAIR, prefix=prefix, public=True)
    return None


def ssh_public(text: str) -> Recognition | None:
    """A line of ``authorized_keys`` without options; None where it is none."""
    found = _SSH.fullmatch(text)
    if found is None:
        return None
    return Recognition("OpenSSH public key", Kind.KEY_PAIR, prefix=f"{found[1]} ", public=True)


def _private(keys: list[Block], certificates: int, prefix: str) -> Recognition:
    """The key that anybody can use goes first."""
    key = min(keys, key=_is_encrypted)
    encrypted = _is_encrypted(key)
    named = _PRIVATE[key.label] or ("" if encrypted else _algorithm(key.body, _IN_PRIVATE))
    words = ("encrypted" if encrypted else "", named, "private key")
    what = " ".join(word for word in words if word)
    if certificates:
        what += " with a certificate" if certificates == 1 else f" with {certificates} certificates"
    return Recognition(
        what,
        Kind.KEY_PAIR,
        prefix=prefix,
        risk=Risk.MODERATE if encrypted else Risk.HIGH,
        tells_expiry=bool(certificates),
    )


def _is_encrypted(block: Block) -> bool:
    """RFC 5958 §3, RFC 1421 §4.6.1.1, and OpenSSH's PROTOCOL.key."""
    if block.label == "OPENSSH PRIVATE KEY":
        coded = "".join(block.body[:_LOOKED_AT].split())
        return len(coded) >= len(_OPEN_SSH) and not coded.startswith(_OPEN_SSH)
    return block.label == "ENCRYPTED PRIVATE KEY" or bool(
        re.match(r"Proc-Type:\s*4,\s*ENCRYPTED", block.body)
    )


def _algorithm(body: str, form: re.Pattern[bytes]) -> str:
    """The kind of key in PKCS#8 or a SubjectPublicKeyInfo; '' where it cannot be told."""
    coded = "".join(body[: 2 * _LOOKED_AT].split())[:_LOOKED_AT]
    try:
        raw = base64.b64decode(coded[: len(coded) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return ""
    found = form.match(raw)
    if found is None:
        return ""
    return _KINDS.get(raw[found.end() : found.end() + found[1][0]], "")
