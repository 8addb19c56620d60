"""Where credentials and values come from when nobody is asked; prompts are tried end to end."""

import io
import os
import sys

import pytest

from keystead.cli import asking
from keystead.cli.environment import Given
from keystead.errors import AccessDenied, UsageProblem


@pytest.fixture
def no_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)


def pipe(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_a_descriptor_goes_before_the_environment():
    given = Given({"KEYSTEAD_PASSPHRASE": "from the environment"})
    assert asking.passphrase(given, pipe(b"from fd\nrest")).reveal() == "from fd"
    assert asking.passphrase(given, None).reveal() == "from the environment"
    assert asking.from_descriptor(pipe(b"windows\r\n")).reveal() == "windows"


@pytest.mark.parametrize("data", [b"x" * 5_000, b"\xff\xfe"])
def test_a_descriptor_gives_a_passphrase_or_nothing(data):
    with pytest.raises(UsageProblem):
        asking.from_descriptor(pipe(data))


def test_a_descriptor_that_is_not_open_is_told():
    descriptor = pipe(b"")
    os.close(descriptor)
    with pytest.raises(UsageProblem, match="not open"):
        asking.from_descriptor(descriptor)


def test_the_code_is_typed_as_it_is_shown():
    assert asking.code(Given({"KEYSTEAD_CODE": "111111"}), "123 456") == "123456"
    assert asking.code(Given({"KEYSTEAD_CODE": "111111"}), None) == "111111"


def test_with_nobody_to_ask_the_way_out_is_told(no_terminal):
    for ask in (asking.passphrase, asking.code):
        with pytest.raises(AccessDenied, match="keystead unlock"):
            ask(Given({}), None)
    with pytest.raises(UsageProblem, match="KEYSTEAD_NEW_PASSPHRASE"):
        asking.new_passphrase(Given({}))
    given = Given({"KEYSTEAD_NEW_PASSPHRASE": "new"})
    assert asking.new_passphrase(given).reveal() == "new"


@pytest.mark.parametrize(("data", "problem"), [(b"x" * 11, "larger"), (b"\xff", "UTF-8")])
def test_a_value_from_stdin_is_text_of_limited_size(monkeypatch, data, problem):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with pytest.raises(UsageProblem, match=problem):
        asking.secret_input(10)


def test_a_value_from_stdin_is_exact(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("ü\r\n".encode())))
    assert asking.secret_input(10).reveal() == "ü\r\n"


def test_without_a_terminal_nothing_is_typed_where_it_shows(no_terminal):
    with pytest.raises(UsageProblem, match="no terminal to ask on"):
        asking.hidden("New value: ")


def test_a_stdin_that_is_closed_is_told(monkeypatch, tmp_path):
    with (tmp_path / "out").open("w") as closed:
        monkeypatch.setattr(sys, "stdin", Unreadable(closed.buffer))
        with pytest.raises(UsageProblem, match="stdin"):
            asking.secret_input(10)


class Unreadable:
    def __init__(self, buffer):
        self.buffer = buffer

    def isatty(self):
        return False


class Typed(io.TextIOWrapper):
    def isatty(self):
        return True


def test_who_types_a_value_is_told_how_it_ends(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", Typed(io.BytesIO(b"v")))
    assert asking.secret_input(10, "The key").reveal() == "v"
    told = capsys.readouterr().err
    assert told == "The key comes from here, and shows. Enter and Ctrl+D end it.\n"
