"""Power cut, kill -9 or a full disk at every write of every flow: one way in still works."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError
from keystead.services.creation import Creation
from keystead.services.home import Home
from keystead.services.key_change import KeyChange
from keystead.services.kit import Compromised, KitRenewal, PassphraseChange
from keystead.services.recovery import DeviceSetup, Recovery
from keystead.services.unlock import unlock
from keystead.vault.session import OpenVault
from tests.support.homes import PASSPHRASE, MadeVault, Phone, home_at, parts
from tests.support.keyrings import MemoryKeys
from tests.support.policies import ONE_LANE
from tests.support.stops import World, every_full_disk, every_stop, opens, quick_folder, recovers

NEW = SecretText("another passphrase")
ROOT = Path(__file__).resolve().parents[2]


class Stage:
    """A home with one vault, and the ways in that a change has shown to its user."""

    def __init__(self, folder: Path, clock) -> None:
        folder.mkdir()
        self.keys, self.clock = MemoryKeys(), clock
        quick = replace(parts(clock, self.keys, horizon_days=1), kdf=ONE_LANE)
        self.home = home_at(folder / "home", quick)
        self.made = MadeVault(self.home, folder)
        self.world = World(folder, self.keys, clock)
        self.phone: Phone | None = None
        self.recovery_code: SecretText | None = None

    def taken_through(self, change: KeyChange) -> None:
        """Every step of a change, noting what the user was shown."""
        self.phone = Phone(change.totp_uri, self.clock) if change.totp_uri else None
        self.recovery_code = change.recovery_code
        change.apply()
        change.finish()

    def ways_in(self) -> set[str]:
        """What opens the vault now."""
        found = set()
        if self._kit_fits(self.made.creation.recovery_code):
            found.add("old kit")
        if self.recovery_code is not None and self._kit_fits(self.recovery_code):
            found.add("new kit")
        if opens(self.home, PASSPHRASE, self.made.phone):
            found.add("old device")
        elif self.phone is not None and opens(self.home, NEW, self.phone):
            found.add("new device")
        return found

    def _kit_fits(self, code: SecretText) -> bool:
        try:
            Recovery(self.home, self.made.path, code, NEW).abort()
        except KeysteadError:
            return False
        return True

    def recovers(self) -> bool:
        """Whether the sheet that fits now leads all the way to a vault that opens."""
        shown = [self.made.creation.recovery_code, self.recovery_code]
        fitting = [code for code in shown if code is not None and self._kit_fits(code)]
        return recovers(self.home, self.made.path, fitting[0], self.clock)


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


@pytest.fixture
def stage(folder: Path, clock) -> Stage:
    return Stage(folder, clock)


def with_vault(stage: Stage, home: Home, change: Callable[[OpenVault], KeyChange]) -> None:
    vault = unlock(home, home.find(None), PASSPHRASE, stage.made.phone.next_code()).vault
    try:
        stage.taken_through(change(vault))
    finally:
        vault.close()


def passwd(stage: Stage, home: Home) -> None:
    with_vault(stage, home, lambda vault: PassphraseChange(home, home.find(None), vault, NEW))


def kit(stage: Stage, home: Home) -> None:
    with_vault(stage, home, lambda vault: KitRenewal(home, home.find(None), vault, PASSPHRASE))


def compromised(stage: Stage, home: Home) -> None:
    with_vault(stage, home, lambda vault: Compromised(home, home.find(None), vault, NEW))


def recover(stage: Stage, home: Home) -> None:
    stage.taken_through(Recovery(home, stage.made.path, stage.made.creation.recovery_code, NEW))


def set_up(stage: Stage, home: Home) -> None:
    change = DeviceSetup(home, stage.made.path, PASSPHRASE, stage.made.creation.secret_key)
    stage.taken_through(change)


FLOWS = [passwd, kit, compromised, recover, set_up]


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("stops", [every_stop, every_full_disk])
def test_stopped_before_any_write_one_way_in_on_the_device_or_by_kit_stays(stage, flow, stops):
    count = 0
    for step in stops(stage.world, stage.home, lambda home: flow(stage, home)):
        ways = stage.ways_in()
        assert ways & {"old kit", "new kit"}, (flow.__name__, step, ways)
        assert ways & {"old device", "new device"} or flow in (recover, set_up), (step, ways)
        if step % 8 == 4:
            assert stage.recovers(), (step, ways)
        count += 1
    assert count > 8
    assert ("old device" in stage.ways_in()) == (flow is kit)


def test_a_creation_stopped_anywhere_lists_nothing_or_a_whole_vault(folder: Path, clock):
    folder.mkdir()
    keys = MemoryKeys()
    home = home_at(folder / "home", parts(clock, keys))
    world = World(folder, keys, clock)
    shown: list[Creation] = []

    def create(on: Home) -> None:
        shown.append(Creation(on, folder / "v.keystead", "V", PASSPHRASE))
        shown[-1].finish()

    listed = 0
    for step in every_stop(world, home, create):
        phone = Phone(shown[-1].totp_uri, clock)
        if home.vaults():
            assert opens(home, PASSPHRASE, phone), step
            listed += 1
        elif (folder / "v.keystead").exists():
            assert recovers(home, folder / "v.keystead", shown[-1].recovery_code, clock), step
        else:
            Creation(home, folder / "v.keystead", "V", PASSPHRASE).finish()
    assert listed >= 1
    assert opens(home, PASSPHRASE, Phone(shown[-1].totp_uri, clock))


KILLED = """
import os, signal, sys
from pathlib import Path
from keystead.system.host import SystemHost
from tests.support.clock import FakeClock
from tests.support.homes import MadeVault, home_at, parts
from tests.support.keyrings import MemoryKeys
from keystead.services.kit import PassphraseChange
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError

folder, at = Path(sys.argv[1]), int(sys.argv[2])
taken = [0]

def step(name, path):
    taken[0] += 1
    if taken[0] > at:
        os.kill(os.getpid(), signal.SIGKILL)

home = home_at(folder / "home", parts(FakeClock()))
made = MadeVault(home, folder, key_file=folder / "stick.key")
vault = made.unlock().vault
print(made.creation.recovery_code.reveal(), flush=True)
home.parts.host._step = step
change = PassphraseChange(home, made.entry, vault, SecretText("new"))
change.apply()
change.finish()
print("done", flush=True)
"""


@pytest.mark.parametrize("at", [0, 3, 7, 11, 16, 21, 26])
def test_killed_for_real_the_kit_still_opens(tmp_path: Path, clock, at: int):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'app'}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(at)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    clock.advance(3600)
    home = home_at(tmp_path / "home", parts(clock))
    assert recovers(home, tmp_path / "Work.keystead", SecretText(done.stdout.split()[0]), clock)
