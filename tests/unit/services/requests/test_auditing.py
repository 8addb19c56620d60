"""The audit by request."""

import pytest

from keystead.errors import NotFound, UsageProblem
from keystead.services.requests import auditing, table


def test_records_are_listed_the_newest_first(owner):
    found = auditing.list_records(owner, {"limit": 2})
    assert len(found["records"]) == 2
    assert found["more"]
    table.handle(owner, "get", {"name": "API_KEY", "env": "dev"})
    (read,) = auditing.list_records(owner, {"action": "use"})["records"]
    assert (read["action"], read["secret"], read["environment"]) == ("reveal", "API_KEY", "dev")
    by_key = auditing.list_records(owner, {"name": "prod/API_KEY"})["records"]
    assert [one["action"] for one in by_key] == ["add"]


def test_days_are_inclusive(owner):
    day = auditing.list_records(owner, {"action": "add"})["records"][0]["time"][:10]
    assert auditing.list_records(owner, {"since": day, "until": day, "action": "add"})["records"]
    assert not auditing.list_records(owner, {"until": "2020-01-01"})["records"]


def test_what_makes_no_sense_is_refused(owner):
    for params in ({"limit": 0}, {"action": "dance"}):
        with pytest.raises(UsageProblem):
            auditing.list_records(owner, params)


def test_a_name_that_nothing_has_is_told(owner, tmp_path):
    path = tmp_path / "a.jsonl"
    for params in (
        {"name": "NOPE"},
        {"member": "Bob"},
        {"env": "nowhere"},
        {"name": "staging/API_KEY"},
    ):
        with pytest.raises(NotFound):
            auditing.list_records(owner, params)
        with pytest.raises(NotFound):
            auditing.export(owner, {"path": str(path), **params})
    assert not path.exists()
    assert auditing.list_records(owner, {"name": "API_KEY", "action": "purge"})["records"] == []


def test_a_key_that_was_erased_is_found_by_its_name(owner):
    for method in ("trash", "purge"):
        table.handle(owner, method, {"names": ["dev/API_KEY"]})
    found = auditing.list_records(owner, {"name": "dev/API_KEY"})["records"]
    assert [one["action"] for one in found] == ["purge", "trash", "add"]


def test_lines_and_the_proof(owner, tmp_path):
    path = str(tmp_path / "a.jsonl")
    assert auditing.export(owner, {"path": path, "action": "add"})["records"] == 2
    proof = auditing.verify(owner, {})
    assert (proof["ok"], proof["broken"], proof["commit"]) == (True, None, None)
