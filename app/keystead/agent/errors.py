"""Errors of the agent layer: who may ask, and what was said wrongly.

KeysteadError
├── ProtocolBroken      what came over the socket is no message
├── UnknownMethod       the other side is of another version (UsageProblem)
├── NotServed           this terminal session may not ask (Refused)
├── WrongUser           the other end belongs to another user (Refused)
├── AgentEnding         the vault has just been locked, and the agent ends (AccessDenied)
├── AgentGone           the agent ended in the middle of a request (Conflicting)
└── AgentNotStarted     the agent could not be started (Conflicting)
"""

from keystead.errors import AccessDenied, Conflicting, KeysteadError, Refused, UsageProblem


class ProtocolBroken(KeysteadError):
    """Too long, no JSON, or not the fields of a message."""

    code = "protocol"


class UnknownMethod(UsageProblem):
    """The agent does not know what is asked; it is of another version."""

    code = "unknown-method"


class NotServed(Refused):
    """The terminal session did not unlock the vault, and nobody allowed it."""

    code = "not-served"


class WrongUser(Refused):
    """The other end of the socket, or its folder, belongs to somebody else."""

    code = "wrong-user"


class AgentEnding(AccessDenied):
    """The vault has just been locked; a new agent can be started in a moment."""

    code = "agent-ending"


class AgentGone(Conflicting):
    """The agent ended, or was ended, before it answered."""

    code = "agent-gone"


class AgentNotStarted(Conflicting):
    """The agent did not come up."""

    code = "agent-not-started"
