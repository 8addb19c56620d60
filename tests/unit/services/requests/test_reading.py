"""List, show, get, due: their JSON, and what they refuse."""

import pytest

from keystead.core.errors import AmbiguousName, BadText, NoSuchSecret
from keystead.errors import NotFound, UsageProblem
from keystead.services.requests import reading, table
from keystead.vault.bodies import Action


def names(answer):
    return [f"{row['environment']}/{row['name']}" for row in answer["keys"]]


def test_a_list_is_sorted_filtered_and_has_words_for_expiries(owner):
    table.handle(
        owner, "add", {"name": "B", "env": "dev", "value": "x", "fields": {"expires": "2026-01-15"}}
    )
    answer = reading.list_secrets(owner, {})
    assert names(answer) == ["dev/API_KEY", "prod/API_KEY", "dev/B"]
    assert answer["words"] == ["never", "never", "in 14 days"]
    assert names(reading.list_secrets(owner, {"env": "prod"})) == ["prod/API_KEY"]
    assert names(reading.list_secrets(owner, {"query": "is:expiring"})) == ["dev/B"]
    by_expiry = reading.list_secrets(owner, {"sort": "expires"})
    assert names(by_expiry)[0] == "dev/B"
    with pytest.raises(NotFound):
        reading.list_secrets(owner, {"env": "nowhere"})
    with pytest.raises(BadText):
        reading.list_secrets(owner, {"sort": "size"})
    with pytest.raises(UsageProblem):
        reading.list_secrets(owner, {"query": "is:purple"})


def test_the_trash_is_listed_apart(owner):
    table.handle(owner, "trash", {"names": ["dev/API_KEY"]})
    assert names(reading.list_secrets(owner, {})) == ["prod/API_KEY"]
    assert names(reading.list_secrets(owner, {"trash": True})) == ["dev/API_KEY"]


def test_the_lead_time_is_that_of_the_settings(owner, made):
    folder = made.home.paths.config
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[reminders]\nlead_days = "30,7"\n')
    assert reading.lead_days(owner) == 30


def test_show_has_everything_but_the_value(owner):
    shown = reading.show(owner, {"name": "dev/API_KEY"})
    assert shown["versions"][0]["length"] == 3
    assert "'one'" not in str(shown)
    with pytest.raises(AmbiguousName):
        reading.show(owner, {"name": "API_KEY"})


def test_get_gives_value_version_and_field_and_keeps_a_journal(owner):
    table.handle(owner, "edit", {"name": "dev/API_KEY", "value": "new"})
    assert reading.get(owner, {"name": "API_KEY", "env": "dev"})["value"] == "new"
    assert reading.get(owner, {"name": "dev/API_KEY", "version": 1})["value"] == "one"
    field = reading.get(owner, {"name": "keystead://dev/API_KEY/environment"})
    assert field["value"] == "dev"
    reading.get(owner, {"name": "dev/API_KEY", "action": "copy", "where": "make"})
    kinds = [event.action for _, event in owner.vault.journal.events]
    assert kinds[-3:] == [Action.REVEAL, Action.REVEAL, Action.COPY]
    assert owner.vault.journal.events[-1][1].where == "make"


def test_get_refuses_what_is_not_there(owner):
    with pytest.raises(NoSuchSecret):
        reading.get(owner, {"name": "NO_SUCH"})
    with pytest.raises(NotFound):
        reading.get(owner, {"name": "API_KEY", "env": "nowhere"})
    with pytest.raises(UsageProblem, match="no version 9"):
        reading.get(owner, {"name": "dev/API_KEY", "version": 9})
    with pytest.raises(UsageProblem, match="An action"):
        reading.get(owner, {"name": "dev/API_KEY", "action": "steal"})


def test_due_is_by_environment_and_days(owner):
    fields = {"rotate_every": "10d"}
    table.handle(owner, "edit", {"name": "dev/API_KEY", "fields": fields})
    found = reading.due(owner, {"within": 10})["due"]
    assert [(item["name"], item["kind"], item["days"]) for item in found] == [
        ("API_KEY", "rotation", 10)
    ]
    assert reading.due(owner, {"within": 9}) == {"due": [], "reviews": 0}
    assert reading.due(owner, {"within": 10, "env": "prod"}) == {"due": [], "reviews": 0}
    for wrong in ({"within": -1}, {"within": 9_999}, {}):
        with pytest.raises(UsageProblem):
            reading.due(owner, wrong)


def test_every_reminder_of_the_settings_is_shown(owner):
    shown = reading.show(owner, {"name": "dev/API_KEY"})
    assert shown["effective"]["leads"] == [14, 7, 1]
