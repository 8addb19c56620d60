"""What a command has at hand: the way to the unlocked vault, and what was given.

The way of most commands is short: look into the registry, ask the process that holds the
vault.  Everything heavier is loaded when that is not enough.
"""

import time
from collections.abc import Callable, Mapping

from keystead.agent.client import places
from keystead.agent.client.connection import Connection, Progress, no_progress
from keystead.agent.protocol import UNPUBLISHED
from keystead.cli import output
from keystead.cli.environment import Given
from keystead.cli.options import Args
from keystead.errors import AccessDenied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.home import Vaults
    from keystead.cli.session import Session
    from keystead.services.home import Home

JsonObject = dict[str, object]
ENDING = "agent-ending"
PATIENCE = 5.0
"""Seconds that an agent may take to end."""


def no_words(_words: str) -> None:
    """Nobody listens."""


class Remote:
    """The vault in the window or the agent."""

    def __init__(
        self,
        connection: Connection,
        progress: Progress = no_progress,
        unpublished: Callable[[str], None] = no_words,
    ) -> None:
        """``unpublished`` is told why the vault file does not take what was changed."""
        self._connection, self._progress = connection, progress
        self._unpublished = unpublished

    def call(self, method: str, params: Mapping[str, object] | None = None) -> JsonObject:
        """Ask over the socket."""
        found = self._connection.call(method, params, self._progress)
        answer = found if isinstance(found, dict) else {}
        if problem := answer.pop(UNPUBLISHED, None):
            self._unpublished(str(problem))
        return answer

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


class Context:
    """One run of one command."""

    def __init__(self, given: Given, home: "Callable[[], Home]", args: Args) -> None:
        self.given, self._make_home, self.args = given, home, args
        self.vault: str | None = args.vault or given.vault
        self._vaults: Vaults | None = None
        self._told: set[str] = set()

    @property
    def vaults(self) -> "Vaults":
        """Registry, folders and unlocking on this device; loaded on first use."""
        if self._vaults is None:
            from keystead.cli.home import Vaults

            self._vaults = Vaults(self._make_home(), self.given.home)
        return self._vaults

    def ask(self, method: str, params: Mapping[str, object] | None = None) -> JsonObject:
        """Ask one question of the unlocked vault, unlocking it where needed."""
        try:
            return _ask(self.session(), method, params)
        except AccessDenied as error:
            if not self.just_locked(error):
                raise
        return _ask(self.session(), method, params)

    def just_locked(self, error: AccessDenied) -> bool:
        """Whether the vault was locked at the very moment of the question; then it waits
        until the agent is gone, so that the question can be asked once more."""
        if error.code != ENDING:
            return False
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            connection = self.running()
            if connection is None:
                return True
            connection.close()
            time.sleep(0.02)
        return False

    def session(self) -> "Session":
        """The unlocked vault: that of the process that holds it, else unlocked now.

        Raises AccessDenied where credentials are needed and nobody can be asked for them,
        Conflicting for ``--no-agent`` while another process holds the vault.
        """
        if not getattr(self.args, "no_agent", False):
            connection = self.running()
            if connection is not None:
                return Remote(connection, unpublished=self._say_unpublished)
        return self._unlocked()

    def running(self) -> Connection | None:
        """A connection to the process that holds the vault; None when nobody does.

        Raises NoSuchVault and the like where it is not clear which vault is meant.
        """
        state = places.state_folder(self.given.home)
        vault_id = None if state is None else places.plain_choice(state, self.vault)
        if state is None or vault_id is None:
            return self.vaults.connection(self.vault)
        return Connection.to(state, vault_id)

    def credentials(self) -> tuple[str, str]:
        """Passphrase and code as they came: by option, environment or prompt."""
        from keystead.cli import asking

        passphrase = asking.passphrase(self.given, getattr(self.args, "passphrase_fd", None))
        return passphrase.reveal(), asking.code(self.given, getattr(self.args, "code", None))

    def start(self, params: Mapping[str, object] | None = None) -> tuple[Connection, JsonObject]:
        """Ask for the credentials, start the agent and unlock it; its status.

        ``params`` go with the request.  Raises what unlocking raises; the agent ends then.
        """
        entry = self.vaults.entry(self.vault)
        passphrase, code = self.credentials()
        connection = self.vaults.start_agent(entry)
        try:
            wanted = {"passphrase": passphrase, "code": code, **(params or {})}
            status = connection.call("unlock", wanted)
        except BaseException:
            connection.close()
            raise
        return connection, status if isinstance(status, dict) else {}

    def _say_unpublished(self, problem: str) -> None:
        """Once in a command, however many changes it makes."""
        if problem not in self._told:
            self._told.add(problem)
            output.note(f"keystead: this is kept here, and not yet in the vault file. {problem}")

    def _unlocked(self) -> "Session":
        if not getattr(self.args, "no_agent", False):
            connection, status = self.start()
            warn_of_failures(status)
            return Remote(connection, unpublished=self._say_unpublished)
        vaults = self.vaults
        entry = vaults.entry(self.vault)
        vaults.check_free(entry)
        local, status = vaults.unlock_here(entry, self.credentials())
        warn_of_failures(status)
        return local


class Vault:
    """The vault for as long as the command runs: asked anew each time where an agent holds it,
    since it may lock while a person thinks."""

    def __init__(self, context: Context) -> None:
        self._context = context
        alone = getattr(context.args, "no_agent", False)
        self._session = context.session() if alone else None

    def call(self, method: str, params: Mapping[str, object] | None = None) -> JsonObject:
        """The answer to one request."""
        if self._session is not None:
            return self._session.call(method, params)
        return self._context.ask(method, params)

    def close(self) -> None:
        """Lock what was unlocked for this command alone."""
        if self._session is not None:
            self._session.close()


def _ask(session: "Session", method: str, params: Mapping[str, object] | None) -> JsonObject:
    try:
        return session.call(method, params)
    finally:
        session.close()


def warn_of_failures(status: JsonObject) -> None:
    """Say once how often somebody tried and failed since the last unlock, and what is wrong
    with the vault file."""
    if problem := status.get("problem"):
        output.note(f"keystead: {problem}")
    attempts = status.get("failed_attempts")
    count = len(attempts) if isinstance(attempts, list) else 0
    if count:
        tries = "one failed attempt" if count == 1 else f"{count} failed attempts"
        output.note(f"keystead: {tries} to unlock since the last time.")
