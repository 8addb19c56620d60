"""The end of a certificate's validity (RFC 5280 §4.1.2.5)."""

from cryptography import x509

_MAX = 65_536


def not_after(pem: str) -> float | None:
    """The end, in Unix seconds, of the first certificate in a PEM text; None where it is none.

    Nothing is verified: this reads what the certificate says of itself.
    """
    if len(pem) > _MAX or not pem.isascii():
        return None
    try:
        return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc.timestamp()
    except ValueError:
        return None
