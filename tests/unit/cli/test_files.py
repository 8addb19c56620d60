"""export and import: paths of the caller, warnings on stderr."""

import json


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
    assert "1 more lines have problems. Nothing was imported." in result.err
    assert line("get", "NEW").code == 4
    assert line("import", "-", "--env", "dev", "--dry-run", stdin=b"nonsense\n").code == 0


def test_a_file_that_cannot_be_read_is_told(agent, line, tmp_path):
    assert line("import", str(tmp_path / "none"), "--env", "dev").code == 1
    assert line("import", str(tmp_path), "--env", "dev").code == 1
    assert line("import", "-", "--env", "dev", stdin=b"x" * (4 << 20) + b"x").code == 2
