"""The steps that options name: hooks, places by number or path, the check, the end."""

import json

import pytest

from keystead.cli import asking, rotate_steps, rotating
from keystead.cli.context import JsonObject
from keystead.cli.options import Args
from keystead.cli.rotate_steps import numbered
from keystead.errors import NotFound, Refused


def test_a_place_is_meant_by_its_number_or_its_path():
    view: dict[str, object] = {
        "places": [{"number": 1, "where": "/srv/.env"}, {"number": 2, "where": "GitHub Actions"}]
    }
    assert numbered(view, "2") == numbered(view, "GitHub Actions") == 2
    assert numbered(view, "/srv/.env") == 1
    with pytest.raises(NotFound, match="no place /srv"):
        numbered(view, "/srv")


def test_a_hook_is_split_without_a_shell(agent, line):
    hook = ("--hook", "echo $(id) 'a b'")
    assert line("rotate", "dev/API_KEY", *hook, "--other-form").code == 0
    assert line("get", "dev/API_KEY", "--version", "2").out == "$(id) a b"


def test_several_lines_come_only_when_asked_for(agent, line):
    hook = ("--hook", "printf 'one\\ntwo\\n'")
    assert line("rotate", "dev/API_KEY", *hook).code == 1
    assert line("rotate", "dev/API_KEY", *hook, "--multiline").code == 0
    assert line("get", "dev/API_KEY", "--version", "2").out == "one\ntwo"


def test_a_hook_runs_only_for_a_key_that_can_be_rotated(agent, line, tmp_path):
    mark = tmp_path / "ran"
    hook = ("--shell", "--hook", f"touch {mark}; echo new")
    assert line("rotate", "dev/NO_KEY", *hook).code == 4
    line("rotate", "dev/API_KEY", "--generate")
    assert line("rotate", "dev/API_KEY", *hook).code == 7
    assert not mark.exists()
    assert line("rotate", "prod/API_KEY", *hook).code == 0
    assert mark.exists()


def test_the_check_is_noted_without_its_arguments(agent, line):
    line("rotate", "dev/API_KEY", "--generate")
    words = ("--verify-with", "sh -c 'test -n \"$API_KEY\" # s3cret'")
    view = json.loads(line("rotate", "dev/API_KEY", *words, "--json").out)
    assert (view["step"], view["verified_by"]) == ("switch", "command sh")
    assert line("rotate", "prod/API_KEY", "--generate", "--verify-with", "false").code == 1
    assert json.loads(line("rotate", "prod/API_KEY", "--status", "--json").out)["verified"] is None


def test_a_rotation_that_fails_on_its_way_is_kept(agent, line):
    result = line("rotate", "dev/API_KEY", "--generate", "--verify-with", "false")
    assert "is kept as it is. Go on with: keystead rotate dev/API_KEY --resume" in result.err


def test_a_value_unlike_the_old_one_waits_and_nothing_goes_on(agent, line, monkeypatch):
    hook = ("--hook", "echo error: not logged in", "--verified", "--switch", "--yes")
    result = line("rotate", "dev/API_KEY", *hook)
    assert result.code == 5
    assert "The new value has spaces in it, the old one has none." in result.err
    assert "keystead rotate dev/API_KEY --undo" in result.err
    assert line("get", "dev/API_KEY").out == "one"
    assert line("rotate", "dev/API_KEY", "--undo").code == 0
    assert line("rotate", "dev/API_KEY", *hook, "--other-form").code == 0
    assert line("get", "dev/API_KEY").out == "error: not logged in"


def test_a_person_is_asked_about_a_value_unlike_the_old_one(monkeypatch, capsys):
    begun: JsonObject = {"name": "A", "environment": "dev", "version": 2, "unlike": "Other."}
    monkeypatch.setattr(rotating, "may_ask", lambda _args: True)
    answers = [True, False]
    monkeypatch.setattr(asking, "yes", lambda _question: answers.pop(0))
    rotate_steps.ask_of_form(begun, Args())
    assert capsys.readouterr().err == "keystead: Other.\n"
    with pytest.raises(Refused, match="v2 waits in the vault"):
        rotate_steps.ask_of_form(begun, Args())


def test_a_switch_that_was_made_already_is_done(agent, line):
    steps = ("--verified", "--switch", "--yes")
    line("rotate", "dev/API_KEY", "--generate", *steps)
    again = line("rotate", "dev/API_KEY", "--resume", "--place-all", *steps)
    assert again.code == 0
    assert "v2 is the current value of dev/API_KEY already." in again.err
    view = json.loads(line("rotate", "dev/API_KEY", "--resume", *steps, "--json").out)
    assert view["switched"]


def test_places_are_marked(agent, line):
    line("places", "dev/API_KEY", "--add", "GitHub Actions", "--kind", "pipeline")
    line("rotate", "dev/API_KEY", "--generate")
    result = line("rotate", "dev/API_KEY", "--mark", "1", "skipped")
    assert result.out == "1  skipped  pipeline  GitHub Actions\n"
    assert line("rotate", "dev/API_KEY", "--mark", "9", "done").code == 4
    line("rotate", "dev/API_KEY", "--mark", "GitHub Actions", "done")
    result = line("rotate", "dev/API_KEY", "--undo")
    assert "Still to put back by hand: GitHub Actions\n" in result.err
