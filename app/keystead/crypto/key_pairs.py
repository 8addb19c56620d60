"""Key pairs for others to use: Ed25519 (RFC 8032), ECDSA (FIPS 186-5) and RSA (RFC 8017).

OpenSSL draws them from the operating system's random source.
"""

from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

# NIST SP 800-57 Part 1, table 2: what a key's size is worth in bits.
STRENGTHS: Final = {
    ("ed25519", 256): 128,
    ("ecdsa", 256): 128,
    ("ecdsa", 384): 192,
    ("ecdsa", 521): 256,
    ("rsa", 2048): 112,
    ("rsa", 3072): 128,
    ("rsa", 4096): 140,
}
_CURVES: Final[dict[int, ec.EllipticCurve]] = {
    256: ec.SECP256R1(),
    384: ec.SECP384R1(),
    521: ec.SECP521R1(),
}
# A smaller exponent helps attacks on careless padding (FIPS 186-5 §5.4 asks for more than 2^16).
_EXPONENT = 65_537


def new(algorithm: str, bits: int) -> PrivateKey:
    """A private key: ``ed25519`` 256; ``ecdsa`` 256, 384, 521; ``rsa`` 2048, 3072, 4096.

    Raises KeyError for another; an RSA key takes up to seconds.
    """
    STRENGTHS[algorithm, bits]
    if algorithm == "ed25519":
        return Ed25519PrivateKey.generate()
    if algorithm == "ecdsa":
        return ec.generate_private_key(_CURVES[bits])
    return rsa.generate_private_key(_EXPONENT, bits)


def private_text(key: PrivateKey, ssh: bool) -> bytes:
    """The private key unencrypted: PKCS #8 PEM, or OpenSSH's own form.  A line break ends it."""
    form = PrivateFormat.OpenSSH if ssh else PrivateFormat.PKCS8
    return key.private_bytes(Encoding.PEM, form, NoEncryption())


def public_text(key: PrivateKey, ssh: bool) -> bytes:
    """The public key: SubjectPublicKeyInfo PEM, or the line of ``authorized_keys``."""
    if ssh:
        return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH) + b"\n"
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
