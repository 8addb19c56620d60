"""The end of a certificate."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from keystead.crypto.certificates import not_after


def certificate() -> str:
    """Self-signed, valid until 2031-05-06."""
    key, name = Ed25519PrivateKey.generate(), x509.Name([])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2031, 5, 6, 12, tzinfo=UTC))
        .sign(key, None)
    )
    return made.public_bytes(Encoding.PEM).decode()


def test_the_end_is_read() -> None:
    assert not_after(certificate()) == datetime(2031, 5, 6, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("text", ["", "x", "é", "-----BEGIN CERTIFICATE-----\nMI\n", "x" * 70_000])
def test_what_is_no_certificate_has_none(text: str) -> None:
    assert not_after(text) is None
    assert not_after(certificate()[:200]) is None
