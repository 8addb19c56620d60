"""places: list, note, forget."""

import json
from pathlib import Path


def test_places_are_listed_noted_and_forgotten(agent, line, tmp_path: Path):
    assert line("places", "dev/API_KEY").err == "No place of this key is known.\n"
    path = tmp_path / ".env"
    assert line("export", "--env", "dev", "--for", "node", "-o", str(path)).code == 0
    (place,) = json.loads(line("places", "dev/API_KEY", "--json").out)
    assert (place["where"], place["version"], place["gone"]) == (str(path), 1, False)
    agent.ask("edit", {"name": "API_KEY", "env": "dev", "value": "newer"})
    assert "older value" in line("places", "dev/API_KEY").out
    path.unlink()
    assert "v1, gone" in line("places", "dev/API_KEY").out
    words = line("places", "dev/API_KEY", "--add", "GitHub Actions", "--kind", "pipeline").out
    assert "pipeline" in words
    left = line("places", "dev/API_KEY", "--forget", str(path)).out
    assert str(path) not in left
    assert "GitHub Actions" in left
    assert line("places", "dev/API_KEY", "--forget", "/nowhere").code == 4


def test_the_program_that_asked_is_a_place(agent, line):
    assert line("export", "--env", "dev").code == 0
    (place,) = json.loads(line("places", "dev/API_KEY", "--json").out)
    assert place["kind"] == "program"
    assert place["where"].startswith("/")


def test_a_kind_goes_with_a_place(agent, line):
    assert line("places", "dev/API_KEY", "--kind", "pipeline").code == 2
