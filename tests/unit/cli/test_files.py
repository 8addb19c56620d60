"""export and import: paths of the caller, warnings on stderr."""

import json

from keystead.cli import files
from keystead.formats import flat_import
from keystead.services.export import PROFILES


def test_a_relative_path_is_the_callers(agent, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = line("export", "--env", "dev", "--for", "shell", "-o", "out.env")
    assert result.err == f"Wrote 1 key to {tmp_path}/out.env.\n"
    assert "API_KEY=one" in (tmp_path / "out.env").read_text()


def test_without_a_path_the_text_goes_to_stdout(agent, line):
    for words in ((), ("-o", "-")):
        assert line("export", "--env", "dev", *words).out.endswith("API_KEY=one\n")
    answer = json.loads(line("export", "--env", "dev", "--json", "--only", "API_KEY,").out)
    assert (answer["keys"], "API_KEY=one" in answer["text"]) == (1, True)


def test_an_import_is_told_by_line(agent, line, tmp_path):
    path = tmp_path / "in.env"
    path.write_text("API_KEY=one\nNEW=2\n")
    result = line("import", str(path), "--env", "dev")
    assert result.out == "1  API_KEY  same\n2  NEW      new\n"
    assert result.err == "Imported: 1 new, 0 changed, 1 same, 0 invalid.\n"
    assert line("get", "NEW").out == "2"


def test_an_invalid_line_is_exit_two_and_json_all_the_same(agent, line):
    result = line("import", "-", "--env", "dev", "--json", stdin=b"NEW=2\nnonsense\nmore\n")
    assert result.code == 2
    assert [item["line"] for item in json.loads(result.out)["invalid"]] == [2, 3]
    assert "Line 2:" in result.err
    assert "1 more line has a problem. Nothing was imported." in result.err
    assert line("get", "NEW").code == 4


def test_a_dry_run_ends_as_the_import_would(agent, line):
    words = ("import", "-", "--env", "dev", "--dry-run")
    result = line(*words, stdin=b"NEW=2\nnonsense\n")
    assert result.code == 2
    assert "Not imported: 1 new, 0 changed, 0 same, 1 invalid." in result.err
    assert "keystead: Line 2:" in result.err
    result = line(*words, "--skip-invalid", stdin=b"NEW=2\nnonsense\n")
    assert result.code == 0
    assert "Would import: 1 new" in result.err
    assert line("get", "NEW").code == 4


def test_names_without_a_value_are_left_out_and_said(agent, line):
    words = ("import", "-", "--env", "dev")
    result = line(*words, stdin=b'NEW=2\nEMPTY=\nE2=""\n')
    assert result.err == (
        "Line 2, EMPTY: has no value, so there is no key to keep.\n"
        "Line 3, E2: has no value, so there is no key to keep.\n"
        "Imported: 1 new, 0 changed, 0 same, 0 invalid.\n"
    )
    found = json.loads(line(*words, "--json", stdin=b"EMPTY=\n").out)
    assert found["empty"] == [{"line": 1, "name": "EMPTY"}]


def test_a_file_that_cannot_be_read_is_told(agent, line, tmp_path):
    assert line("import", str(tmp_path / "none"), "--env", "dev").code == 4
    assert line("import", str(tmp_path), "--env", "dev").code == 1
    assert line("import", "-", "--env", "dev", stdin=b"x" * (4 << 20) + b"x").code == 2


def test_the_readers_and_formats_in_the_help_are_those_that_there_are():
    names = files.READERS.replace(" or ", ", ").split(", ")
    assert [name for name in names if name] == list(PROFILES)
    assert files._FORMATS == flat_import._ENDINGS


def test_a_check_tells_names_and_an_exit_code(agent, line, tmp_path):
    path = tmp_path / ".env"
    path.write_text("MINE=1\n")
    result = line("export", "--env", "dev", "--for", "node", "--check", str(path))
    assert (result.code, result.out) == (10, "missing  API_KEY\nforeign  MINE\n")
    assert "is not what the vault has: 0 changed, 1 missing, 1 foreign, 0 same." in result.err
    path.write_text("API_KEY=one\n")
    result = line("export", "--env", "dev", "--for", "node", "--check", str(path), "--json")
    assert (result.code, json.loads(result.out)["exact"]) == (0, True)
    assert line("export", "--env", "dev", "--check", str(path), "--force").code == 2
    assert line("export", "--env", "dev", "--check", str(path), "-o", "x").code == 2


def test_an_update_says_what_it_did(agent, line, tmp_path):
    path = tmp_path / ".env"
    path.write_text("MINE=1\n")
    path.chmod(0o600)
    result = line("export", "--env", "dev", "-o", str(path), "--update")
    assert result.err == (
        f"Updated {path}: 0 changed, 1 added, 0 already right, 1 of its own kept.\n"
    )
    assert path.read_text().startswith("MINE=1\n")


def test_a_format_is_told_by_the_name_or_by_hand(agent, line, tmp_path):
    path = tmp_path / "in.yaml"
    path.write_text("NEW: x\n")
    assert line("import", str(path), "--env", "dev", "--dry-run").out == "1  NEW  new\n"
    stdin = b'{"NEW": "x"}'
    arguments = ("import", "-", "--env", "dev", "--dry-run", "--format", "json")
    assert line(*arguments, stdin=stdin).out == "1  NEW  new\n"
    assert line("import", "-", "--env", "dev", "--format", "xml", stdin=b"").code == 2
