"""What the window finds before a vault is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keystead.core.settings import Settings
from keystead.errors import KeysteadError
from keystead.gui.gate import Gate, Known
from keystead.gui.tasks import Worker
from keystead.services import config
from keystead.services.home import Home
from tests.support.clock import FakeClock
from tests.support.homes import MadeVault, home_at, parts


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_at(tmp_path / "home", parts(FakeClock()))


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    assert worker.stop()


def listed(home: Home, worker: Worker, qtbot: QtBot, wanted: str | None = None) -> Known:
    answers: list[Known | KeysteadError] = []
    Gate(home, worker, Settings()).list_vaults(wanted, answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert isinstance(answers[0], Known)
    return answers[0]


def name_of_first(known: Known) -> str | None:
    return None if known.first is None else known.first.name


def set_default(home: Home, vault: str) -> None:
    config.save(home.parts.host, home.paths.config, Settings({"vault.default": vault}))


def test_without_a_vault_there_is_none_to_ask_for(home: Home, worker: Worker, qtbot: QtBot) -> None:
    assert listed(home, worker, qtbot) == Known([], None)


def test_the_window_asks_for_the_vault_that_a_command_would_take(
    home: Home, worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("One", "Two"):
        MadeVault(home, tmp_path, name=name)
    assert name_of_first(listed(home, worker, qtbot)) == "One"
    set_default(home, "Two")
    assert name_of_first(listed(home, worker, qtbot)) == "Two"
    assert name_of_first(listed(home, worker, qtbot, wanted="One")) == "One"


def test_where_that_is_not_clear_the_one_used_last(
    home: Home, worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("One", "Two"):
        vault = MadeVault(home, tmp_path, name=name)
    vault.unlock().vault.close()
    set_default(home, "a vault that is gone")
    assert name_of_first(listed(home, worker, qtbot)) == "Two"
