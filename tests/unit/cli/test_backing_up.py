"""backup and restore: what they list, show, ask and say."""

import json

import pytest

from keystead.cli import asking, backing_up
from tests.support.homes import PASSPHRASE


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(asking, "can_ask", lambda: False)


def test_backup_and_restore(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert line("backup", "b.keystead").err == f"Wrote a verified copy to {tmp_path}/b.keystead.\n"
    assert line("backup", "b.keystead").code == 5
    line("edit", "dev/API_KEY", "--generate")
    shown = line("restore", "b.keystead", "--dry-run").err
    assert shown.startswith("changes     dev/API_KEY: value v1 instead of v2\nIt would take back ")
    assert line("restore", "b.keystead").code == 2
    assert json.loads(line("restore", "b.keystead", "--yes", "--json").out)["restored"] is True
    assert line("get", "dev/API_KEY").out == "one"
    assert "No key would change." in line("restore", "b.keystead", "--dry-run").err


def test_the_changes_as_json(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line("backup", "b.keystead")
    line("rm", "dev/API_KEY")
    found = json.loads(line("restore", "b.keystead", "--dry-run", "--json").out)
    assert found["changes"] == [
        {
            "environment": "dev",
            "name": "API_KEY",
            "effect": "comes-back",
            "remark": "out of the trash",
        }
    ]
    assert found["restored"] is False


def test_a_person_sees_what_goes_back_before_the_question(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line("backup", "b.keystead")
    line("rm", "dev/API_KEY")
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr(asking, "yes", lambda _question: False)
    told = line("restore", "b.keystead")
    assert told.code == 5
    assert "comes back  dev/API_KEY: out of the trash" in told.err
    assert "Nothing was changed." in told.err


def test_many_changes_are_counted(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(backing_up, "_SHOWN", 1)
    line("backup", "b.keystead")
    for number in range(3):
        line("add", f"LATER_{number}", "--env", "dev", "--generate")
    told = line("restore", "b.keystead", "--dry-run").err
    assert "disappears  dev/LATER_0: made later" in told
    assert "and 2 more; --dry-run --json names them all." in told


def test_without_a_file_it_goes_to_the_others_and_is_listed(agent, line):
    assert line("backup", "--list").err == "There is no backup yet. 'keystead backup' makes one.\n"
    assert json.loads(line("backup", "--list", "--json").out) == []
    path = json.loads(line("backup", "--json").out)["path"]
    name = path.rpartition("/")[2]
    told = line("backup", "--list").out
    assert told.startswith(f"{name}  2 keys  ")
    assert told.endswith("kB  verified\n")
    (found,) = json.loads(line("backup", "--list", "--json").out)
    assert (found["path"], found["keys"], found["state"]) == (path, 2, "verified")
    assert found["time"].startswith("2026-01-01T00:")
    assert line("backup", "x", "--list").code == 2
    # By its name, from wherever one is.
    assert "No key would change." in line("restore", name, "--dry-run").err
    assert line("restore", "no-such-name", "--dry-run").code != 0


def test_the_list_needs_no_unlocked_vault(made, line):
    assert line("backup", "--list").code == 0


def test_one_from_before_a_change_of_the_format_says_so():
    from pathlib import Path

    from keystead.services.backups import Backup, State

    older = Backup(Path("x"), 0, 1, None, 2, State.OLDER)
    assert backing_up._keys(older) == "before format 2"


def test_a_rehearsal_proves_and_changes_nothing(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line("backup", "b.keystead")
    line("edit", "dev/API_KEY", "--generate")
    before = line("get", "dev/API_KEY").out
    told = line("restore", "--rehearse", "b.keystead")
    assert (told.code, told.err) == (
        0,
        "This backup opens with the keys of this device: 2 keys, 2 values decrypted.\n",
    )
    found = json.loads(line("restore", "--rehearse", "b.keystead", "--json").out)
    assert (found["ok"], found["secrets"], found["values"]) == (True, 2, 2)
    assert line("get", "dev/API_KEY").out == before
    assert line("restore", "--rehearse", "--dry-run", "b.keystead").code == 2


def test_a_backup_that_opens_in_part_is_exit_six(agent, line, monkeypatch):
    answer = {"ok": False, "secrets": 2, "values": 1, "problems": ["dev/A v1: missing."]}
    monkeypatch.setattr("keystead.cli.context.Context.ask", lambda *_: answer)
    told = line("restore", "--rehearse", "b.keystead")
    assert told.code == 6
    assert "keystead: dev/A v1: missing." in told.err
    assert "opens in part only: 2 keys, 1 value decrypted" in told.err
    whole = {"ok": True, "secrets": 1, "values": 1, "problems": [], "restorable": False}
    monkeypatch.setattr("keystead.cli.context.Context.ask", lambda *_: whole)
    assert "before your keys were renewed" in line("restore", "--rehearse", "b.keystead").err


def test_a_damaged_or_foreign_backup_is_named(agent, line, made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line("backup", "b.keystead")
    data = (tmp_path / "b.keystead").read_bytes()
    (tmp_path / "b.keystead").write_bytes(data[:-1])
    for words in (["--dry-run"], ["--rehearse"], ["--yes"]):
        told = line("restore", "b.keystead", *words)
        assert (told.code, "This backup is damaged" in told.err) == (6, True)
    assert PASSPHRASE.reveal() not in told.err
