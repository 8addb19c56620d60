"""What a JSON Web Token tells, and what of it is never shown."""

import base64
import json
from datetime import date

import pytest

from keystead.core.model import Kind
from keystead.core.recognised import Recognition
from keystead.core.token_claims import web_token


def token(claims: object, header: object = {"alg": "HS256"}) -> str:
    parts = (json.dumps(part).encode() for part in (header, claims))
    encoded = (base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
    return ".".join([*encoded, "c2lnbmF0dXJl"])


def told(claims: object, header: object = {"alg": "HS256"}) -> Recognition:
    found = web_token(token(claims, header))
    assert found is not None
    return found


def test_the_registered_claims_are_told() -> None:
    found = told(
        {"exp": 1_893_456_000, "iss": "https://a.example", "aud": ["x", "y"], "scope": "read",
         "sub": "robot", "nbf": 1_700_000_000, "iat": 1_700_000_001.5, "jti": "1"}
    )  # fmt: skip
    assert (found.kind, found.expires, found.tells_expiry) == (Kind.JWT, date(2030, 1, 1), True)
    assert found.facts == (
        ("issuer", "https://a.example"),
        ("subject", "robot"),
        ("audience", "x y"),
        ("scope", "read"),
        ("not before", "2023-11-14T22:13:20Z"),
        ("issued at", "2023-11-14T22:13:21Z"),
    )
    assert found.words == "Looks like a JSON Web Token"


def test_of_its_own_claims_only_names_are_told() -> None:
    found = told({"role": "hunter2", "https://a.example/tier": 3, "what is this": 1})
    assert found.facts == (("other claims", "role, https://a.example/tier"),)
    many = told({f"c{number}": "hunter2" for number in range(30)})
    assert many.facts[0][1].endswith("c9, …")
    assert "hunter2" not in repr((found, many))


@pytest.mark.parametrize("exp", ["soon", True, -1, 1e300, None, [], 10**30, 1_893_456_000_000])
def test_an_expiry_that_is_no_time_is_said(exp: object) -> None:
    found = told({"exp": exp, "iss": "a\nb\x1b[31m" + "c" * 900, "aud": [1], "nbf": exp})
    assert (found.expires, found.tells_expiry) == (None, True)
    assert found.words.endswith(", but its exp is no time that can be meant")
    ((name, text),) = found.facts
    assert (name, len(text), text[:4]) == ("issuer", 200, "ab[3")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE"])
def test_a_token_that_nobody_signed_is_said_to_be_odd(algorithm: str) -> None:
    found = told({"iss": "me"}, {"alg": algorithm})
    assert found.words.endswith(', but it is not signed: its algorithm is "none"')
    assert found.is_odd
    assert not found.is_malformed


def test_it_is_over_from_the_second_that_it_names() -> None:
    found = told({"exp": 1_700_000_000})
    assert not found.is_expired(1_699_999_999)
    assert found.is_expired(1_700_000_000)
    assert not told({"iss": "me"}).is_expired(1e10)


@pytest.mark.parametrize(
    "text",
    ["eyJ.only", "eyJhbGci.eyJzdWIi.c2ln", token([]), token({}, {"typ": "JWT"}),
     token({}, {"alg": 1}), "eyJ" + "W1" * 3_000 + ".AAAA."],
)  # fmt: skip
def test_other_texts_are_none(text: str) -> None:
    assert web_token(text) is None
