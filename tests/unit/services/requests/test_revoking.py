"""Revoking and incidents by request."""

from pathlib import Path

import pytest

from keystead.core.errors import NoSuchSecret
from keystead.errors import Conflicting, FileProblem, NotFound, Refused, UsageProblem
from keystead.services.errors import ValueRevoked
from keystead.services.requests import reading, revoking, rotating, table, writing
from keystead.vault.errors import Revoked
from tests.support.owners import commits_in


def leak(owner, name="dev/API_KEY", **more):
    return revoking.revoke(owner, {"name": name, "reason": "leaked", **more})


def test_a_look_changes_nothing(owner):
    told = revoking.look(owner, {"name": "dev/API_KEY"})
    assert (told["versions"], told["related"]) == ([1], [])
    assert reading.get(owner, {"name": "dev/API_KEY"})["value"] == "one"


def test_a_revoked_key_is_refused_until_somebody_says_so(owner):
    opened = leak(owner)
    assert opened["keys"] == [{"name": "API_KEY", "environment": "dev", "versions": [1]}]
    assert (opened["reason"], opened["tasks_left"]) == ("leaked", 2)
    for params in ({}, {"version": 1}, {"action": "copy"}, {"action": "copy", "revoked": True}):
        with pytest.raises(Revoked):
            reading.get(owner, {"name": "dev/API_KEY", **params})
    assert reading.get(owner, {"name": "dev/API_KEY", "revoked": True})["value"] == "one"
    again = {"name": "dev/API_KEY", "value": "one"}
    with pytest.raises(ValueRevoked):
        writing.edit(owner, again)
    with pytest.raises(ValueRevoked):
        writing.add(owner, {"name": "dev/OTHER", "value": "one"})
    with pytest.raises(ValueRevoked):
        rotating.begin(owner, again)
    row = writing.edit(owner, again | {"force": True})
    assert "revoked as dev/API_KEY" in row["warnings"][0]
    assert writing.add(owner, {"name": "dev/NEW", "value": "fine"})["warnings"] == []


def test_one_version_by_its_number(owner):
    writing.edit(owner, {"name": "dev/API_KEY", "value": "newer"})
    with pytest.raises(UsageProblem, match="There are: 1, 2"):
        leak(owner, version=3)
    leak(owner, version=1)
    assert reading.get(owner, {"name": "dev/API_KEY"})["value"] == "newer"


def test_many_by_their_count_and_seal(owner):
    chosen = revoking.select(owner, {"env": "prod"})
    assert (chosen["count"], chosen["keys"][0]["trashed"]) == (1, False)
    params = {"env": "prod", "reason": "stolen", "count": 2, "seal": chosen["seal"]}
    with pytest.raises(Conflicting):
        revoking.revoke_many(owner, params)
    with pytest.raises(UsageProblem):
        revoking.revoke_many(owner, {"env": "prod", "reason": "stolen"})
    opened = revoking.revoke_many(owner, params | {"count": 1})
    assert len(opened["keys"]) == 1
    with pytest.raises(NotFound):
        revoking.select(owner, {"env": "prod"})


def full() -> None:
    raise FileProblem("The disk is full.")


def test_a_revocation_is_in_the_vault_file_before_it_answers(owner, monkeypatch):
    before = commits_in(owner.vault.place.file)
    assert (leak(owner)["published"], owner.vault.publication.pending) == (True, False)
    after = commits_in(owner.vault.place.file)
    assert after > before
    monkeypatch.setattr(owner.vault.publication, "overwrite", full)
    params = {"env": "prod", "reason": "stolen", "count": 1}
    opened = revoking.revoke_many(owner, params)
    assert opened["published"] is False
    (words,) = opened["warnings"]
    assert words.startswith("The revocation is not yet in the vault file")
    assert "The disk is full." in words
    with pytest.raises(Revoked):
        reading.get(owner, {"name": "prod/API_KEY"})


def test_what_a_request_touches(owner):
    assert table.scope_of(owner, "revoke", {"name": "dev/API_KEY"}).environment == "dev"
    assert table.scope_of(owner, "revoke", {"name": "dev/API_KEY"}).purpose == "change"
    for name in ("revoke.select", "revoke.many", "incident.list", "incident.done"):
        assert table.scope_of(owner, name, {}).environment == ""


def test_incidents_from_list_to_record(owner, tmp_path: Path):
    assert revoking.list_incidents(owner, {}) == {"incidents": []}
    with pytest.raises(NotFound):
        revoking.show_incident(owner, {})
    name = leak(owner)["incident"]
    assert [one["incident"] for one in revoking.list_incidents(owner, {})["incidents"]] == [name]
    told = revoking.done(owner, {"incident": name, "task": 1})
    assert [bool(one["done"]) for one in told["tasks"]] == [True, False]
    assert revoking.close(owner, {})["closed"] is not None
    path = tmp_path / "incident.md"
    assert revoking.export(owner, {"path": str(path)})["path"] == str(path)
    assert path.read_text().startswith(f"# Incident {name}\n")
    with pytest.raises(Refused):
        revoking.export(owner, {"path": str(path)})
    revoking.export(owner, {"path": str(path), "force": True})
    with pytest.raises(UsageProblem):
        revoking.export(owner, {"path": "incident.md"})


def test_a_key_that_is_not_there(owner):
    with pytest.raises(NoSuchSecret):
        leak(owner, "dev/NOTHING")
