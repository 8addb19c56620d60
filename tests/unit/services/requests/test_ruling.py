"""Policies by request."""

import pytest

from keystead.core.errors import BadText
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
