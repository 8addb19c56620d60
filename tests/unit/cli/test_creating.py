"""init, without a terminal: everything by option and variable."""

import json

import pytest

from keystead.cli import asking


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)


def test_a_vault_is_created_and_everything_printed_once(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("init", "new.keystead", "--device-key-file", "new.key", "--json", "--no-confirm")
    result = line(*words, passphrase="correct horse")
    found = json.loads(result.out)
    assert list(found) == ["vault", "vault_id", "totp_uri", "secret_key", "recovery_code"]
    assert found["vault"] == str(tmp_path / "new.keystead")
    assert found["totp_uri"].startswith("otpauth://totp/")
    assert (tmp_path / "new.key").stat().st_mode & 0o777 == 0o600
    assert line(*words, passphrase="correct horse").code == 5


def test_without_a_path_it_lies_in_the_data_folder(line, made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("init", "--name", "Shop", "--device-key-file", "k", "--json", "--no-confirm")
    found = json.loads(line(*words, new_passphrase="correct horse").out)
    assert found["vault"] == str(made.home.paths.data / "Shop.keystead")


def test_without_a_terminal_it_needs_json_and_no_confirm(line, tmp_path):
    path = str(tmp_path / "x.keystead")
    for words in (("init", path), ("init", path, "--json"), ("init", path, "--no-confirm")):
        assert line(*words, passphrase="x").code == 2
    assert line("init", path, "--json", "--no-confirm").code == 2
    assert not (tmp_path / "x.keystead").exists()
