"""Policies by request."""

import pytest

from keystead.core.errors import BadText
from keystead.errors import UsageProblem
from keystead.services.requests import ruling, table


def test_policies_are_set_listed_and_removed(owner):
    listed = ruling.list_policies(owner, {})
    assert len(listed["classes"]) == 12
    assert listed["own"] == []
    changed = ruling.set_class(owner, {"risk": "high", "every": "14d", "env": "prod"})
    (line,) = [one for one in changed["classes"] if one["set_here"]]
    assert (line["environment"], line["rotate_every"], line["overlap"]) == ("prod", 14, 86_400)
    made = ruling.put(owner, {"name": "pci", "every": "never", "leads": "7,1"})
    assert made["own"] == [
        {"name": "pci", "rotate_every": 0, "overlap": None, "leads": [7, 1], "keys": 0}
    ]
    made = ruling.put(owner, {"name": "pci", "overlap": "24h", "leads": "default"})
    assert made["own"] == [
        {"name": "pci", "rotate_every": 0, "overlap": 86_400, "leads": None, "keys": 0}
    ]
    changed = ruling.set_class(owner, {"risk": "high", "overlap": "12h", "env": "prod"})
    (line,) = [one for one in changed["classes"] if one["set_here"]]
    assert (line["rotate_every"], line["overlap"]) == (14, 43_200)
    back = {"risk": "high", "every": "default", "overlap": "default", "env": "prod"}
    assert not [one for one in ruling.set_class(owner, back)["classes"] if one["set_here"]]
    fields = {"policy": "pci", "leads": "30,7"}
    table.handle(owner, "edit", {"name": "API_KEY", "env": "dev", "fields": fields})
    shown = table.handle(owner, "show", {"name": "API_KEY", "env": "dev"})
    assert (shown["policy"], shown["leads"]) == ("pci", [30, 7])
    assert shown["effective"]["source"] == "policy pci"
    assert ruling.remove(owner, {"name": "pci", "force": True})["keys"] == 1
    back = {"policy": "none", "leads": "default"}
    table.handle(owner, "edit", {"name": "API_KEY", "env": "dev", "fields": back})
    shown = table.handle(owner, "show", {"name": "API_KEY", "env": "dev"})
    assert (shown["policy"], shown["leads"]) == ("", None)


def test_a_class_that_does_not_exist_is_named(owner):
    with pytest.raises(BadText):
        ruling.set_class(owner, {"risk": "extreme"})


def test_nothing_said_is_no_change(owner):
    for ask, params in ((ruling.set_class, {"risk": "high"}), (ruling.put, {"name": "pci"})):
        with pytest.raises(UsageProblem):
            ask(owner, params)
