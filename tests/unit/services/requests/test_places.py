"""Environments by request."""

import pytest

from keystead.errors import Conflicting, NotFound
from keystead.services.requests import places


def test_environments_are_listed_added_and_renamed(owner):
    listed = places.list_environments(owner, {})["environments"]
    assert [(item["name"], item["keys"]) for item in listed] == [
        ("dev", 1),
        ("staging", 0),
        ("prod", 1),
    ]
    added = places.add(owner, {"name": "qa", "colour": "staging"})
    assert added == {"name": "qa", "colour": "staging", "order": 3}
    assert places.rename(owner, {"name": "qa", "new": "review"})["name"] == "review"
    with pytest.raises(Conflicting):
        places.add(owner, {"name": "dev"})
    with pytest.raises(NotFound):
        places.rename(owner, {"name": "qa", "new": "x"})
