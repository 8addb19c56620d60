"""No secret in any file, message or list of processes; nothing opens without all three."""

import base64
import stat
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto import kit_codes
from keystead.crypto.aead import Sealer
from keystead.crypto.errors import DecryptionFailed
from keystead.crypto.kdf import argon2id
from keystead.services.home import Home
from keystead.services.kit import Compromised
from keystead.vault import vault_file
from keystead.vault.records import Kind, parse
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts
from tests.support.keyrings import MemoryKeys
from tests.support.policies import CHEAP


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def home(tmp_path: Path, keys: MemoryKeys, clock) -> Home:
    return home_at(tmp_path / "home", parts(clock, keys))


@pytest.fixture
def made(home: Home, tmp_path: Path) -> MadeVault:
    return MadeVault(home, tmp_path)


def spellings(secret: bytes) -> list[bytes]:
    """The bytes themselves and the ways in which programs print bytes."""
    return [
        secret,
        secret.hex().encode(),
        base64.b64encode(secret),
        base64.b64encode(secret)[:20],
        base64.b32encode(secret),
        repr(secret)[2:-1].encode(),
    ]


def test_no_file_holds_a_secret(home: Home, made: MadeVault, keys: MemoryKeys, tmp_path: Path):
    vault = made.unlock().vault
    change = Compromised(home, made.entry, vault, SecretText("the second passphrase"))
    change.apply()
    change.finish()
    seeds = [vault.keyset.signing.seed, vault.keyset.hpke.private, vault.unlock_key.reveal()]
    vault.close()
    assert change.secret_key is not None
    secrets = [made.unlock_key.reveal(), made.phone.secret, *seeds]
    secrets += [key.reveal() for key in keys.keys.values()]
    secrets += [kit_codes.decode(change.secret_key.reveal(), 20), b"the second passphrase"]
    secrets += [made.creation.recovery_code.reveal().encode(), PASSPHRASE.reveal().encode()]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 6
    for path in files:
        data = path.read_bytes()
        for secret in secrets:
            for spelling in spellings(secret):
                assert spelling not in data, path


def test_other_users_can_read_nothing(home: Home, made: MadeVault, tmp_path: Path):
    made.unlock().vault.close()
    for path in [made.path, *(tmp_path / "home").rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_with_the_vault_file_and_the_passphrase_nothing_decrypts(made: MadeVault):
    contents = vault_file.decode(made.path.read_bytes())
    passphrase = PASSPHRASE.reveal().encode()
    infos = (b"keystead/v1/keyset", b"keystead/v1/slot/secret-key", b"keystead/v1/slot/recovery")
    for raw in contents.records:
        record = parse(raw)
        derived = argon2id(passphrase, record.head.salt or bytes(16), CHEAP.floor)
        for key in (passphrase, derived, derived + bytes(20)):
            for info in infos:
                with pytest.raises(DecryptionFailed):
                    Sealer.checked(key, info + record.head.salt, record.commitment)
    assert {parse(raw).head.kind for raw in contents.records} == {
        Kind.KEYSET,
        Kind.SECRET_KEY,
        Kind.RECOVERY,
    }


def test_nothing_of_an_object_in_use_shows_in_its_repr(made: MadeVault):
    unlocked = made.unlock()
    shown = repr(made.created) + repr(unlocked) + repr(made.entry) + repr(made.creation)
    unlocked.vault.close()
    for secret in (made.unlock_key.reveal(), made.phone.secret, PASSPHRASE.reveal().encode()):
        for spelling in spellings(secret):
            assert spelling.decode("latin-1") not in shown
