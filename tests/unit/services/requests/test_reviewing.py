"""The review by request."""

import pytest

from keystead.core.errors import BadText
from keystead.errors import NotFound, UsageProblem
from keystead.services.requests import reading, reviewing, table, writing

MONTH = 30 * 86_400


def rows(owner, **params):
    return [
        f"{one['environment']}/{one['name']}"
        for one in reviewing.list_due(owner, params)["reviews"]
    ]


def test_what_is_due_by_risk_and_in_what_time(owner, made):
    assert rows(owner) == []
    assert len(rows(owner, within=30)) == 2
    made.clock.advance(MONTH)
    writing.edit(owner, {"name": "prod/API_KEY", "fields": {"risk": "high"}})
    assert rows(owner) == ["prod/API_KEY", "dev/API_KEY"]
    assert rows(owner, env="dev") == ["dev/API_KEY"]
    assert reading.due(owner, {"within": 30})["reviews"] == 2
    assert reading.due(owner, {"within": 30, "env": "dev"})["reviews"] == 1
    with pytest.raises(NotFound):
        rows(owner, env="nowhere")
    for wrong in (-1, 99_999):
        with pytest.raises(UsageProblem):
            rows(owner, within=wrong)


def test_a_decision_is_kept_and_takes_the_key_off_the_list(owner, made):
    made.clock.advance(MONTH)
    params = {"name": "dev/API_KEY", "decision": "keep", "note": "still needed"}
    answer = reviewing.decide(owner, params)
    assert (answer["reviewed"]["decision"], answer["reviewed"]["note"]) == ("keep", "still needed")
    assert rows(owner) == ["prod/API_KEY"]
    told = reviewing.show(owner, {"name": "dev/API_KEY"})
    assert (told["days"], told["reviewed"]["decision"], told["places"]) == (30, "keep", 0)
    with pytest.raises(BadText):
        reviewing.decide(owner, params | {"decision": "perhaps"})
    with pytest.raises(BadText):
        reviewing.decide(owner, {"name": "dev/API_KEY", "decision": "narrow"})
    assert table.scope_of(owner, "review.decide", params).environment == "dev"


def test_a_revoked_key_is_no_longer_due(owner, made):
    made.clock.advance(MONTH)
    params = {"name": "dev/API_KEY", "decision": "revoke", "note": "unused"}
    assert reviewing.decide(owner, params)["published"] is True
    assert not owner.vault.publication.pending
    assert rows(owner) == ["prod/API_KEY"]
    assert reading.show(owner, {"name": "dev/API_KEY"})["state"] == "revoked"
    assert reviewing.show(owner, {"name": "dev/API_KEY"})["reviewed"]["decision"] == "revoke"
