"""What each request would touch, from the parameters that its handler uses."""

import pytest

from keystead.core.errors import BadName, BadSelector
from keystead.errors import UsageProblem
from keystead.services.requests import table


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        ("list", {}, ("", (), "list")),
        ("list", {"env": "dev"}, ("dev", (), "list")),
        ("list", {"env": "nowhere"}, ("", (), "list")),
        ("due", {"env": "dev"}, ("dev", (), "list")),
        ("get", {"name": "dev/API_KEY"}, ("dev", ("API_KEY",), "read")),
        ("get", {"name": "API_KEY", "env": "prod"}, ("prod", ("API_KEY",), "read")),
        ("get", {"name": "API_KEY"}, ("", ("API_KEY",), "read")),
        ("get", {"name": "NO_SUCH"}, ("", ("NO_SUCH",), "read")),
        ("get", {"name": "nowhere/A"}, ("", ("nowhere/A",), "read")),
        ("show", {"name": "dev/API_KEY"}, ("dev", ("API_KEY",), "list")),
        ("add", {"name": "dev/NEW"}, ("dev", ("NEW",), "change")),
        ("add.check", {"name": "dev/NEW"}, ("dev", ("NEW",), "change")),
        ("add", {"name": "API_KEY"}, ("", ("API_KEY",), "change")),
        ("edit", {"name": "dev/API_KEY"}, ("dev", ("API_KEY",), "change")),
        ("trash", {"names": ["dev/A", "dev/B"]}, ("dev", ("A", "B"), "change")),
        ("trash", {"names": ["A", "B"], "env": "dev"}, ("dev", ("A", "B"), "change")),
        ("trash", {"names": ["dev/A", "prod/A"]}, ("", ("dev/A", "prod/A"), "change")),
        ("trash", {"names": ["dev/A", "NO_SUCH"]}, ("", ("dev/A", "NO_SUCH"), "change")),
        ("purge", {"names": ["dev/A"]}, ("dev", ("A",), "purge")),
        ("purge", {"older_than": 3}, ("", (), "purge")),
        ("purge", {"older_than": 0, "env": "dev"}, ("", (), "purge")),
        ("purge", {"older_than": 0, "names": ["dev/A"]}, ("", (), "purge")),
        ("purge", {}, ("", (), "purge")),
        ("export", {"env": "dev", "names": ["A"]}, ("dev", ("A",), "read")),
        ("import", {"env": "dev", "data": ""}, ("dev", (), "change")),
        ("env.add", {"name": "qa"}, ("", ("qa",), "change")),
        ("env.rename", {"name": "dev", "new": "x"}, ("", ("dev",), "change")),
        ("env.list", {}, ("", (), "list")),
        ("verify", {}, ("", (), "list")),
        ("backup", {"path": "/x"}, ("", (), "change")),
        ("restore", {"path": "/x"}, ("", (), "restore")),
        ("change.finish", {}, ("", (), "change")),
    ],
)
def test_what_a_request_touches_is_known_before(owner, method, params, expected):
    found = table.scope_of(owner, method, params)
    assert (found.environment, found.keys, found.purpose) == expected
    ids = {item.name: item.id for item in owner.vault.environments()}
    assert found.environment_id == ids.get(found.environment, b"")


def test_a_name_alone_is_looked_up_where_the_handler_would_look(owner):
    table.handle(owner, "add", {"name": "dev/ONLY", "value": "x"})
    assert table.scope_of(owner, "get", {"name": "ONLY"}).environment == "dev"
    assert table.scope_of(owner, "get", {"name": "ONLY"}).said == ""
    table.handle(owner, "trash", {"names": ["dev/ONLY"]})
    table.handle(owner, "add", {"name": "prod/ONLY", "value": "y"})
    assert table.scope_of(owner, "get", {"name": "ONLY"}).environment == "prod"
    assert table.scope_of(owner, "trash", {"names": ["ONLY"]}).environment == "prod"
    assert table.scope_of(owner, "untrash", {"names": ["ONLY"]}).environment == "dev"
    assert table.scope_of(owner, "purge", {"names": ["ONLY"]}).environment == "dev"
    assert table.scope_of(owner, "show", {"name": "ONLY", "trash": True}).environment == "dev"


def test_only_what_the_request_itself_says_may_be_said_back(owner):
    assert table.scope_of(owner, "get", {"name": "nowhere/A"}).said == "nowhere"
    assert table.scope_of(owner, "list", {"env": "dev"}).said == "dev"
    assert table.scope_of(owner, "add", {"name": "dev/A"}).said == "dev"
    assert table.scope_of(owner, "trash", {"names": ["dev/A", "prod/A"]}).said == ""


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("get", {}, UsageProblem),
        ("get", {"name": "a/b/c/d"}, BadSelector),
        ("trash", {"names": "dev/A"}, UsageProblem),
        ("env.add", {"name": "<b>all is well</b>"}, BadName),
        ("export", {"env": "dev", "names": ["<b>nothing</b>"]}, BadName),
    ],
)
def test_what_means_nothing_is_said_at_once(owner, method, params, kind):
    with pytest.raises(kind):
        table.scope_of(owner, method, params)
