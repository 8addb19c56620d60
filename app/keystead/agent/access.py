"""Who is served: terminal sessions that proved credentials, allowed environments, grants."""

import threading
from collections.abc import Iterable

from keystead.agent.approvals import AccessRequest, Approvals, Purpose
from keystead.agent.errors import NotServed
from keystead.agent.peers import Peer, Session, chain
from keystead.errors import UsageProblem
from keystead.services.requests.scope import Scope

_PREFIX = "env:"


class Access:
    """What was granted since the vault was unlocked; ``forget`` takes all of it back."""

    def __init__(self, approvals: Approvals | None = None) -> None:
        self._approvals = approvals
        self._sessions: set[Session] = set()
        self._environments: set[bytes] = set()
        self._lock = threading.Lock()

    def admit(self, session: Session | None) -> None:
        """Serve this terminal session: it has just proved passphrase and code."""
        if session is not None:
            with self._lock:
                self._sessions.add(session)

    def allow(self, environments: Iterable[bytes]) -> None:
        """Let every session of the user read these environments until the vault locks.

        They are ids: a name may pass on to another environment, what was allowed must not.
        """
        with self._lock:
            self._environments.update(environments)

    def forget(self) -> None:
        """Serve nobody any more."""
        with self._lock:
            self._sessions.clear()
            self._environments.clear()
        if self._approvals is not None:
            self._approvals.forget()

    def serves(self, peer: Peer) -> bool:
        """Whether the session unlocked the vault itself."""
        with self._lock:
            return peer.session is not None and peer.session in self._sessions

    def check(self, peer: Peer, scope: Scope, cwd: str = "") -> None:
        """NotServed unless the environment was allowed, or the user allows it now.

        Blocks while the user is asked.  ``cwd`` is what the client says of its folder; the
        kernel's word goes before it.
        """
        reads = scope.purpose in (Purpose.READ, Purpose.LIST)
        with self._lock:
            if reads and scope.environment_id and scope.environment_id in self._environments:
                return
        if self._approvals is None:
            # Not where the key was found: that would tell that there is such a key.
            raise not_served(scope.said)
        programs = chain(peer.pid)
        request = AccessRequest(
            program=programs[0],
            chain=programs,
            directory=peer.directory or cwd,
            environment=scope.environment,
            keys=scope.keys,
            purpose=Purpose(scope.purpose),
            environment_id=scope.environment_id,
        )
        if not self._approvals.allowed(request):
            raise NotServed("You did not allow this. Nothing was given out and nothing changed.")


def not_served(environment: str = "") -> NotServed:
    """The refusal with its two ways out."""
    return NotServed(
        "The vault is unlocked in another terminal session, and this one is not served. Run "
        "'keystead unlock' here, or there 'keystead unlock --allow "
        f"{_PREFIX}{environment or 'ENVIRONMENT'}'.",
        environment=environment or None,
    )


def parse_allowed(texts: Iterable[str]) -> list[str]:
    """The environments of ``env:dev`` and the like; UsageProblem for another form."""
    found = []
    for text in texts:
        name = text.removeprefix(_PREFIX)
        if not text.startswith(_PREFIX) or not name:
            raise UsageProblem("What can be allowed is an environment, written env:dev.")
        found.append(name)
    return found
