"""rotate: which options go together, and what each prints."""

import json

import pytest

from keystead.cli.rotating import options_rotate


def rotate(line, *words, **given):
    return line("rotate", *words, **given)


@pytest.mark.parametrize(
    "words",
    [
        ("--generate",),
        ("--switch",),
        ("dev/API_KEY", "--bits", "256"),
        ("dev/API_KEY", "--query", "tag:ci"),
        ("dev/API_KEY", "--resume", "--generate"),
        ("dev/API_KEY", "--mark", "1", "perhaps"),
        ("dev/API_KEY", "--generate", "--stdin"),
        ("dev/API_KEY", "--undo", "--finish"),
        ("dev/API_KEY", "--hook", ""),
        ("dev/API_KEY", "--hook", "echo 'open"),
        ("dev/API_KEY", "--hook", "echo x", "--timeout", "0"),
        ("dev/API_KEY", "--hook", "echo x", "--timeout", "nan"),
        ("dev/API_KEY", "--verify-with", "true"),
        ("dev/API_KEY",),
        ("--query", "tag:ci", "--stdin"),
        ("--query", "tag:ci", "--generate", "--expires", "never"),
        ("dev/API_KEY", "--resume", "--expires", "never"),
        ("dev/API_KEY", "--switch", "--expires", "never"),
    ],
)
def test_what_makes_no_sense_is_a_usage_problem(agent, line, words):
    assert rotate(line, *words).code == 2
    assert rotate(line).err == "No rotation is under way.\n"


def test_a_value_from_stdin_is_taken_exactly(agent, line):
    result = rotate(line, "dev/API_KEY", "--stdin", "--json", stdin=b"new\n")
    assert (result.code, json.loads(result.out)["step"]) == (0, "check")
    assert "ends with a line break" in result.err
    assert line("get", "dev/API_KEY", "--version", "2").out == "new\n"


def test_a_json_answer_says_all(agent, line):
    assert json.loads(rotate(line, "--json").out) == []
    result = rotate(line, "dev/API_KEY", "--generate", "--verified", "--json")
    view = json.loads(result.out)
    assert (view["name"], view["step"], view["version"]) == ("API_KEY", "switch", 2)
    assert result.err == ""
    assert [one["name"] for one in json.loads(rotate(line, "--json").out)] == ["API_KEY"]
    assert json.loads(rotate(line, "dev/API_KEY", "--status", "--json").out) == view | {}
    result = rotate(line, "dev/API_KEY", "--undo", "--json")
    assert json.loads(result.out)["not_restored"] == []


def test_what_stands_against_a_switch_says_how_to_go_on(agent, line):
    rotate(line, "dev/API_KEY", "--generate")
    result = rotate(line, "dev/API_KEY", "--switch", "--json")
    assert result.code == 5
    error = json.loads(result.err.splitlines()[-1])["error"]
    assert error["data"] == {"places": 0, "verified": False}
    assert rotate(line, "dev/API_KEY", "--switch", "--yes").code == 0
    assert rotate(line, "dev/API_KEY", "--finish").code == 2
    assert rotate(line, "dev/API_KEY", "--finish", "--yes").code == 0


def test_the_old_value_is_kept_longer(agent, line):
    rotate(line, "dev/API_KEY", "--generate")
    assert rotate(line, "dev/API_KEY", "--longer", "7d").code == 4
    rotate(line, "dev/API_KEY", "--switch", "--yes")
    before = json.loads(rotate(line, "dev/API_KEY", "--status", "--json").out)
    result = rotate(line, "dev/API_KEY", "--longer", "7d")
    assert (result.code, result.out) == (0, "")
    assert "Both values are kept for 9 days more" in result.err
    view = json.loads(rotate(line, "dev/API_KEY", "--longer", "1d", "--json").out)
    assert view["overlap_left"] == before["overlap_left"] + 8 * 86_400
    for span in ("soon", "0", "400d", "-1d"):
        assert rotate(line, "dev/API_KEY", f"--longer={span}").code != 0


def test_a_public_half_is_shown(agent, line):
    result = rotate(line, "dev/API_KEY", "--generate", "ed25519", "--ssh")
    assert "Public key:\nssh-ed25519 " in result.err


def test_the_help_has_examples():
    text = options_rotate("rotate", "rotate a key").format_help()
    for word in ("--hook", "--resume", "--finish", "--undo", "--query", "examples:"):
        assert word in text


def test_when_the_new_value_expires_is_said_where_nobody_said_it(agent, line):
    assert line("edit", "dev/API_KEY", "--expires", "2030-01-31").code == 0
    result = rotate(line, "dev/API_KEY", "--generate", "--verified", "--json")
    day = json.loads(result.out)["expires"]
    assert day
    assert rotate(line, "dev/API_KEY", "--undo", "--yes").code == 0
    told = rotate(line, "dev/API_KEY", "--generate").err
    assert f"From the switch on it expires {day}" in told
    assert rotate(line, "dev/API_KEY", "--undo", "--yes").code == 0
    told = rotate(line, "dev/API_KEY", "--generate", "--expires", "2031-05-17").err
    assert "From the switch on" not in told
    assert "2031-05-17" in rotate(line, "dev/API_KEY", "--status", "--json").out


def test_a_day_that_cannot_be_begins_nothing(agent, line):
    for day in ("2020-01-01", "soon"):
        assert rotate(line, "dev/API_KEY", "--generate", "--expires", day).code == 2
    assert rotate(line).err == "No rotation is under way.\n"
