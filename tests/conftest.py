"""A world of their own for all tests: no display, keyring, home or setting of the user."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support.clock import FakeClock
from tests.support.display import display_environment, virtual_display
from tests.support.session_bus import secret_service_environment, session_bus_environment
from tests.support.vaults import World

# Before anything imports Qt or asks for a home.
_WORLD = Path(tempfile.mkdtemp(prefix="ks-tests-"))
_FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY")
for _name in [*_FOREIGN, *(name for name in os.environ if name.startswith("KEYSTEAD_"))]:
    os.environ.pop(_name, None)
os.environ |= {
    "HOME": str(_WORLD),
    "XDG_RUNTIME_DIR": str(_WORLD),
    "XDG_CONFIG_HOME": str(_WORLD / "config"),
    "XDG_DATA_HOME": str(_WORLD / "data"),
    "XDG_STATE_HOME": str(_WORLD / "state"),
    "XDG_CACHE_HOME": str(_WORLD / "cache"),
    "QT_QPA_PLATFORM": "offscreen",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}

# Times vary too much on shared machines to be a reason to fail; CI draws the same examples
# each time, so that it fails only for what was changed.
hypothesis.settings.register_profile(
    "keystead", deadline=None, derandomize="CI" in os.environ, print_blob=True
)
hypothesis.settings.load_profile("keystead")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_WORLD, ignore_errors=True)


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at 2026-01-01 00:00 UTC until the test moves it."""
    return FakeClock()


@pytest.fixture(scope="session")
def xvfb() -> Iterator[dict[str, str]]:
    """The environment of a private X server, for programs that a test starts."""
    with virtual_display() as display:
        yield display_environment(display)


@pytest.fixture
def session_bus() -> Iterator[dict[str, str]]:
    """The environment of a private, empty session bus: nothing answers on it."""
    with session_bus_environment() as environment:
        yield environment


@pytest.fixture
def secret_service() -> Iterator[dict[str, str]]:
    """The environment of a private session bus with a real, unlocked keyring."""
    with secret_service_environment() as environment:
        yield environment


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A vault file in a folder of its own, with one device that has it open nowhere yet."""
    made = World(tmp_path)
    yield made
    made.close()
