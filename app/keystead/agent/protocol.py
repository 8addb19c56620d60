"""How client and server speak: one JSON object a message, its length in front.

A message is four bytes of length (big-endian) and that many bytes of UTF-8 JSON.  A
request is ``{"v": 1, "method": ..., "params": {...}, "cwd": ...}``; the answer is
``{"result": ...}`` or ``{"error": {...}}``, after any number of ``{"progress": ...}``.
The unlock key never travels; passphrases and values do, between processes of one user.
"""

import json
import socket
import time
from collections.abc import Mapping

from keystead import errors
from keystead.agent.errors import AgentGone, ProtocolBroken
from keystead.errors import KeysteadError

VERSION = 1
MAX_REQUEST = 8 << 20
"""Bytes of a request: an import of 4 MiB, escaped."""
MAX_ANSWER = 64 << 20
"""Bytes of an answer: a list of 100,000 Secrets."""

_LENGTH = 4
_CHUNK = 1 << 16

Message = dict[str, object]

_KINDS: dict[str, type[KeysteadError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, KeysteadError)
}


def encode(message: Mapping[str, object], limit: int) -> bytes:
    """The bytes of a message; ProtocolBroken above ``limit`` bytes."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    if len(body) > limit:
        raise ProtocolBroken(
            f"This is too much for one request ({len(body):,} bytes; {limit:,} can be sent). "
            "Nothing was changed."
        )
    return len(body).to_bytes(_LENGTH, "big") + body


def decode(body: bytes) -> Message:
    """The object in the bytes; ProtocolBroken for anything but a JSON object."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise ProtocolBroken("What came over the socket is no message of Keystead.") from None
    if not isinstance(message, dict):
        raise ProtocolBroken("What came over the socket is no message of Keystead.")
    return message


def send(channel: socket.socket, message: Mapping[str, object], limit: int) -> None:
    """Send one message; ProtocolBroken when it is too long, OSError when nobody listens."""
    channel.sendall(encode(message, limit))


def receive(channel: socket.socket, limit: int, patience: float | None = None) -> Message | None:
    """The next message, None when the other side closed; ProtocolBroken, OSError.

    The length is checked before anything is read or kept.  With ``patience`` the whole
    message must have come within so many seconds, however it drips; TimeoutError.
    """
    until = None if patience is None else time.monotonic() + patience
    head = _read(channel, _LENGTH, until)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or not 0 < length <= limit:
        raise ProtocolBroken("What came over the socket is no message of Keystead.")
    body = _read(channel, length, until)
    if len(body) < length:
        raise ProtocolBroken("The message ended in its middle.")
    return decode(body)


def _read(channel: socket.socket, size: int, until: float | None) -> bytes:
    """``size`` bytes, fewer only when the other side closed; ``until`` on the monotonic
    clock."""
    parts = []
    while size:
        if until is not None:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            channel.settimeout(left)
        part = channel.recv(min(size, _CHUNK))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


UNPUBLISHED = "unpublished"
"""In the answer to a change: why the vault file does not take what was changed, in words."""


def error_to_wire(error: KeysteadError) -> Message:
    """An error as JSON: the category that says the exit code, stable code, message, data."""
    return {
        "category": category(error).__name__,
        "code": error.code,
        "message": error.message,
        "data": error.data,
    }


def error_from_wire(wire: object) -> KeysteadError:
    """The error that the other side raised, as an instance of its category."""
    if not isinstance(wire, dict):
        return AgentGone("The agent answered with nothing that can be read. Try again.")
    kind = _KINDS.get(str(wire.get("category")), KeysteadError)
    data = wire.get("data")
    fields = {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}
    error = kind(str(wire.get("message", "")))
    error.data = fields
    # The code of the class that was raised; that class may not be loaded on this side.
    error.__dict__["code"] = str(wire.get("code", "failed"))
    return error


def whereabouts(error: BaseException) -> str:
    """Kind and place of an unforeseen error, for a report: never its text, which could hold
    a value."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/keystead/" in name:
            place = f" at {name.rpartition('/keystead/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


def category(error: KeysteadError) -> type[KeysteadError]:
    """The class of ``keystead.errors`` that the error belongs to."""
    for kind in type(error).__mro__:
        if kind.__module__ == errors.__name__:
            return kind
    return KeysteadError
