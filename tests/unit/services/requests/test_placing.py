"""Places by request."""

import pytest

from keystead.errors import NotFound, UsageProblem
from keystead.services.requests import placing, table


def test_places_are_listed_noted_and_forgotten(owner, tmp_path):
    key = {"name": "API_KEY", "env": "dev"}
    assert placing.list_places(owner, key)["places"] == []
    path = tmp_path / ".env"
    params = {"env": "dev", "names": ["API_KEY"], "path": str(path), "profile": "node"}
    table.handle(owner, "export", params)
    (place,) = placing.list_places(owner, key)["places"]
    assert (place["kind"], place["where"], place["form"]) == ("file", str(path), "node")
    assert (place["version"], place["behind"], place["gone"]) == (1, False, False)
    path.unlink()
    assert placing.list_places(owner, key)["places"][0]["gone"]
    added = placing.change(owner, {**key, "add": "GitHub Actions", "kind": "pipeline"})
    assert [one["kind"] for one in added["places"]] == ["file", "pipeline"]
    left = placing.change(owner, {**key, "forget": [str(path)]})
    assert [one["where"] for one in left["places"]] == ["GitHub Actions"]
    assert placing.change(owner, {**key, "add": "a cupboard"})["places"][1]["kind"] == "other"


def test_what_makes_no_sense_is_refused(owner):
    key = {"name": "API_KEY", "env": "dev"}
    with pytest.raises(UsageProblem):
        placing.change(owner, key)
    with pytest.raises(NotFound):
        placing.change(owner, {**key, "forget": ["/nowhere"]})
