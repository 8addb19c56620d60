"""The table of requests, and what each would touch."""

import pytest

from keystead.core.errors import NoSuchSecret
from keystead.errors import NotFound
from keystead.services.requests import table
from keystead.services.requests.scope import Scope


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        ("list", {}, Scope("", (), "list")),
        ("list", {"env": "dev"}, Scope("dev", (), "list")),
        ("due", {"env": "dev"}, Scope("dev", (), "list")),
        ("get", {"name": "dev/API_KEY"}, Scope("dev", ("API_KEY",), "read")),
        ("get", {"name": "API_KEY", "env": "prod"}, Scope("prod", ("API_KEY",), "read")),
        ("show", {"name": "dev/API_KEY"}, Scope("dev", ("API_KEY",), "list")),
        ("add", {"name": "dev/NEW"}, Scope("dev", ("NEW",), "change")),
        ("edit", {"name": "dev/API_KEY"}, Scope("dev", ("API_KEY",), "change")),
        ("trash", {"names": ["dev/A", "dev/B"]}, Scope("dev", ("A", "B"), "change")),
        ("trash", {"names": ["dev/A", "prod/A"]}, Scope("", ("A", "A"), "change")),
        ("purge", {"older_than": 3}, Scope("", (), "change")),
        ("export", {"env": "dev", "names": ["A"]}, Scope("dev", ("A",), "read")),
        ("import", {"env": "dev", "data": ""}, Scope("dev", (), "change")),
        ("env.add", {"name": "qa"}, Scope("", ("qa",), "change")),
        ("verify", {}, Scope("", (), "list")),
        ("restore", {"path": "/x"}, Scope("", (), "change")),
        ("change.finish", {}, Scope("", (), "change")),
    ],
)
def test_what_a_request_touches_is_known_before(owner, method, params, expected):
    assert table.scope_of(owner, method, params) == expected


def test_a_name_alone_is_looked_up(owner):
    table.handle(owner, "add", {"name": "dev/ONLY", "value": "x"})
    assert table.scope_of(owner, "get", {"name": "ONLY"}).environment == "dev"
    with pytest.raises(NoSuchSecret):
        table.scope_of(owner, "get", {"name": "NO_SUCH"})


def test_every_method_has_a_purpose_that_access_knows():
    assert {method.purpose for method in table.METHODS.values()} == {"list", "read", "change"}
    assert [name for name, method in table.METHODS.items() if method.proved] == ["change.begin"]


def test_another_versions_request_is_not_found(owner):
    for call in (table.handle, table.scope_of):
        with pytest.raises(NotFound, match="another version"):
            call(owner, "no-such", {})
