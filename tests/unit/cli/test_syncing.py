"""sync: what came, what was decided, which copies lie there."""

import json


def test_sync_says_that_all_is_there(agent, line):
    assert line("sync").err == "The vault file has everything.\n"
    answer = json.loads(line("sync", "--json").out)
    assert answer.pop("synced_at").endswith("Z")
    assert answer == {"changes": 0, "copies": [], "removed": [], "kept": None}


def test_copies_are_told_and_removed_on_request(agent, made, line):
    line("sync")
    copy = made.path.with_name(f"{made.path.stem} (1).keystead")
    copy.write_bytes(made.path.read_bytes())
    told = line("sync").err
    assert f"A sync program left a copy; it is merged: {copy}" in told
    assert "'keystead sync --remove-copies' deletes what is merged." in told
    assert str(copy) in line("status").out
    assert f"Removed the merged copy {copy}" in line("sync", "--remove-copies").err
    assert not copy.exists()


def test_an_older_file_waits_for_a_decision(agent, made, line):
    line("sync")
    old = made.path.read_bytes()
    line("add", "NEW_KEY", "--env", "dev", "--generate")
    line("sync")
    made.path.write_bytes(old)
    result = line("sync")
    assert result.code == 6
    assert "--republish" in result.err
    assert line("sync", "--republish").code == 0
    assert made.path.read_bytes() != old
    made.path.write_bytes(old)
    assert "Kept as it was: " in line("sync", "--accept").err
    assert line("show", "dev/NEW_KEY").code == 4
    assert line("sync", "--accept").code == 5
    assert line("sync", "--accept", "--republish").code == 2


def test_what_another_computer_changed_is_counted(agent, line, monkeypatch):
    for count, words in ((1, "1 change came in"), (2, "2 changes came in")):
        answer = {"changes": count}
        monkeypatch.setattr("keystead.cli.context.Context.ask", lambda *_, told=answer: told)
        assert words in line("sync").err
