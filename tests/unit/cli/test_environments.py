"""env: list, add, rename."""

import json


def test_environments_are_listed_added_and_renamed(agent, line):
    assert line("env", "list").out.splitlines()[0].split() == ["dev", "1", "dev"]
    assert line("env", "add", "qa").err == "Added qa.\n"
    assert line("env", "rename", "qa", "review").err == "Renamed qa to review.\n"
    assert json.loads(line("env", "add", "x", "--json").out)["name"] == "x"
    names = [item["name"] for item in json.loads(line("env", "list", "--json").out)]
    assert names == ["dev", "staging", "prod", "review", "x"]


def test_each_action_takes_its_own_words(agent, line):
    for words in (("list", "x"), ("add",), ("rename", "a"), ("rename",), ("remove", "a")):
        assert line("env", *words).code == 2, words
