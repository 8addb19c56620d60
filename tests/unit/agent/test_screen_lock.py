import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from keystead.agent.errors import AgentEnding
from keystead.agent.process import AgentKeeper
from keystead.agent.screen_lock import lock_with_screen
from keystead.agent.worker import Worker
from keystead.core.settings import Settings
from keystead.services import config, screen_lock
from keystead.services.home import Home
from keystead.services.owner import LockReason
from keystead.services.screen_lock import SETTING
from tests.support.clock import FakeClock
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts
from tests.support.logind import logind
from tests.support.processes import wait_until

SOON = 20.0


@pytest.fixture
def bus(session_bus: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a bus that is the session's and the system's."""
    address = session_bus["DBUS_SESSION_BUS_ADDRESS"]
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    return address


@contextmanager
def agent(tmp_path: Path) -> Iterator[tuple[AgentKeeper, Home]]:
    """An agent with an unlocked vault, without its socket."""
    made = MadeVault(home_at(tmp_path / "home", parts(FakeClock())), tmp_path)
    keeper = AgentKeeper(made.home, made.entry, made.clock.monotonic)
    worker = Worker()
    thread = Thread(target=worker.serve, args=(keeper.tick,))
    thread.start()
    end = lock_with_screen(made.home, keeper, worker)
    try:
        worker(lambda: keeper.prove(PASSPHRASE.reveal(), made.phone.next_code()))
        yield keeper, made.home
    finally:
        end()
        with contextlib.suppress(AgentEnding, RuntimeError):
            worker(lambda: keeper.release(LockReason.QUIT))
        thread.join()


def test_the_agent_locks_and_ends_with_the_screen(bus: str, tmp_path: Path) -> None:
    with logind(bus) as computer, agent(tmp_path) as (keeper, _):
        owner = keeper.owner()
        assert owner is not None

        def locked() -> bool:
            computer.saver(active=True)
            return keeper.ended

        wait_until(locked, SOON, "the lock")
        assert owner.locked_for == "screen"


def test_the_agent_locks_before_sleep(bus: str, tmp_path: Path) -> None:
    with logind(bus) as computer, agent(tmp_path) as (keeper, _):
        owner = keeper.owner()
        assert owner is not None

        def locked() -> bool:
            computer.sleep(going=True)
            return keeper.ended

        wait_until(locked, SOON, "the lock")
        assert owner.locked_for == "sleep"


def test_the_setting_keeps_it_open(
    bus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with logind(bus) as computer, agent(tmp_path) as (keeper, home):
        config.save(home.parts.host, home.paths.config, Settings({SETTING: False}))
        asked: list[bool] = []
        wanted = screen_lock.wanted

        def ask(home: Home) -> bool:
            asked.append(wanted(home))
            return asked[-1]

        monkeypatch.setattr(screen_lock, "wanted", ask)

        def heard() -> bool:
            computer.saver(active=True)
            return bool(asked)

        wait_until(heard, SOON, "the signal")
        assert keeper.owner() is not None
        assert not keeper.ended
