"""Stopping a flow before each of its writes, and seeing what still opens."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from keystead.core.secret_types import SecretText
from keystead.errors import FileProblem, KeysteadError
from keystead.services import environments
from keystead.services.home import Home
from keystead.services.maintenance import verify
from keystead.services.recovery import Recovery
from keystead.services.unlock import unlock
from keystead.system.host import SystemHost
from keystead.vault.replica import Replica
from tests.support.clock import FakeClock
from tests.support.homes import Phone, with_host
from tests.support.hosts import DyingHost, FailingHost, PowerCut
from tests.support.keyrings import MemoryKeys


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is such a place: these tests write it many times."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name) / "world"


class World:
    """A folder, a keyring and a clock, to be put back as they were."""

    def __init__(self, folder: Path, keys: MemoryKeys, clock: FakeClock) -> None:
        self._folder, self._keys, self._clock = folder, keys, clock
        self._copy = folder.with_name(folder.name + ".before")
        shutil.copytree(folder, self._copy)
        self._kept, self._now = dict(keys.keys), clock.now()

    def restore(self) -> None:
        """Everything as it was."""
        shutil.rmtree(self._folder)
        shutil.copytree(self._copy, self._folder)
        self._keys.keys = dict(self._kept)
        self._clock.set(self._now)


def every_stop(world: World, home: Home, flow: Callable[[Home], object]) -> Iterator[int]:
    """Run the flow with the power cut before its first write, its second, and so on; gives
    the step each time, until the flow comes to its end."""
    yield from _every(world, home, flow, DyingHost, PowerCut)


def every_full_disk(world: World, home: Home, flow: Callable[[Home], object]) -> Iterator[int]:
    """The same with a disk that is full from that step on."""
    yield from _every(world, home, flow, FailingHost, KeysteadError)


def _every(
    world: World,
    home: Home,
    flow: Callable[[Home], object],
    host: Callable[[int], SystemHost],
    stop: type[BaseException],
) -> Iterator[int]:
    for at in count():
        world.restore()
        stopping = host(at)
        with _transactions_are_steps(stopping):
            stopped = _stopped(partial(flow, with_host(home, stopping)), stop)
        if not stopped:
            return
        # A dead process holds no locks: they went with the frames of the flow.
        yield at


@contextmanager
def _transactions_are_steps(host: SystemHost) -> Iterator[None]:
    """SQLite writes past the host: each of its transactions counts as a write of its own."""
    real = Replica.write

    def write(self: Replica, *given: object) -> None:
        try:
            host._step("transaction", Path("replica"))
        except OSError as error:
            raise FileProblem("The disk is full. Make room and try again.") from error
        real(self, *given)  # type: ignore[arg-type]

    Replica.write = write  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Replica.write = real  # type: ignore[method-assign]


def _stopped(flow: Callable[[], object], stop: type[BaseException]) -> bool:
    try:
        flow()
    except stop:
        return True
    return False


def opens(home: Home, passphrase: SecretText, phone: Phone) -> bool:
    """Whether passphrase and authenticator open the only vault of the home, and what is then
    written holds for every reader."""
    try:
        vault = unlock(home, home.find(None), passphrase, phone.next_code()).vault
    except KeysteadError:
        return False
    try:
        environments.add(vault, f"made-at-{int(vault.clock.now())}")
        vault.publish()
        report = verify(vault)
    finally:
        vault.close()
    assert report.ok, report.problems
    assert report.quarantined == ()
    return True


def recovers(home: Home, path: Path, code: SecretText, clock: FakeClock) -> bool:
    """Whether the recovery code leads all the way to a vault that opens."""
    try:
        recovery = Recovery(home, path, code, SecretText("after the stop"))
        assert recovery.totp_uri is not None
        phone = Phone(recovery.totp_uri, clock)
        recovery.apply()
        recovery.finish()
    except KeysteadError:
        return False
    return opens(home, SecretText("after the stop"), phone)
