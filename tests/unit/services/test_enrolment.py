import subprocess
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
import segno

from keystead.core.secret_types import SecretBytes
from keystead.crypto import totp
from keystead.crypto.errors import BadCode
from keystead.crypto.offset_table import UNBIASED
from keystead.services.enrolment import Enrolment, Owned
from keystead.services.errors import WrongCode
from keystead.services.home import Home
from keystead.services.table import quiet
from keystead.system.errors import KeyringUnavailable
from keystead.vault.capsule import create
from keystead.vault.capsule_codec import decode
from keystead.vault.errors import CapsuleDamaged
from keystead.vault.registry import KEYRING
from tests.support.homes import Phone, home_at, parts, secret_of
from tests.support.keyrings import MemoryKeys, NoKeys

OWNED = Owned(b"V" * 32, b"M" * 16, SecretBytes(b"u" * 32))
PASSPHRASE = SecretBytes(b"horse")


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def home(tmp_path: Path, keys: MemoryKeys, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock, keys))


def enrolment(home: Home) -> Enrolment:
    return Enrolment(home, "Work keys", "Ann", [KEYRING])


def test_authenticators_understand_the_entry(home: Home, clock):
    entry = enrolment(home)
    uri, phone = entry.totp_uri.reveal(), Phone(entry.totp_uri, clock)
    read = pyotp.parse_uri(uri)
    assert isinstance(read, pyotp.TOTP)
    assert read.at(int(clock.now())) == phone.code()
    assert read.issuer == "Keystead"
    typed = entry.totp_secret_text.reveal()
    assert [len(group) for group in typed.split()] == [4] * 8
    assert pyotp.TOTP(typed.replace(" ", "")).at(int(clock.now())) == phone.code()
    done = subprocess.run(
        ["oathtool", "--totp", "-b", "-N", f"@{int(clock.now())}", typed.replace(" ", "")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == phone.code()


def test_a_camera_reads_the_qr_code(home: Home, tmp_path: Path):
    uri = enrolment(home).totp_uri.reveal()
    picture = tmp_path / "qr.png"
    segno.make(uri, error="m").save(str(picture), scale=8, border=4)
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == uri


def test_each_entry_is_new(home: Home):
    first, second = enrolment(home), enrolment(home)
    assert secret_of(first.totp_uri) != secret_of(second.totp_uri)
    assert first.capsule != second.capsule
    assert len(secret_of(first.totp_uri)) == 20


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_confirming_takes_the_code_of_now_before_or_after_and_uses_it_up(home, clock, shift):
    entry = enrolment(home)
    entry.confirm(Phone(entry.totp_uri, clock).code(shift))
    assert entry.accepted == totp.window_at(clock.now()) + shift
    clock.advance(600)
    assert entry.accepted == totp.window_at(clock.now()) + shift - 20
    header = decode(entry.make(OWNED, PASSPHRASE, quiet)).header
    assert header.first == entry.accepted + 1
    assert header.end == totp.window_at(clock.now()) + 2 * 2880


@pytest.mark.parametrize("shift", [-2, 2])
def test_a_code_from_further_away_proves_nothing(home: Home, clock, shift: int):
    entry = enrolment(home)
    with pytest.raises(WrongCode, match="clock"):
        entry.confirm(Phone(entry.totp_uri, clock).code(shift))
    with pytest.raises(BadCode):
        entry.confirm("12345")


def test_unconfirmed_the_code_of_now_serves_for_the_first_unlock(home: Home, clock):
    entry = enrolment(home)
    data = entry.make(OWNED, PASSPHRASE, quiet)
    assert decode(data).header.first == totp.window_at(clock.now()) - 1


def test_one_secret_serves_for_one_table_only(home: Home, keys: MemoryKeys):
    entry = enrolment(home)
    entry.make(OWNED, PASSPHRASE, quiet)
    assert list(keys.keys) == [entry.capsule.hex()]
    with pytest.raises(RuntimeError, match="one table"):
        entry.make(OWNED, PASSPHRASE, quiet)
    entry.withdraw()
    assert keys.keys == {}


def test_a_keyring_that_gives_back_another_key_is_noticed(home: Home, keys, monkeypatch):
    monkeypatch.setattr(keys, "load", lambda _: SecretBytes(b"x" * 32))
    with pytest.raises(Exception, match="wrong"):
        enrolment(home).make(OWNED, PASSPHRASE, quiet)


def test_a_capsule_that_opens_to_something_else_is_noticed(home: Home, monkeypatch):
    def other(new, *arguments):
        return create(replace(new, unlock_key=SecretBytes(b"x" * 32)), *arguments)

    monkeypatch.setattr("keystead.services.enrolment.create", other)
    with pytest.raises(CapsuleDamaged, match="Nothing was changed"):
        enrolment(home).make(OWNED, PASSPHRASE, quiet)


def test_a_window_where_the_right_code_fails_is_passed_over(home: Home, monkeypatch):
    real, asked = totp.truncated, []

    def odd(secret: bytes, window: int) -> int:
        asked.append(window)
        return UNBIASED if len(asked) == 1 else real(secret, window)

    monkeypatch.setattr("keystead.services.enrolment.totp.truncated", odd)
    enrolment(home).make(OWNED, PASSPHRASE, quiet)
    assert asked[1] == asked[0] + 1


def test_without_a_keyring_it_is_said_before_anything_is_shown(tmp_path: Path):
    home = home_at(tmp_path, parts(keyring=NoKeys()))
    with pytest.raises(KeyringUnavailable):
        enrolment(home)
