"""identify: what a value is, without a vault and without printing it."""

import json

GITHUB = b"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"


def test_a_known_value_is_described_and_not_printed(line):
    told = line("identify", "--stdin", stdin=GITHUB)
    assert told.code == 0
    assert told.out.startswith("Looks like a GitHub personal access token (classic).\n")
    assert "https://github.com/settings/tokens" in told.out
    assert "zQWB" not in told.out + told.err
    found = json.loads(line("identify", "--stdin", "--json", stdin=GITHUB).out)
    assert (found["service"], found["hint"], found["risk"]) == ("GitHub", "ghp_", "high")
    assert found["checksum_fits"] is True


def test_the_password_of_a_connection_string_is_not_shown(line):
    told = line("identify", "--stdin", stdin=b"postgres://me:hunter2@db.example/x")
    assert "db.example" in told.out
    assert "hunter2" not in told.out + told.err


def test_an_unknown_value_is_exit_four(line):
    assert line("identify", "--stdin", stdin=b"hunter2").code == 4
    result = line("identify", "--stdin", "--json", stdin=b"hunter2")
    assert (result.code, json.loads(result.out)) == (4, None)
    assert "hunter2" not in result.err


def test_a_broken_own_entry_is_named_and_the_others_are_used(line, made):
    folder = made.home.paths.config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "issuers.toml").write_text('[acme]\nservice = "Acme"\n')
    result = line("identify", "--stdin", stdin=GITHUB)
    assert result.code == 0
    assert "'acme'" in result.err
    assert result.err.endswith("no vault is affected. The issuers that come along are used.\n")
    assert result.out.startswith("Looks like a GitHub")
