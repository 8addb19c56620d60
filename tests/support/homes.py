"""Whole homes for tests: cheap KDF, short table, a clock and a keyring in memory."""

import sys
from dataclasses import replace
from pathlib import Path

from keystead.core.secret_types import SecretBytes, SecretText
from keystead.crypto import totp
from keystead.crypto.offset_table import UNBIASED
from keystead.services.creation import CreatedVault, Creation
from keystead.services.home import Home
from keystead.services.parts import Parts
from keystead.services.unlock import Unlocked, unlock
from keystead.system.device_keys import DeviceKeys
from keystead.system.host import SystemHost
from keystead.system.paths import Paths
from keystead.vault.host import Host
from keystead.vault.registry import VaultEntry
from tests.support.clock import FakeClock
from tests.support.keyrings import MemoryKeys
from tests.support.policies import CHEAP

PASSPHRASE = SecretText("correct horse battery staple")
HORIZON_DAYS = 2
APP = Path(__file__).resolve().parents[2] / "app"
TABLE_COMMAND = (
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(APP)!r}); from keystead.services.table_child import main;"
    "sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))",
)


def parts(
    clock: FakeClock | None = None,
    keyring: DeviceKeys | None = None,
    host: Host | None = None,
    horizon_days: int = HORIZON_DAYS,
) -> Parts:
    """Cheap parts; the keyring is one object for all calls."""
    keys: DeviceKeys = keyring or MemoryKeys()
    chosen = clock or FakeClock()
    return Parts(
        clock=chosen,
        host=host or SystemHost(),
        kdf=CHEAP,
        keyring=lambda: keys,
        table_command=TABLE_COMMAND,
        agent_command=("false",),
        timer=chosen.monotonic,
        # For good, and this process is that of all tests; real processes are attacked in
        # tests/attacks/test_process_memory.py.
        hide_memory=lambda: None,
        horizon_days=horizon_days,
    )


def home_at(folder: Path, made_of: Parts) -> Home:
    """A home under ``folder``."""
    return Home(Paths.of(str(folder), str(folder / "run")), made_of)


def with_host(home: Home, host: Host) -> Home:
    """The same home on another host."""
    return Home(home.paths, replace(home.parts, host=host))


def on_other_computer(home: Home, folder: Path) -> tuple[Home, MemoryKeys]:
    """Another home with a keyring of its own, at the same time."""
    keys = MemoryKeys()
    return home_at(folder, replace(home.parts, keyring=lambda: keys)), keys


def secret_of(uri: SecretText) -> bytes:
    """The TOTP secret in an otpauth URI."""
    import base64
    from urllib.parse import parse_qs, urlsplit

    text = parse_qs(urlsplit(uri.reveal()).query)["secret"][0]
    return base64.b32decode(text)


class Phone:
    """An authenticator with one entry, on the clock of a test."""

    def __init__(self, uri: SecretText, clock: FakeClock) -> None:
        self.secret = secret_of(uri)
        self._clock = clock

    def code(self, shift: int = 0) -> str:
        """What it shows now, or ``shift`` windows later."""
        return totp.code(self.secret, totp.window_at(self._clock.now()) + shift)

    def next_code(self) -> str:
        """Wait for the next window whose code works, and read it."""
        self._clock.advance(totp.STEP)
        while totp.truncated(self.secret, totp.window_at(self._clock.now())) >= UNBIASED:
            self._clock.advance(totp.STEP)
        return self.code()


class MadeVault:
    """A vault that was made in a home, with all that opens it."""

    def __init__(self, home: Home, folder: Path, key_file: Path | None = None, name: str = "Work"):
        self.home = home
        clock = home.parts.clock
        assert isinstance(clock, FakeClock)
        self.clock = clock
        self.path = folder / f"{name}.keystead"
        self.creation = Creation(home, self.path, name, PASSPHRASE, key_file, "Ann")
        self.phone = Phone(self.creation.totp_uri, clock)
        self.creation.confirm(self.phone.code())
        self.created: CreatedVault = self.creation.finish()

    @property
    def entry(self) -> VaultEntry:
        """As it is registered now."""
        found = self.home.entry_of(self.created.entry.vault_id)
        assert found is not None
        return found

    @property
    def unlock_key(self) -> SecretBytes:
        """The first unlock key."""
        return self.created.unlock_key

    def unlock(self, passphrase: SecretText = PASSPHRASE, phone: Phone | None = None) -> Unlocked:
        """Unlock with the next code."""
        return unlock(self.home, self.entry, passphrase, (phone or self.phone).next_code())
