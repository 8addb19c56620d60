"""The table of commands: complete, and each one where it says."""

from importlib import import_module

import pytest

from keystead.cli.commands import COMMANDS, nearest, overview

PROMISED = (
    "init demo unlock lock status list show get copy add edit rm generate identify places policy "
    "rotate revoke incident review health due snooze export import run audit verify forget repair "
    "purge "
    "backup restore sync env passwd kit recover setup-device config gui agent"
)


def test_what_was_promised_is_there():
    assert set(COMMANDS) == set(PROMISED.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_parser_and_its_work(name, capsys):
    module = import_module(f"keystead.cli.{COMMANDS[name].module}")
    word = name.replace("-", "_")
    parser = getattr(module, f"options_{word}")(name, COMMANDS[name].summary)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: keystead {name}")
    assert "examples:" in told
    # main starts these two itself, since the one needs the window and the other the server.
    assert hasattr(module, f"run_{word}") is (name not in ("gui", "agent"))


def test_the_overview_names_every_command_and_exit_code():
    text = overview()
    assert all(f"  {name} " in text for name in COMMANDS)
    assert all(f"{code} " in text for code in (0, 1, 2, 3, 4, 5, 6, 7, 10))
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    ("typed", "meant"), [("lsit", "list"), ("Get", "get"), ("ad", "add"), ("xyzzy", None)]
)
def test_a_slip_finds_the_command(typed, meant):
    assert nearest(typed) == meant
