"""rotate --query: every key that a search finds, each on its own."""

import json


def test_all_begin_and_go_on_together(agent, line):
    result = line("rotate", "--query", "env:dev API_KEY", "--generate", "--json")
    assert [row["environment"] for row in json.loads(result.out)] == ["dev"]
    result = line("rotate", "--query", "API_KEY", "--generate")
    assert "a rotation of dev/API_KEY is under way already" in result.err
    assert "API_KEY  prod  v1 → v2" in result.out
    result = line("rotate", "--query", "API_KEY", "--env", "dev", "--verified", "--switch")
    assert result.code == 0
    assert line("rotate", "--query", "API_KEY", "--undo", "--json").code == 0
    assert line("rotate").err == "No rotation is under way.\n"


def test_one_that_fails_keeps_nobody_from_the_next(agent, line):
    line("rotate", "--query", "API_KEY", "--generate")
    line("rotate", "dev/API_KEY", "--verified")
    result = line("rotate", "--query", "API_KEY", "--switch", "--json")
    assert result.code == 5
    assert "keystead: prod/API_KEY: Nobody has checked" in result.err
    assert [row["step"] for row in json.loads(result.out)] == ["overlap", "check"]


def test_a_search_that_finds_nothing(agent, line):
    result = line("rotate", "--query", "tag:none", "--generate")
    assert (result.code, result.out) == (4, "")
    assert "No key matches" in result.err
    assert line("rotate", "--query", "no:filter", "--generate").code == 2
    assert line("rotate", "--query", "API_KEY", "--generate", "--key-stdin").code == 2
