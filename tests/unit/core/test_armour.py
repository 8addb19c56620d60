"""Armoured blocks: all of them, encrypted or not, and what keys are."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x448, x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from keystead.core.armour import Block, armoured, blocks, ssh_public
from keystead.core.model import Kind, Risk
from keystead.core.recognised import Recognition
from tests.unit.crypto.test_certificates import certificate

PKCS8, PEM = PrivateFormat.PKCS8, Encoding.PEM
MAKERS: dict[str, Callable[[], Any]] = {
    "RSA": lambda: rsa.generate_private_key(65537, 2048),
    "EC": lambda: ec.generate_private_key(ec.SECP256R1()),
    "DSA": lambda: dsa.generate_private_key(2048),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
    "Ed448": ed448.Ed448PrivateKey.generate,
    "X25519": x25519.X25519PrivateKey.generate,
    "X448": x448.X448PrivateKey.generate,
}
UNDER = BestAvailableEncryption(b"a passphrase")


def pem(key, form=PKCS8, encryption=None) -> str:
    return str(key.private_bytes(PEM, form, encryption or NoEncryption()), "ascii")


def seen(text: str) -> Recognition:
    found = armoured(text)
    assert found is not None
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_keys_say_of_what_kind_they_are(name: str) -> None:
    key = MAKERS[name]()
    private = seen(pem(key))
    assert (private.what, private.risk) == (f"{name} private key", Risk.HIGH)
    public = key.public_key().public_bytes(PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    found = seen(public)
    assert (found.what, found.public, found.risk) == (f"{name} public key", True, None)
    assert found.words.endswith("public key, which is no secret")


def test_what_lies_under_a_passphrase_says_so() -> None:
    key = MAKERS["RSA"]()
    for form, what in (
        (PKCS8, "encrypted private key"),
        (PrivateFormat.TraditionalOpenSSL, "encrypted RSA private key"),
    ):
        found = seen(pem(key, form, UNDER))
        assert (found.what, found.risk) == (what, Risk.MODERATE)
    plain = seen(pem(key, PrivateFormat.TraditionalOpenSSL))
    assert (plain.what, plain.risk) == ("RSA private key", Risk.HIGH)


def test_an_openssh_key_says_whether_it_is_encrypted() -> None:
    key = MAKERS["Ed25519"]()
    form = PrivateFormat.OpenSSH
    assert seen(pem(key, form)).what == "OpenSSH private key"
    coded = base64.b64encode(b"openssh-key-v1\0\0\0\0\x0aaes256-ctr\0\0\0\x06bcrypt").decode()
    sealed = f"-----BEGIN OPENSSH PRIVATE KEY-----\n{coded}\n"
    assert seen(sealed).what == "encrypted OpenSSH private key"
    assert seen("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl").risk is Risk.HIGH


@pytest.mark.parametrize("key_first", [True, False])
def test_a_key_beside_a_certificate_is_never_missed(key_first: bool) -> None:
    key, other = pem(MAKERS["EC"]()), certificate()
    found = seen(key + other if key_first else other + key)
    assert (found.kind, found.risk, found.tells_expiry) == (Kind.KEY_PAIR, Risk.HIGH, True)
    assert found.words == "Looks like an EC private key with a certificate"
    assert seen(other + other + key).what == "EC private key with 2 certificates"


def test_of_two_keys_the_open_one_counts() -> None:
    key = MAKERS["EC"]()
    assert seen(pem(key, encryption=UNDER) + pem(key)).risk is Risk.HIGH


def test_text_and_parameters_before_the_key_are_passed_over() -> None:
    key = pem(MAKERS["EC"](), PrivateFormat.TraditionalOpenSSL)
    parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    assert seen(parameters + key).what == "EC private key"
    found = seen(f"Bag Attributes\n  friendlyName: a\n{key}")
    assert (found.what, found.prefix) == ("EC private key", "")


def test_what_is_no_secret_says_so() -> None:
    chain = seen(certificate() * 3)
    assert (chain.what, chain.kind, chain.risk) == (
        "chain of 3 certificates",
        Kind.CERTIFICATE,
        None,
    )
    for text, what in (
        (certificate(), "certificate"),
        ("-----BEGIN CERTIFICATE REQUEST-----\nMII=", "certificate request"),
        ("-----BEGIN RSA PUBLIC KEY-----\nMII=", "RSA public key"),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ", "PGP public key"),
        ("-----BEGIN PUBLIC KEY-----\nnot base64", "public key"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA", "public key"),
        ("-----BEGIN PUBLIC KEY-----\nMAcwBQYDKgME", "public key"),
    ):
        assert (seen(text).what, seen(text).public) == (what, True)


def test_the_public_half_of_an_ssh_key_is_told() -> None:
    public = MAKERS["Ed25519"]().public_key()
    line = public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    for text in (line, f"{line} me@example.com"):
        found = ssh_public(text)
        assert found is not None
        assert (found.what, found.public, found.prefix) == (
            "OpenSSH public key",
            True,
            "ssh-ed25519 ",
        )
    assert ssh_public("ssh-ed25519 AAAA") is None


@pytest.mark.parametrize(
    "text",
    ["", "-----BEGIN ", "-----BEGIN NOTHING-----\nx", "-----BEGIN PRIVATE KEY-----",
     'KEY = "-----BEGIN PRIVATE KEY-----" + x', "-----BEGIN EC PARAMETERS-----\nBggq"],
)  # fmt: skip
def test_other_texts_are_none(text: str) -> None:
    assert armoured(text) is None


def test_blocks_end_where_the_next_begins() -> None:
    assert blocks("-----BEGIN A B C-----\none\n-----BEGIN DEF-----two-----END DEF-----x") == [
        Block("A B C", "one"),
        Block("DEF", "two"),
    ]
