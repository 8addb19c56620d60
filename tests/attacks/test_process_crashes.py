"""A fault of ours, with a value in its variables and in its text: nobody gets to see it."""

import logging

import pytest

from tests.support.agents import Agent, Line, owned_in

VALUE = "sk_live_the-value-that-nobody-may-see"


def crash(*_args: object, **_named: object) -> None:
    """A fault deep inside, where the value is at hand."""
    held = f"{VALUE}, of {len(VALUE)}"
    raise RuntimeError("cannot handle " + held, {"value": held})


@pytest.fixture
def owned(tmp_path):
    return owned_in(tmp_path)


def test_a_crash_tells_a_command_nothing_of_the_value(owned, monkeypatch, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    with Agent(owned):
        line = Line(owned, capsys)
        assert line("add", "API_KEY", "--env", "dev", "--stdin", stdin=VALUE.encode()).code == 0
        monkeypatch.setattr("keystead.services.secrets.reveal", crash)
        there = line("get", "API_KEY", "--env", "dev")
        assert line("list").code == 0  # the agent goes on
        monkeypatch.setattr("keystead.cli.reading.run_get", crash)
        here = line("get", "API_KEY", "--env", "dev")
    for told in (there, here):
        assert told.code == 1
        assert "RuntimeError" in told.err
        assert VALUE not in told.out + told.err
    assert VALUE not in caplog.text
