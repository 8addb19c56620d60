"""The audit by request."""

import pytest

from keystead.errors import UsageProblem
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


def test_lines_and_the_proof(owner, tmp_path):
    path = str(tmp_path / "a.jsonl")
    assert auditing.export(owner, {"path": path, "action": "add"})["records"] == 2
    proof = auditing.verify(owner, {})
    assert (proof["ok"], proof["broken"], proof["commit"]) == (True, None, None)
