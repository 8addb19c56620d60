"""Two computers of one person, each with a home, a phone and a synced folder of its own.

The second was set up with the Secret Key; its clock is a year ahead.
"""

import base64
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.services.home import Home
from keystead.services.owner import Owner, OwnerKind
from keystead.services.parts import Parts
from keystead.services.recovery import DeviceSetup
from keystead.system.host import SystemHost
from tests.support.clock import FakeClock
from tests.support.homes import PASSPHRASE, MadeVault, Phone, home_at, parts
from tests.support.keyrings import MemoryKeys
from tests.support.sync_service import Client, Cloud

YEAR = 366 * 86_400
FILE = "Work.keystead"


class FlakyHost(SystemHost):
    """A computer whose disk refuses writes in the synced folder while ``refuses`` is set."""

    def __init__(self) -> None:
        self.refuses = 0
        self.shared = Path()
        super().__init__(self._step_or_fail)

    def _step_or_fail(self, name: str, path: Path) -> None:
        if self.refuses and name != "remove" and path.parent == self.shared:
            raise OSError(self.refuses, os.strerror(self.refuses))


@dataclass
class Template:
    """Two homes that are set up, to be copied for each run."""

    folder: tempfile.TemporaryDirectory[str]
    homes: tuple[Home, Home]
    phones: tuple[Phone, Phone]
    file: bytes


@cache
def template() -> Template:
    """Made once, copied often; gone when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="ks-two-")
    root = Path(folder.name)
    (root / "shared").mkdir()
    one = MadeVault(home_at(root / "one", parts(FakeClock(), MemoryKeys())), root / "shared")
    ahead = FakeClock(one.clock.now() + YEAR)
    second = home_at(root / "two", parts(ahead, MemoryKeys()))
    setup = DeviceSetup(second, one.path, PASSPHRASE, one.creation.secret_key)
    assert setup.totp_uri is not None
    phone = Phone(setup.totp_uri, ahead)
    setup.confirm(phone.code())
    setup.apply()
    setup.finish()
    return Template(folder, (one.home, second), (one.phone, phone), one.path.read_bytes())


class Computer:
    """One of the two: its home, its folder, its phone, and the vault while it is open."""

    def __init__(self, number: int, root: Path, cloud: Cloud) -> None:
        made = template()
        model, phone = made.homes[number], made.phones[number]
        self.name = ("Ann", "Studio")[number]
        shutil.copytree(model.paths.data.parent, root / self.name)
        self.clock = FakeClock(model.parts.clock.now())
        secret = base64.b32encode(phone.secret).decode()
        self.phone = Phone(SecretText(f"otpauth://totp/x?secret={secret}"), self.clock)
        self.host = FlakyHost()
        self.host.shared = root / f"{self.name}'s folder"
        self.host.shared.mkdir()
        own: Parts = replace(
            model.parts, clock=self.clock, host=self.host, timer=self.clock.monotonic
        )
        self.home = home_at(root / self.name, own)
        self.path = self.host.shared / FILE
        (entry,) = self.home.vaults()
        self.home.register(replace(entry, path=self.path))
        self.client = Client(cloud, self.name, self.host.shared)
        self.online = True
        self.owner: Owner | None = None
        self.editing: tuple[Secret, str] | None = None
        self.stash: bytes | None = None

    def opened(self) -> Owner:
        """The open vault; unlocked first where it is locked."""
        if self.owner is None:
            (entry,) = self.home.vaults()
            code = self.phone.next_code()
            self.owner = Owner.unlock(self.home, entry, PASSPHRASE, code, OwnerKind.AGENT)
        return self.owner

    def lock(self) -> None:
        """Lock, or nothing."""
        if self.owner is not None:
            self.owner.lock()
            self.owner, self.editing = None, None

    def pass_time(self, seconds: float) -> None:
        """Some ticks."""
        self.clock.advance(seconds)
        if self.owner is not None:
            self.owner.tick()
