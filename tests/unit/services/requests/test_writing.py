"""Add, edit, trash, purge: what changes, and what is refused whole."""

import pytest

from keystead.core.errors import BadDate, NoSuchSecret
from keystead.errors import Conflicting, NotFound, UsageProblem
from keystead.services.requests import reading, writing


def get(owner, name):
    return reading.get(owner, {"name": name})["value"]


def test_a_new_secret_is_a_row_without_its_value(owner):
    fields = {"service": "Stripe", "tags": ["billing"]}
    row = writing.add(owner, {"name": "prod/NEW", "value": "v", "fields": fields})
    assert (row["name"], row["environment"], row["service"]) == ("NEW", "prod", "Stripe")
    assert (row["tags"], row["versions"], row["generated"]) == (["billing"], 1, False)
    assert "value" not in row
    made = writing.add(owner, {"name": "GENERATED", "env": "dev", "generate": {}})
    assert made["generated"] is True
    assert len(get(owner, "GENERATED")) == 43


def test_a_new_secret_needs_place_value_and_a_free_name(owner):
    with pytest.raises(UsageProblem, match="--env") as found:
        writing.add(owner, {"name": "NEW", "value": "v"})
    assert found.value.data == {"candidates": ["dev", "staging", "prod"]}
    with pytest.raises(UsageProblem, match="needs a value"):
        writing.add(owner, {"name": "NEW", "env": "dev"})
    with pytest.raises(Conflicting):
        writing.add(owner, {"name": "API_KEY", "env": "dev", "value": "v"})
    past = {"expires": "2020-01-01"}
    with pytest.raises(BadDate):
        writing.add(owner, {"name": "NEW", "env": "dev", "value": "v", "fields": past})


def test_all_but_the_value_is_checked_before_one_is_typed(owner):
    answer = writing.check_add(owner, {"name": "NEW", "env": "dev"})
    assert answer == {"name": "NEW", "environment": "dev"}
    for wrong, kind in (
        ({"name": "NEW"}, UsageProblem),
        ({"name": "NEW", "env": "nowhere"}, NotFound),
        ({"name": "dev/API_KEY"}, Conflicting),
        ({"name": "dev/NEW", "fields": {"policy": "no-such"}}, NotFound),
        ({"name": "dev/NEW", "fields": {"expires": "2020-01-01"}}, BadDate),
    ):
        with pytest.raises(kind):
            writing.check_add(owner, wrong)
    with pytest.raises(NoSuchSecret):
        get(owner, "NEW")


def test_an_edit_changes_fields_tags_and_value(owner):
    fields = {"tags": ["a", "b"], "risk": "high"}
    writing.edit(owner, {"name": "dev/API_KEY", "fields": fields})
    row = writing.edit(
        owner, {"name": "dev/API_KEY", "add_tags": ["c"], "remove_tags": ["A"], "value": "new"}
    )
    assert (row["tags"], row["versions"], row["replaced"]) == (["b", "c"], 2, True)
    assert get(owner, "dev/API_KEY") == "new"
    with pytest.raises(UsageProblem, match="what to change"):
        writing.edit(owner, {"name": "dev/API_KEY"})


def test_trash_and_back_is_all_or_nothing(owner):
    with pytest.raises(NoSuchSecret):
        writing.trash(owner, {"names": ["dev/API_KEY", "NO_SUCH"]})
    assert get(owner, "dev/API_KEY") == "one"
    both = {"names": ["dev/API_KEY", "prod/API_KEY", "dev/API_KEY"]}
    assert len(writing.trash(owner, both)["keys"]) == 2
    writing.add(owner, {"name": "API_KEY", "env": "dev", "value": "other"})
    with pytest.raises(Conflicting):
        writing.untrash(owner, both)
    assert writing.untrash(owner, {"names": ["prod/API_KEY"]})["keys"] == [
        {"name": "API_KEY", "environment": "prod"}
    ]


def test_purge_takes_what_is_named_or_old_enough(owner, made):
    with pytest.raises(NoSuchSecret):
        writing.purge(owner, {"names": ["dev/API_KEY"]})
    writing.trash(owner, {"names": ["dev/API_KEY", "prod/API_KEY"]})
    with pytest.raises(UsageProblem):
        writing.purge(owner, {"names": ["dev/API_KEY"], "older_than": 1})
    assert writing.purge(owner, {"older_than": 1})["keys"] == []
    made.clock.advance(86_400)
    assert len(writing.purge(owner, {"older_than": 1, "dry_run": True})["keys"]) == 2
    with pytest.raises(NotFound):
        writing.purge(owner, {"older_than": 1, "env": "nowhere", "dry_run": True})
    only = writing.purge(owner, {"older_than": 1, "env": "prod", "dry_run": True})["keys"]
    assert [one["environment"] for one in only] == ["prod"]
    with pytest.raises(UsageProblem):
        writing.purge(owner, {"older_than": 1, "dry_run": "yes"})
    writing.purge(owner, {"names": ["dev/API_KEY"]})
    assert [one["environment"] for one in writing.purge(owner, {"older_than": 1})["keys"]] == [
        "prod"
    ]
    assert owner.vault.secrets() == []
