"""The one entry: what it hands over to, and what it never does."""

import gc
import io
import subprocess
import sys
from dataclasses import replace

import pytest

from keystead import main as entry
from keystead.cli.environment import Given
from keystead.gui import application
from keystead.services import shipped, table_child
from keystead.services.home import Home
from keystead.system.hardening import hide_memory
from tests.support.clock import FakeClock
from tests.support.homes import parts


@pytest.fixture(autouse=True)
def hardened(monkeypatch):
    """What was done to the process: it is that of all tests, so nothing really is."""
    done: list[str] = []
    monkeypatch.setattr("keystead.system.hardening.start", lambda: done.append("start"))
    monkeypatch.setattr("keystead.system.hardening.hide_memory", lambda: done.append("hide"))
    return done


def never() -> None:
    raise AssertionError("no parts are needed for this")


def test_a_command_gets_its_home_only_when_it_asks(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KEYSTEAD_HOME", str(tmp_path))
    assert entry.main(["--version"], never) == 0  # type: ignore[arg-type]
    assert entry.main(["status"], lambda: parts(FakeClock())) == 4
    assert "No vault is set up" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--version"], ["start"]),
        (["status"], ["start"]),
        (["agent", "--detached", "--vault-id", "aa" * 32], ["start", "hide"]),
        ([entry.TABLE], ["start", "hide"]),
        ([entry.CLIPBOARD], ["start", "hide"]),
    ],
)
def test_each_process_is_hardened_first_and_those_with_keys_hidden(
    words, expected, hardened, tmp_path, monkeypatch
):
    monkeypatch.setenv("KEYSTEAD_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"short")))
    entry.main(words, lambda: parts(FakeClock()))
    assert hardened == expected


def test_help_for_what_it_starts_itself_needs_nothing(capsys):
    for words in (["gui", "--help"], ["agent", "--help"]):
        with pytest.raises(SystemExit) as ended:
            entry.main(words, never)  # type: ignore[arg-type]
        assert ended.value.code == 0
    assert entry.main(["--help"], never) == 0  # type: ignore[arg-type]
    assert "usage: keystead agent" in capsys.readouterr().out


def test_an_agent_without_a_vault_says_so(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KEYSTEAD_HOME", str(tmp_path))
    assert entry.main(["agent"], lambda: parts(FakeClock())) == 4
    assert entry.main(["agent", "--detached", "--vault-id", "aa" * 32], parts) == 4
    assert "No vault is set up" in capsys.readouterr().err


def test_the_table_child_speaks_on_its_standard_streams(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"short")))
    assert entry.main([entry.TABLE], never) == 1  # type: ignore[arg-type]
    assert table_child.REQUEST.size > 5


def test_the_clipboard_helper_refuses_what_is_no_request(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"short")))
    assert entry.main([entry.CLIPBOARD], never) == 1  # type: ignore[arg-type]


def test_a_home_is_put_together_from_folder_and_parts(tmp_path):
    made = parts(FakeClock())
    home = entry.home_of(Given({"KEYSTEAD_HOME": str(tmp_path)}, "/run/user/7"), made)
    assert home.parts is made
    assert home.paths.state == tmp_path / "state"
    assert str(home.paths.runtime).startswith("/run/user/7/keystead-")


def test_a_log_in_opens_the_window_on_the_home_it_was_asked_in(tmp_path, monkeypatch):
    found = []

    def run(home: Home, _vault: str | None, hidden: bool) -> int:
        found.append((home.paths.own, hidden))
        return 0

    monkeypatch.setattr(application, "run", run)
    words = ["gui", "--tray", "--home", str(tmp_path)]
    try:
        assert entry.main(words, lambda: parts(FakeClock())) == 0
    finally:
        gc.enable()
    assert found == [(tmp_path, True)]


def test_the_shipped_parts_start_this_very_program():
    made = entry.shipped_parts()
    assert made.agent_command == (sys.executable, "-P", "-m", "keystead", "agent")
    assert made.table_command[-1] == entry.TABLE
    assert made.clipboard_command[-1] == entry.CLIPBOARD
    assert made.hide_memory is hide_memory
    assert shipped.__name__  # loaded above, before anything was put in its place
    assert replace(made) == made


def test_a_bundle_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert entry.own_command("agent") == (sys.executable, "agent")


def test_unforeseen_errors_show_no_traceback(capsys, monkeypatch):
    def wrong() -> None:
        raise ValueError("hunter2")

    assert entry.main(["agent"], wrong) == 1  # type: ignore[arg-type]
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "hunter2" not in told


def test_a_client_loads_neither_crypto_nor_qt(tmp_path):
    """What ``get`` loads when nobody holds a vault of that name: the short way, and no more."""
    code = (
        "import sys; sys.argv = ['keystead', '--version']\n"
        "from keystead.__main__ import run\n"
        "from keystead.cli import context, reading\n"
        "run()\n"
        "heavy = {'msgspec', 'cryptography', 'argon2', 'PySide6', 'dataclasses', 'datetime',"
        " 'pathlib', 'typing', 'hashlib', 'tempfile', 'subprocess', 'sqlite3', 'cbor2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
