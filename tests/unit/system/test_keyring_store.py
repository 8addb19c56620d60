import os
import subprocess
import sys
from pathlib import Path

import pytest

import keystead
from keystead.core.secret_types import SecretBytes
from keystead.system.device_keys import DeviceKeys
from keystead.system.errors import (
    DeviceKeyDamaged,
    DeviceKeyMissing,
    KeyringTimedOut,
    KeyringUnavailable,
)
from keystead.system.keyring_store import KeyringStore, choose, parse_key
from tests.support.keyrings import FakeBackend, Hanging, SecretService, backend_of

KEY = SecretBytes(bytes(range(32)))
ACCOUNT = "ab" * 16
APP = str(Path(keystead.__file__).parents[1])


def store_over(backend: object) -> KeyringStore:
    return KeyringStore(lambda: backend, time_out=10)


def test_a_key_is_kept_under_its_account_and_forgotten():
    backend = SecretService()
    store: DeviceKeys = store_over(backend)
    store.store(ACCOUNT, KEY)
    assert backend.kept == {("keystead", ACCOUNT): KEY.reveal().hex()}
    assert store.load(ACCOUNT) == KEY
    store.delete(ACCOUNT)
    store.delete(ACCOUNT)
    with pytest.raises(DeviceKeyMissing):
        store.load(ACCOUNT)
    assert store.describe() == "the keyring (Secret Service)"


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
        ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
        ("keyring.backends.macOS", "Keyring"),
        ("keyring.backends.Windows", "WinVaultKeyring"),
    ],
)
def test_the_allowed_backends_alone_and_in_a_chain(module: str, name: str):
    backend = backend_of(module, name)()
    assert choose(backend)[0] is backend
    chain = backend_of("keyring.backends.chainer", "ChainerBackend")()
    chain.backends = [backend_of("keyrings.alt.file", "PlaintextKeyring")(), backend]
    assert choose(chain)[0] is backend


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("keyring.backends.null", "Keyring"),
        ("keyring.backends.fail", "Keyring"),
        ("keyrings.alt.file", "PlaintextKeyring"),
        ("keyrings.alt.file", "EncryptedKeyring"),
        ("keyring.backends.SecretService", "Other"),
        ("tests.support.keyrings", "Keyring"),
    ],
)
def test_no_other_backend_ever_gets_a_key(module: str, name: str):
    backend = backend_of(module, name)()
    chain = backend_of("keyring.backends.chainer", "ChainerBackend")()
    chain.backends = [backend]
    for found in (backend, chain):
        with pytest.raises(KeyringUnavailable, match="device key file"):
            store_over(found).store(ACCOUNT, KEY)
    assert backend.kept == {}


def test_a_subclass_of_an_allowed_backend_is_not_it():
    mine = type("Mine", (SecretService,), {})
    with pytest.raises(KeyringUnavailable):
        choose(mine())


def test_the_windows_locker_is_told_not_to_roam():
    backend = backend_of("keyring.backends.Windows", "WinVaultKeyring")()
    choose(backend)
    assert backend.persist == "local machine"


def test_a_keyring_that_hangs_is_left_after_the_time_out():
    backend = Hanging()
    store = KeyringStore(lambda: backend, time_out=0.05)
    for call in (lambda: store.store(ACCOUNT, KEY), lambda: store.load(ACCOUNT)):
        with pytest.raises(KeyringTimedOut, match="did not answer"):
            call()
    backend.freed.set()


def test_looking_for_a_keyring_may_hang_or_fail_too():
    def fail() -> object:
        raise RuntimeError("no D-Bus")

    with pytest.raises(KeyringUnavailable, match="RuntimeError"):
        KeyringStore(fail, 10).describe()


def test_whatever_a_backend_raises_is_told_without_its_text():
    class Talkative(FakeBackend):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise OSError(f"could not keep {password}")

    backend = backend_of("keyring.backends.SecretService", "Keyring", Talkative)()
    with pytest.raises(KeyringUnavailable) as caught:
        store_over(backend).store(ACCOUNT, KEY)
    assert KEY.reveal().hex() not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_keyring_that_keeps_something_else_is_noticed():
    class Forgetful(FakeBackend):
        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = "0" * 64

    backend = backend_of("keyring.backends.SecretService", "Keyring", Forgetful)()
    with pytest.raises(KeyringUnavailable, match="did not keep"):
        store_over(backend).store(ACCOUNT, KEY)


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "A" * 64, "0" * 63 + " ", "٠" * 64])
def test_what_is_no_key_is_damaged(text: str):
    with pytest.raises(DeviceKeyDamaged):
        parse_key(text)


def test_the_library_is_loaded_on_first_use_only():
    code = (
        "import sys; from keystead.system.keyring_store import KeyringStore; KeyringStore();"
        "sys.exit('keyring' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": APP}, check=True)


ROUND = """
from keystead.core.secret_types import SecretBytes
from keystead.system.errors import DeviceKeyMissing
from keystead.system.keyring_store import KeyringStore
store, key = KeyringStore(time_out=20), SecretBytes(bytes(range(32)))
print(store.describe())
store.store("ab" * 16, key)
assert store.load("ab" * 16) == key
store.store("cd" * 16, SecretBytes(bytes(32)))
assert store.load("ab" * 16) == key
store.delete("ab" * 16)
store.delete("ab" * 16)
try:
    store.load("ab" * 16)
except DeviceKeyMissing:
    print("gone")
"""


def test_a_real_secret_service(secret_service: dict[str, str]):
    done = subprocess.run(
        [sys.executable, "-c", ROUND],
        env=secret_service | {"PYTHONPATH": APP},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "the keyring (Secret Service)\ngone\n"


def test_a_bus_on_which_nobody_answers(session_bus: dict[str, str]):
    done = subprocess.run(
        [sys.executable, "-c", ROUND],
        env=session_bus | {"PYTHONPATH": APP},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "KeyringUnavailable: This computer has no keyring" in done.stderr
