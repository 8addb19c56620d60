"""The table of requests: what each is for, and what it knows."""

import pytest

from keystead.errors import NotFound, UsageProblem
from keystead.services.requests import table

LIST = {
    *("places", "policy.list", "list", "show", "due", "env.list", "verify", "rehearse"),
    *("rotate.list", "rotate.status", "audit", "audit.verify"),
    *("revoke.look", "revoke.select", "incident.list", "incident.show"),
    *("review.list", "review.show", "due.count"),
}
READ = {"due.calendar", "health", "audit.export", "get", "export", "export.check", "run"}


def test_every_method_has_a_purpose_that_access_knows():
    purposes = {name: method.purpose for name, method in table.METHODS.items()}
    assert {name for name, purpose in purposes.items() if purpose == "list"} == LIST
    assert {name for name, purpose in purposes.items() if purpose == "read"} == READ
    assert (purposes.pop("purge"), purposes.pop("restore")) == ("purge", "restore")
    assert purposes.pop("sync.decide") == "restore"
    assert set(purposes.values()) == {"list", "read", "change"}
    assert [name for name, method in table.METHODS.items() if method.proved] == ["change.begin"]
    own = {name for name, method in table.METHODS.items() if method.own}
    assert own == {name for name in table.METHODS if name.startswith("change.")}


def test_another_versions_request_is_not_found(owner):
    for call in (table.handle, table.scope_of):
        with pytest.raises(NotFound, match="another version"):
            call(owner, "no-such", {})


@pytest.mark.parametrize("method", sorted(table.METHODS))
def test_a_parameter_that_a_method_does_not_know_is_refused(owner, method):
    for call in (table.handle, table.scope_of):
        with pytest.raises(UsageProblem, match="has no parameter spurious"):
            call(owner, method, {"spurious": None})


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("purge", {"name": "dev/API_KEY", "older_than": 0}),
        ("trash", {"name": "dev/API_KEY", "names": ["prod/API_KEY"]}),
        ("get", {"name": "dev/API_KEY", "names": ["prod/API_KEY"]}),
        ("backup", {"path": "/x", "env": "dev"}),
        ("restore", {"path": "/x", "env": "dev"}),
        ("env.list", {"env": "dev"}),
        ("verify", {"env": "dev"}),
    ],
)
def test_nothing_can_be_named_beside_what_is_touched(owner, method, params):
    for call in (table.handle, table.scope_of):
        with pytest.raises(UsageProblem, match="has no parameter"):
            call(owner, method, params)
