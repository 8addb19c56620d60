"""The server: connections in, one request at a time each, all vault work on one thread.

``AgentServer`` lives in the agent's process and, while its vault is open, in the window's.
It decides who is served (``access``) and hands everything else to ``services.requests``.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping

from keystead.agent import protocol
from keystead.agent.access import Access, not_served, parse_allowed
from keystead.agent.approvals import Approvals, Approver
from keystead.agent.errors import AgentEnding, NotServed, ProtocolBroken, UnknownMethod
from keystead.agent.keeper import Keeper
from keystead.agent.listener import Listener
from keystead.agent.peers import Peer, chain, check_user
from keystead.agent.worker import Execute
from keystead.errors import AccessDenied, KeysteadError, NotFound, UsageProblem
from keystead.services.owner import LockReason, Owner
from keystead.services.requests import table
from keystead.services.requests.scope import Scope

MAX_CONNECTIONS = 32
MAX_OF_SESSION = 16
MAX_NOT_SERVED = 16
"""Connections of all sessions together that are not served: they leave room for the others."""
MAX_OF_STRANGERS = 2
"""Connections of other users, who are only told that they are not served."""
PATIENCE = 30.0
"""Seconds in which a request must have arrived whole, and an answer be taken."""
GRACE = 3.0
"""Seconds that ``stop`` leaves to answers on their way."""

Params = Mapping[str, object]
Tell = Callable[[int, int], None]


class AgentServer:
    """Serves one vault to the other processes of the user.

    ``execute`` runs a callable on the vault's one thread and waits; ``approver`` asks the
    user (None: nobody can be asked, so other terminal sessions are refused at once).
    """

    def __init__(
        self,
        listener: Listener,
        keeper: Keeper,
        execute: Execute,
        approver: Approver | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        approvals = None if approver is None else Approvals(approver, monotonic)
        self.access = Access(approvals)
        self._listener, self._keeper, self._execute = listener, keeper, execute
        self._user = os.getuid()
        self._busy: dict[threading.Thread, tuple[socket.socket, Peer]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._accepting = threading.Thread(target=self._accept, name="agent", daemon=True)

    def start(self) -> None:
        """Begin to serve, in threads of its own."""
        self._accepting.start()

    def stop(self) -> None:
        """Take no new connections, let answers on their way arrive, then hang up.

        Not to be called on the vault's thread while a request waits for it, but for the
        time that GRACE gives.
        """
        self._stopping.set()
        self._listener.close()
        self.access.forget()
        deadline = time.monotonic() + GRACE
        with self._lock:
            left = dict(self._busy)
        for channel, _ in left.values():
            with contextlib.suppress(OSError):
                channel.shutdown(socket.SHUT_RD)  # an idle connection ends, an answer does not
        for thread in left:
            thread.join(max(0.0, deadline - time.monotonic()))

    # Connections ---------------------------------------------------------------------------

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                channel, peer = self._listener.accept()
            except OSError:
                # Stopped; or out of descriptors for a moment, or the peer is gone.
                self._stopping.wait(0.05)
                continue
            self._take(channel, peer)

    def _take(self, channel: socket.socket, peer: Peer) -> None:
        thread = threading.Thread(target=self._converse, args=(channel, peer), daemon=True)
        with self._lock:
            taken = self._has_room(peer) and not self._stopping.is_set()
            if taken:
                self._busy[thread] = channel, peer
                thread.start()
        if not taken:
            channel.close()

    def _has_room(self, peer: Peer) -> bool:
        """Whether one more connection of this peer leaves room for the others; no program
        can keep all of them, least of all one that is not served."""
        others = [other for _, other in self._busy.values()]
        if len(others) >= MAX_CONNECTIONS:
            return False
        if peer.uid != self._user:
            return sum(other.uid != self._user for other in others) < MAX_OF_STRANGERS
        if sum(other.session == peer.session for other in others) >= MAX_OF_SESSION:
            return False
        if self.access.serves(peer):
            return True
        return sum(not self.access.serves(other) for other in others) < MAX_NOT_SERVED

    def _converse(self, channel: socket.socket, peer: Peer) -> None:
        """Requests of one connection, one after the other, until it ends or talks nonsense."""
        try:
            with channel:
                try:
                    check_user(peer, self._user)
                    while (message := self._receive(channel)) is not None:
                        self._send(channel, self._answer(message, peer, channel))
                except (ProtocolBroken, NotServed) as error:
                    self._send(channel, {"error": protocol.error_to_wire(error)})
        except OSError:
            pass  # the other side is gone, and with it whoever could be told
        finally:
            with self._lock:
                self._busy.pop(threading.current_thread(), None)

    def _receive(self, channel: socket.socket) -> protocol.Message | None:
        return protocol.receive(channel, protocol.MAX_REQUEST, PATIENCE)

    def _send(self, channel: socket.socket, answer: protocol.Message) -> None:
        try:
            data = protocol.encode(answer, protocol.MAX_ANSWER)
        except ProtocolBroken as error:
            data = protocol.encode({"error": protocol.error_to_wire(error)}, protocol.MAX_ANSWER)
        channel.settimeout(PATIENCE)  # for all of it
        channel.sendall(data)

    def _answer(
        self, message: protocol.Message, peer: Peer, channel: socket.socket
    ) -> protocol.Message:
        def tell(done: int, total: int) -> None:
            self._send(channel, {"progress": {"done": done, "total": total}})

        try:
            method, params, cwd = _parts(message)
            return {"result": self._do(method, params, cwd, peer, tell)}
        except KeysteadError as error:
            return {"error": protocol.error_to_wire(error)}
        except Exception as error:  # noqa: BLE001 - one bad request must not end the agent
            problem = KeysteadError(
                "Keystead failed in a way that was not foreseen "
                f"({protocol.whereabouts(error)}). What was stored before is intact."
            )
            return {"error": protocol.error_to_wire(problem)}

    # Requests ------------------------------------------------------------------------------

    def _do(self, method: str, params: Params, cwd: str, peer: Peer, tell: Tell) -> object:
        if method == "status":
            return self._execute(self._status) | {"served": self.access.serves(peer)}
        if method == "lock":
            return self._release(LockReason.ASKED)
        if method == "yield":
            return self._release(LockReason.TAKEN_OVER)
        if method == "unlock":
            return self._unlock(params, peer)
        known = table.METHODS.get(method)
        if known is None:
            raise UnknownMethod(table.unknown(method).message)
        granted: Scope | None = None
        if known.proved:
            self._prove_and_admit(params, peer)
        elif not self.access.serves(peer):
            if known.own:
                raise not_served()
            granted = self._execute(lambda: table.scope_of(self._open(), method, params))
            self.access.check(peer, granted, cwd)
        asker = chain(peer.pid)[0].path
        return self._execute(lambda: self._handle(method, params, tell, granted, asker))

    def _handle(
        self, method: str, params: Params, tell: Tell, granted: Scope | None, asker: str
    ) -> object:
        """Do it; what was ``granted`` must still be what would be touched, since minutes can
        have passed while the user was asked.  ``asker``: the program, by the kernel's word."""
        owner = self._open()
        if granted is not None and table.scope_of(owner, method, params) != granted:
            raise NotServed("The vault was changed meanwhile. Nothing was done; ask again.")
        owner.touch()
        if "where" in table.METHODS[method].parameters:
            params = {**params, "where": asker}
        answer = table.handle(owner, method, params, tell)
        if table.METHODS[method].purpose == table.CHANGE and owner.publish_problem is not None:
            answer = answer | {protocol.UNPUBLISHED: owner.publish_problem.message}
        if owner.locked_for is not None:
            self._keeper.release(owner.locked_for)
        return answer

    def _open(self) -> Owner:
        owner = self._keeper.owner()
        if owner is None:
            raise AccessDenied("The vault is locked. Unlock it with 'keystead unlock'.")
        if owner.locks_in() == 0.0:
            # Its time is over, though the next tick, which would have seen to it, is to come.
            self._keeper.release(LockReason.IDLE)
            raise AgentEnding("The vault has just locked itself. Unlock it again.")
        return owner

    def _status(self) -> dict[str, object]:
        owner = self._keeper.owner()
        return {"locked": True} if owner is None else owner.status()

    def _release(self, reason: LockReason) -> object:
        self.access.forget()
        return self._execute(lambda: self._lock_now(reason))

    def _lock_now(self, reason: LockReason) -> dict[str, object]:
        """Lock; ``problem`` says why the vault file does not have the last changes, if so."""
        owner = self._keeper.owner()
        self._keeper.release(reason)
        problem = None if owner is None else owner.publish_problem
        return {"locked": True, "problem": None if problem is None else problem.message}

    def _unlock(self, params: Params, peer: Peer) -> object:
        """Prove passphrase and code and be served; ``allow``: environments for everybody.

        A session that is served already need not prove anything to allow one.
        """
        allowed = parse_allowed(_texts(params.get("allow")))
        if self.access.serves(peer) and "code" not in params:
            attempts: list[int] = []
        else:
            attempts = self._prove_and_admit(params, peer)
        self.access.allow(self._execute(lambda: self._environments(allowed)))
        status = self._execute(self._status)
        return status | {"served": self.access.serves(peer), "failed_attempts": attempts}

    def _prove_and_admit(self, params: Params, peer: Peer) -> list[int]:
        """Check the credentials in a request; its session is served from now on."""
        passphrase, code = params.get("passphrase"), params.get("code")
        if not isinstance(passphrase, str) or not isinstance(code, str):
            raise not_served()
        attempts = self._execute(lambda: self._prove(passphrase, code))
        self.access.admit(peer.session)
        return attempts

    def _prove(self, passphrase: str, code: str) -> list[int]:
        self._keeper.prove(passphrase, code)
        owner = self._open()
        owner.touch()
        shown, owner.failed_attempts = list(owner.failed_attempts), ()  # shown once
        return shown

    def _environments(self, names: list[str]) -> list[bytes]:
        """Their ids; NotFound for a name that none has."""
        known = {item.name: item.id for item in self._open().vault.environments()}
        for name in names:
            if name not in known:
                raise NotFound(f"There is no environment named {name}.", environment=name)
        return [known[name] for name in names]


def _parts(message: protocol.Message) -> tuple[str, Params, str]:
    """Method, parameters and folder of a request; UsageProblem for what is none."""
    method, params, cwd = message.get("method"), message.get("params", {}), message.get("cwd", "")
    if message.get("v") != protocol.VERSION:
        raise UnknownMethod(table.unknown("").message)
    if not isinstance(method, str) or not isinstance(params, dict) or not isinstance(cwd, str):
        raise UsageProblem("This is no request that Keystead understands.")
    return method, params, cwd


def _texts(found: object) -> list[str]:
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise UsageProblem("What can be allowed is a list of environments.")
    return list(found)
