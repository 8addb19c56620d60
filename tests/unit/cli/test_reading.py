"""list, show, get: what they print."""

import json


def test_list_prints_rows_or_json(agent, line):
    assert line("list").out == "API_KEY  dev     1  never  ok\nAPI_KEY  prod    1  never  ok\n"
    rows = json.loads(line("list", "env:dev", "--json").out)
    assert [sorted(row) for row in rows] == [
        sorted(
            ("name environment service state expires rotation_due tags created versions id").split()
        )
    ]


def test_an_empty_list_says_why_on_stderr(agent, line):
    for words, told in (
        (("list", "nothing"), "No key matches."),
        (("list", "--trash"), "The trash is empty."),
    ):
        result = line(*words)
        assert (result.code, result.out, result.err.strip()) == (0, "", told)


def test_show_prints_fields_and_never_the_value(agent, line):
    result = line("show", "dev/API_KEY")
    assert "dev/API_KEY" in result.out
    assert "v1" in result.out
    assert "one" not in result.out.split()
    assert json.loads(line("show", "dev/API_KEY", "--json").out)["versions"][0]["number"] == 1


def test_get_prints_the_value_alone(agent, line):
    assert line("get", "dev/API_KEY").out == "one"
    assert line("get", "API_KEY", "--env", "prod").out == "two"
    found = json.loads(line("get", "dev/API_KEY", "--json").out)
    assert found == {"value": "one", "name": "API_KEY", "environment": "dev"}
    assert line("get", "API_KEY").code == 2
    assert line("get", "NO_SUCH").code == 4
