"""An agent within the test's process, and the command line beside it."""

import io
import os
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from keystead.agent.approvals import Approver
from keystead.agent.client.connection import Connection
from keystead.agent.peers import session_of
from keystead.agent.process import AgentKeeper
from keystead.agent.server import AgentServer
from keystead.agent.takeover import listen
from keystead.agent.worker import Worker
from keystead.cli.environment import Given
from keystead.cli.main import run
from tests.support.clock import FakeClock
from tests.support.homes import PASSPHRASE, MadeVault, home_at, parts


class Agent:
    """Serves the vault of ``owned``; this process is the terminal session that unlocked it."""

    def __init__(
        self, owned: MadeVault, approver: Approver | None = None, admit: bool = True
    ) -> None:
        self.owned = owned
        self.worker = Worker()
        self.keeper = AgentKeeper(owned.home, owned.entry, time.monotonic)
        listener = listen(owned.home, owned.entry, 0.0)
        self.server = AgentServer(listener, self.keeper, self.worker, approver)
        self._thread = threading.Thread(target=self.worker.serve, args=(self.keeper.tick,))
        self._thread.start()
        code = owned.phone.next_code()
        self.worker(lambda: self.keeper.prove(PASSPHRASE.reveal(), code))
        if admit:
            self.server.access.admit(session_of(os.getpid()))
        self.server.start()

    def connect(self) -> Connection:
        """A new connection."""
        home, entry = self.owned.home, self.owned.entry
        connection = Connection.to(str(home.paths.state), entry.vault_id.hex())
        assert connection is not None
        return connection

    def ask(self, method: str, params: dict[str, object] | None = None) -> object:
        """One question on a connection of its own."""
        with self.connect() as connection:
            return connection.call(method, params)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.keeper.ended = True
        self.worker.wake()
        self._thread.join()
        self.server.stop()
        owner, self.keeper._owner = self.keeper._owner, None
        if owner is not None:
            owner.vault.replica.close()
            owner._held.close()


class Line:
    """The command line in this process, on the home of ``owned``."""

    def __init__(self, owned: MadeVault, capture: pytest.CaptureFixture[str]) -> None:
        self.owned = owned
        self._capture = capture

    def __call__(self, *words: str, stdin: bytes = b"", **variables: str) -> "Result":
        """Run a command; ``variables`` are those of the environment, without KEYSTEAD_."""
        home = self.owned.home
        found = {f"KEYSTEAD_{name.upper()}": text for name, text in variables.items()}
        found["KEYSTEAD_HOME"] = str(home.paths.state.parent)
        self._capture.readouterr()
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        try:
            code = run(words, Given(found), lambda: home)
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.stdin = before
        out, err = self._capture.readouterr()
        return Result(code, out, err)


class Result:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def __repr__(self) -> str:
        return f"[{self.code}]\n{self.out}\n{self.err}"


def owned_in(folder: Path) -> MadeVault:
    """A vault in a home below the folder, its device key in a file."""
    return MadeVault(home_at(folder / "home", parts(FakeClock())), folder, folder / "device.key")
