"""Messages: what is taken, what is refused, how errors travel."""

import json
import socket
import threading
import time

import pytest

from keystead import errors
from keystead.agent import protocol
from keystead.agent.errors import AgentGone, NotServed, ProtocolBroken
from keystead.core.errors import AmbiguousName
from keystead.errors import KeysteadError, Refused


@pytest.fixture
def ends():
    near, far = socket.socketpair()
    with near, far:
        yield near, far


def test_a_message_arrives_as_it_was_sent(ends):
    near, far = ends
    protocol.send(near, {"method": "get", "params": {"name": "Ü\n\ud800"}}, 1000)
    assert protocol.receive(far, 1000) == {"method": "get", "params": {"name": "Ü\n\ud800"}}


def test_the_end_of_a_connection_is_no_message(ends):
    near, far = ends
    near.close()
    assert protocol.receive(far, 1000) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0",
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"\0\0\0\x05{}",
        b"\0\0\0\x02[]",
        b"\0\0\0\x03abc",
        b"\0\0\0\x02\xff\xfe",
        b"\0\0\x20\0" + b"[" * 8192,
    ],
)
def test_nonsense_is_refused(ends, data):
    near, far = ends
    near.sendall(data)
    near.shutdown(socket.SHUT_WR)
    with pytest.raises(ProtocolBroken):
        protocol.receive(far, 10_000)


def test_a_message_that_drips_has_one_deadline(ends):
    near, far = ends
    stop = threading.Event()

    def drip() -> None:
        near.sendall((1000).to_bytes(4, "big"))
        while not stop.wait(0.05):
            near.sendall(b" ")

    dripping = threading.Thread(target=drip)
    dripping.start()
    began = time.monotonic()
    try:
        with pytest.raises(TimeoutError):
            protocol.receive(far, 1000, patience=0.4)
    finally:
        stop.set()
        dripping.join()
    assert time.monotonic() - began < 5
    with pytest.raises(TimeoutError):
        protocol.receive(far, 1000, patience=0.0)


def test_a_length_above_the_limit_is_refused_before_anything_is_read(ends):
    near, far = ends
    near.sendall((1001).to_bytes(4, "big"))
    with pytest.raises(ProtocolBroken):
        protocol.receive(far, 1000)


def test_what_is_too_long_is_not_sent(ends):
    near, _ = ends
    with pytest.raises(ProtocolBroken, match="can be sent"):
        protocol.send(near, {"text": "x" * 1000}, 1000)


def test_an_error_keeps_category_code_message_and_data():
    sent = AmbiguousName("Say which.", candidates=["dev/A", "prod/A"])
    wire = json.loads(json.dumps(protocol.error_to_wire(sent)))
    found = protocol.error_from_wire(wire)
    assert type(found) is errors.UsageProblem
    assert (found.code, found.message) == ("ambiguous", "Say which.")
    assert found.data == {"candidates": ["dev/A", "prod/A"]}
    assert errors.UsageProblem.code == "usage"


def test_the_category_is_the_one_that_decides_the_exit_code():
    assert protocol.category(NotServed("no")) is Refused
    assert protocol.category(KeysteadError("no")) is KeysteadError


@pytest.mark.parametrize("wire", [None, [], "text", 7])
def test_an_error_that_is_none_means_that_the_agent_is_gone(wire):
    assert isinstance(protocol.error_from_wire(wire), AgentGone)


def test_an_unknown_category_is_a_plain_failure():
    found = protocol.error_from_wire({"category": "SystemExit", "message": "x", "data": 3})
    assert (type(found), found.data) == (KeysteadError, {})


def test_whereabouts_name_the_place_and_never_the_text():
    try:
        protocol.encode({"x": object()}, 10)
    except TypeError as error:
        told = protocol.whereabouts(error)
    assert told.startswith("TypeError at agent/protocol.py:")
    assert "serializable" not in told
