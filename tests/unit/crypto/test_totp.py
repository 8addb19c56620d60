"""TOTP: RFC 4226, RFC 6238, oathtool, pyotp and a QR code read back."""

import base64
import subprocess
from pathlib import Path
from typing import Any

import pyotp
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from keystead.crypto import totp
from keystead.crypto.errors import BadCode, BadParameters
from keystead.crypto.totp import PreparedHmac
from tests.vectors import published, wycheproof

RFC_SECRET = b"12345678901234567890"


def test_rfc_4226() -> None:
    vectors = published.blocks("twofactor/rfc-4226.txt")
    assert len(vectors) == 10
    for vector in vectors:
        secret, counter = vector["secret"].encode(), int(vector["counter"])
        message = counter.to_bytes(8, "big")
        assert PreparedHmac(secret).digest(message).hex() == vector["intermediate"]
        assert totp.truncated(secret, counter) == int(vector["truncated"], 16)
        assert totp.code(secret, counter) == vector["hotp"]


def test_rfc_6238() -> None:
    """Its codes have eight digits; ours are their last six."""
    vectors = [v for v in published.blocks("twofactor/rfc-6238.txt") if v["mode"] == "SHA1"]
    assert len(vectors) == 6
    for vector in vectors:
        window = totp.window_at(float(vector["time"]))
        assert totp.truncated(vector["secret"].encode(), window) % 10**8 == int(vector["totp"])
        assert totp.code(vector["secret"].encode(), window) == vector["totp"][-6:]


def test_hmac_passes_wycheproof() -> None:
    results = {"valid": 0, "invalid": 0}
    for group, test in wycheproof.cases("hmac_sha1"):
        made = PreparedHmac(wycheproof.field(test, "key")).digest(wycheproof.field(test, "msg"))
        results[test["result"]] += 1
        same = made[: group["tagSize"] // 8] == wycheproof.field(test, "tag")
        assert same == (test["result"] == "valid"), test["comment"]
    assert results["valid"] >= 50
    assert results["invalid"] >= 50


@pytest.mark.parametrize("unix", [59, 1111111109, 2000000000, 1790000000])
def test_oathtool_shows_the_same_codes(unix: int) -> None:
    secret = totp.new_secret()
    # The secret goes through standard input: a command line is seen by every process.
    shown = subprocess.run(
        ["oathtool", "--totp", "--base32", f"--now=@{unix}", "--window=20", "-"],
        input=base64.b32encode(secret),
        capture_output=True,
        check=True,
    ).stdout.split()
    first = totp.window_at(unix)
    assert [code.decode() for code in shown] == [
        totp.code(secret, window) for window in range(first, first + 21)
    ]


@given(st.binary(min_size=20, max_size=20), st.integers(0, 2**35))
def test_pyotp_shows_the_same_codes(secret: bytes, window: int) -> None:
    other = pyotp.HOTP(base64.b32encode(secret).decode())
    assert totp.code(secret, window) == other.at(window)


def test_one_pass_over_many_windows_gives_the_same_values() -> None:
    values = PreparedHmac(RFC_SECRET).truncations(1000, 50)
    assert values == [totp.truncated(RFC_SECRET, window) for window in range(1000, 1050)]
    assert PreparedHmac(RFC_SECRET).truncations(1000, 0) == []


@pytest.mark.parametrize(
    ("unix", "window"), [(0, 0), (29.999, 0), (30, 1), (59.5, 1), (1790000000.2, 59666666)]
)
def test_windows_last_30_seconds(unix: float, window: int) -> None:
    assert totp.window_at(unix) == window


def test_windows_outside_the_range_are_refused() -> None:
    assert totp.window_at(-1.0) == -1
    totp.truncated(RFC_SECRET, 2**40 - 1)
    for window in (-1, 2**40, 2**64):
        with pytest.raises(BadParameters):
            totp.truncated(RFC_SECRET, window)


def test_a_code_keeps_its_leading_zeros() -> None:
    codes = [totp.code(RFC_SECRET, window) for window in range(200)]
    assert all(len(code) == 6 for code in codes)
    zeros = [code for code in codes if code.startswith("0")]
    assert zeros
    assert totp.parse_code(zeros[0]) == int(zeros[0])


def test_codes_are_read() -> None:
    assert totp.parse_code("000000") == 0
    assert totp.parse_code("012345") == 12345
    assert totp.parse_code("999999") == 999999


@pytest.mark.parametrize(
    "text",
    ["", "12345", "1234567", "12345a", " 123456", "123456\n", "123 456", "+12345", "-12345",
     "1_2345", "１２３４５６", "١٢٣٤٥٦", "12345²", "0x1234", "12345\0", "½12345"],
)  # fmt: skip
def test_nothing_but_six_ascii_digits_is_a_code(text: str) -> None:
    with pytest.raises(BadCode) as caught:
        totp.parse_code(text)
    assert not text.strip() or text not in caught.value.message


def test_secrets_are_20_random_bytes() -> None:
    made = {totp.new_secret() for _ in range(100)}
    assert len(made) == 100
    assert {len(secret) for secret in made} == {20}


@pytest.mark.parametrize(
    ("vault_name", "account", "label"),
    [
        ("Personal", "laptop", "Personal (laptop)"),
        ("Personal", "", "Personal"),
        ("Über & Söhne / 100%?#", "Jörg's Mac", "Über & Söhne / 100%?# (Jörg's Mac)"),
        ("a:b", "c:d", "a b (c d)"),
        ("金庫", "机", "金庫 (机)"),
    ],
)
def test_an_authenticator_reads_the_uri(vault_name: str, account: str, label: str) -> None:
    secret = totp.new_secret()
    uri = totp.provisioning_uri(secret, vault_name, account)
    entry: Any = pyotp.parse_uri(uri)
    assert isinstance(entry, pyotp.TOTP)
    assert (entry.issuer, entry.name) == ("Keystead", label)
    assert (entry.digits, entry.interval, entry.digest().name) == (6, 30, "sha1")
    assert entry.byte_secret() == secret
    assert entry.at(59) == totp.code(secret, 1)
    assert uri.isascii()
    assert " " not in uri


def test_the_uri_is_in_the_key_uri_format() -> None:
    assert totp.provisioning_uri(RFC_SECRET, "My vault", "laptop") == (
        "otpauth://totp/Keystead:My%20vault%20%28laptop%29"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Keystead&algorithm=SHA1&digits=6&period=30"
    )


def test_a_qr_code_of_the_uri_reads_back(tmp_path: Path) -> None:
    uri = totp.provisioning_uri(totp.new_secret(), "Über & Söhne", "laptop")
    segno.make(uri, error="m").save(str(tmp_path / "code.png"), scale=6, border=4)
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(tmp_path / "code.png")],
        capture_output=True,
        check=True,
    )
    assert read.stdout.decode().rstrip("\n") == uri
