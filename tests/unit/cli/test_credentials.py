"""passwd, kit, recover, setup-device: by option and variable, here and through the agent."""

import argparse
import json

import pytest

from keystead.cli import asking, credentials
from keystead.core.secret_types import SecretText
from tests.support.homes import PASSPHRASE, Phone

WAYS = ("--json", "--no-confirm")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)


def test_passwd_without_an_agent(made, line):
    old = PASSPHRASE.reveal()
    result = line(
        "passwd", *WAYS, passphrase=old, code=made.phone.next_code(), new_passphrase="new"
    )
    phone = Phone(SecretText(json.loads(result.out)["totp_uri"]), made.clock)
    assert line("list", "--no-agent", passphrase=old, code=made.phone.next_code()).code == 3
    assert line("list", "--no-agent", passphrase="new", code=phone.next_code()).code == 0


def test_kit_through_the_agent_locks_it(agent, made, line):
    code = made.phone.next_code()
    result = line("kit", *WAYS, passphrase=PASSPHRASE.reveal(), code=code)
    found = json.loads(result.out)
    assert found["totp_uri"] is None
    assert found["secret_key"]
    assert agent.keeper.ended


def test_kit_leaves_the_device_key_where_it_is(made, line):
    result = line("kit", *WAYS, "--device-key-file", "x", passphrase="x", code="000000")
    assert result.code == 2


def test_recover_by_path_name_or_the_only_vault(made, line):
    code = made.creation.recovery_code.reveal()
    for words, new in (((str(made.path),), "second"), ((), "third"), (("--vault", "Work"), "4th")):
        result = line("recover", *words, *WAYS, recovery_code=code, new_passphrase=new)
        assert result.code == 0, result
        code = json.loads(result.out)["recovery_code"]
    assert line("recover", *WAYS, recovery_code=code).code == 2
    assert line("recover", *WAYS, new_passphrase="x").code == 2
    assert line("recover", *WAYS, recovery_code="x", new_passphrase="x").code == 2


def test_setup_device_prints_a_new_entry(made, line, tmp_path):
    words = ("setup-device", str(made.path), *WAYS, "--device-key-file", str(tmp_path / "k"))
    key = made.creation.secret_key.reveal()
    result = line(*words, passphrase=PASSPHRASE.reveal(), secret_key=key)
    found = json.loads(result.out)
    assert (found["secret_key"], found["recovery_code"]) == (None, None)
    assert found["totp_uri"].startswith("otpauth://")
    assert line(*words, passphrase="wrong", secret_key=key).code == 3
    assert line(*words, passphrase=PASSPHRASE.reveal()).code == 2


def test_what_a_recovery_kept_aside_is_named(capsys):
    credentials._print({"aside": ["/replica.damaged-1"]}, argparse.Namespace(json=False))
    assert "Kept as it was: /replica.damaged-1" in capsys.readouterr().err
