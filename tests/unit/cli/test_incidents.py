"""incident: list, show, done, close, export."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def name(agent, line) -> str:
    """An open incident."""
    assert line("incident", "list").err == "There is no incident.\n"
    found = line("revoke", "dev/API_KEY", "--reason", "leaked", "--yes", "--json").out
    return str(json.loads(found)["incident"])


def test_an_incident_from_open_to_closed(line, name):
    assert name in line("incident", "list").out
    assert json.loads(line("incident", "list", "--json").out)[0]["tasks_left"] == 2
    assert "[x]" in line("incident", "done", name, "1").out
    shown = line("incident", "show").out
    assert all(words in shown for words in (f"Incident {name}", "leaked", "dev/API_KEY v1"))
    assert json.loads(line("incident", "show", name, "--json").out)["incident"] == name
    assert "1 task is noted" in line("incident", "close", name).err
    assert "closed" in line("incident", "list").out


def test_the_record_is_written_beside_the_caller(line, name, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert line("incident", "export", "incident.md").code == 0
    assert (tmp_path / "incident.md").read_text().startswith("# Incident")
    assert line("incident", "export", name, "incident.md").code == 5
    assert line("incident", "export", name, "incident.md", "--force").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("export",),
        ("done",),
        ("done", "one"),
        ("list", "abc"),
        ("show", "a", "b"),
        ("close", "a", "b"),
    ],
)
def test_words_that_mean_nothing(agent, line, words):
    assert line("incident", *words).code == 2
