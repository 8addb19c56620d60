"""add, edit, rm: values in, sentences out."""

import json

from keystead.cli import asking
from keystead.core.secret_types import SecretText


def test_add_takes_the_value_from_stdin_or_makes_one(agent, line):
    result = line("add", "NEW", "--env", "dev", "--stdin", "--tag", "a", "--tag", "b", stdin=b"v")
    assert (result.code, result.out, result.err) == (0, "", "Added dev/NEW.\n")
    assert line("get", "NEW").out == "v"
    row = json.loads(line("add", "dev/MADE", "--generate", "hex", "--length", "40", "--json").out)
    assert (row["name"], row["generated"]) == ("MADE", True)
    assert len(line("get", "MADE").out) == 40


def test_add_makes_key_pairs_and_tokens_too(agent, line):
    made = line("add", "dev/PAIR", "--generate", "ed25519")
    assert "BEGIN PUBLIC KEY" in made.err
    assert line("get", "PAIR").out.startswith("-----BEGIN PRIVATE KEY-----")
    key = b"a-shared-key-of-thirty-two-bytes"
    assert line("add", "dev/TOKEN", "--generate", "jwt", "--key-stdin", stdin=key).code == 0
    assert line("get", "TOKEN").out.startswith("eyJ")
    assert line("add", "dev/PRESET", "--generate", "--preset", "session-secret").code == 0
    assert len(line("get", "PRESET").out) == 64


def test_add_tells_how_weak_a_uuid_is(agent, line):
    assert "122 random bits" in line("add", "dev/ID", "--generate", "uuid").err
    assert "random bits" not in line("add", "dev/ID2", "--generate", "uuid", "--allow-weak").err
    assert "random bits" not in line("edit", "dev/ID", "--generate").err


def test_a_line_break_at_the_end_is_kept_and_told(agent, line):
    result = line("add", "dev/LINE", "--stdin", stdin=b"v\n")
    assert "ends with a line break" in result.err
    assert line("get", "LINE").out == "v\n"


def test_own_issuers_that_cannot_be_used_stop_no_key(agent, line, made):
    folder = made.home.paths.config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "issuers.toml").write_text('[acme]\nservice = "Acme"\n')
    result = line("add", "dev/NEW", "--stdin", stdin=b"AKIAIOSFODNN7EXAMPLE")
    assert result.code == 0
    assert "Looks like an AWS access key ID" in result.err
    assert result.err.count("The issuers that come along are used.") == 1
    assert line("get", "dev/NEW").out == "AKIAIOSFODNN7EXAMPLE"
    assert line("edit", "dev/NEW", "--stdin", stdin=b"AKIAIOSFODNN7EXAMPLF").code == 0


def test_add_refuses_what_it_cannot_keep(agent, line):
    assert line("add", "dev/API_KEY", "--generate").code == 7
    assert line("add", "dev/NEW", "--bits", "256").code == 2
    assert line("add", "dev/NEW", "--stdin", "--generate").code == 2
    assert line("add", "dev/NEW", "--stdin", stdin=b"x" * 65_537).code == 2


def test_add_asks_for_a_value_only_where_all_else_is_right(agent, line, monkeypatch):
    asked = []

    def typed(prompt):
        asked.append(prompt)
        return SecretText("typed")

    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr(asking, "hidden", typed)
    assert line("add", "NEW").code == 2
    assert line("add", "NEW", "--env", "nowhere").code == 4
    assert line("add", "dev/API_KEY").code == 7
    assert asked == []
    assert line("add", "dev/NEW").err == "Added dev/NEW.\n"
    assert asked == ["Value of dev/NEW: "]
    assert line("get", "NEW").out == "typed"


def test_edit_changes_fields_and_values(agent, line):
    result = line("edit", "dev/API_KEY", "--stdin", "--name", "RENAMED", stdin=b"new")
    assert "stays as the previous version" in result.err
    assert line("get", "RENAMED").out == "new"
    words = ("--add-tag", "x", "--remove-tag", "y", "--expires", "2027-01-31", "--json")
    row = json.loads(line("edit", "RENAMED", *words).out)
    assert (row["tags"], row["expires"]) == (["x"], "2027-01-31")
    assert line("edit", "RENAMED").code == 2


def test_rm_tells_the_way_back(agent, line):
    result = line("rm", "dev/API_KEY", "prod/API_KEY")
    assert "To undo: keystead rm --undo dev/API_KEY prod/API_KEY" in result.err
    undone = json.loads(line("rm", "--undo", "dev/API_KEY", "--json").out)
    assert undone == {"keys": [{"name": "API_KEY", "environment": "dev"}]}
    assert line("rm", "--undo", "prod/API_KEY").err == "Out of the trash: prod/API_KEY.\n"
