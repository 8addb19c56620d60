"""Keystead's variables are read once, and taken away."""

import os
import subprocess
import sys

from keystead.cli.environment import NAMES, Given, take

_PLAIN = {"KEYSTEAD_HOME", "KEYSTEAD_VAULT"}


def test_all_are_read_and_none_is_left(monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(name, f"the {name}")
    erased: list[str] = []
    given = take(lambda name: erased.append(os.environ[name]))
    assert erased == [f"the {name}" for name in NAMES if name not in _PLAIN]
    assert (given.home, given.vault) == ("the KEYSTEAD_HOME", "the KEYSTEAD_VAULT")
    assert (given.passphrase, given.code) == ("the KEYSTEAD_PASSPHRASE", "the KEYSTEAD_CODE")
    assert given.new_passphrase == "the KEYSTEAD_NEW_PASSPHRASE"
    assert given.recovery_code == "the KEYSTEAD_RECOVERY_CODE"
    assert given.secret_key == "the KEYSTEAD_SECRET_KEY"
    assert not [name for name in os.environ if name.startswith("KEYSTEAD_")]
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(dict(os.environ))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "KEYSTEAD_" not in child.stdout


def test_empty_ones_count_as_missing(monkeypatch):
    monkeypatch.setenv("KEYSTEAD_PASSPHRASE", "")
    monkeypatch.delenv("KEYSTEAD_VAULT", raising=False)
    given = take(print)
    assert (given.passphrase, given.vault) == (None, None)


def test_it_prints_no_secret():
    given = Given({"KEYSTEAD_PASSPHRASE": "hunter2", "KEYSTEAD_HOME": "/h"})
    assert repr(given) == "Given(home='/h', vault=None)"


def test_the_runtime_folder_is_the_users(monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/somewhere")
    assert take(print).runtime_root == "/somewhere"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert take(print).runtime_root in (None, f"/run/user/{os.getuid()}")


def test_a_program_of_ours_finds_the_same_home_and_vault():
    given = Given({"KEYSTEAD_HOME": "/h", "KEYSTEAD_PASSPHRASE": "s3cret"})
    assert given.for_child("/v") == {"KEYSTEAD_HOME": "/h", "KEYSTEAD_VAULT": "/v"}
    assert Given({}).for_child(None) == {}
