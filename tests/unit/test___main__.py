"""``python -m keystead``."""

import subprocess
import sys

from keystead import __main__, __version__


def test_it_runs_with_the_words_given(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["keystead", "--version"])
    assert __main__.run() == 0
    assert capsys.readouterr().out == f"keystead {__version__}\n"


def test_as_a_module_it_gives_its_exit_code():
    command = [sys.executable, "-m", "keystead", "no-such-command"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("keystead: there is no command")
