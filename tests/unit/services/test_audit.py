"""The audit with names: filters, JSON lines, activity, and the proof."""

import json
from pathlib import Path

import pytest

from keystead.core.durations import DAY
from keystead.errors import Refused
from keystead.services import audit, secrets
from keystead.services.audit import Wanted, records, view
from keystead.services.whereabouts import Whereabouts
from keystead.vault.bodies import Action
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, named


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "alpha")
    add(opened, "B", "beta", environment="prod")
    secrets.reveal(opened, named(opened, "A"), Action.COPY, Whereabouts("window", "box"))
    return opened


def actions(vault: OpenVault, wanted: Wanted) -> list[str]:
    return [one.fact.action for one in records(vault, wanted)]


def test_filters_and_words(vault: OpenVault):
    assert actions(vault, Wanted(secret="a")) == ["copy", "add"]
    assert actions(vault, Wanted(action="use")) == ["copy"]
    assert actions(vault, Wanted(action="add", environment="prod")) == ["add"]
    assert actions(vault, Wanted(words="WINDOW box")) == ["copy"]
    assert actions(vault, Wanted(words="window nowhere")) == []
    assert actions(vault, Wanted(member="nobody")) == []
    assert actions(vault, Wanted(until=1)) == []
    assert set(actions(vault, Wanted())) <= set(audit.ACTIONS)


def test_actions_are_found_by_their_words_and_secrets_by_their_ids(vault: OpenVault):
    assert actions(vault, Wanted(words="copied")) == ["copy"]
    about = frozenset({named(vault, "A").id})
    secrets.edit(vault, named(vault, "A"), {"name": "RENAMED"})
    assert actions(vault, Wanted(about=about)) == ["copy", "edit", "add"]


def test_a_line_has_stable_names_and_no_value(vault: OpenVault):
    edit(vault, "A", "secret-value", notes="private words")
    (copied,) = [one for one in records(vault) if one.fact.action == "copy"]
    line = view(copied)
    assert list(line) == [
        "time", "action", "member", "member_id", "device", "environment", "secret", "secret_id",
        "version", "fields", "where", "host", "repository", "count", "commit", "quarantined",
        "readable",
    ]  # fmt: skip
    assert (line["secret"], line["version"], line["where"]) == ("A", 1, "window")
    everything = json.dumps([view(one) for one in records(vault)])
    for private in ("secret-value", "alpha", "private words"):
        assert private not in everything
    renamed = secrets.edit(vault, named(vault, "A"), {"name": "RENAMED"})
    assert {one.secret for one in records(vault, Wanted(secret="RENAMED"))} == {renamed.name}


def test_names_of_members_and_environments(vault: OpenVault):
    every = list(records(vault))
    assert {one.secret for one in every if one.fact.action == "environment"} >= {"dev", "prod"}
    assert all(one.member for one in every)


def test_all_of_it_as_lines_the_oldest_first(vault: OpenVault, tmp_path: Path):
    path = tmp_path / "audit.jsonl"
    number = audit.export(vault, vault.host, path, Wanted())
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == number
    assert (lines[0]["action"], lines[-1]["action"]) == ("grant", "copy")
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused):
        audit.export(vault, vault.host, path, Wanted())
    assert audit.export(vault, vault.host, path, Wanted(secret="A"), force=True) == 2


def test_the_activity_of_the_last_days(vault: OpenVault, world: World):
    world.clock.advance(3 * DAY)
    edit(vault, "B", notes="x")
    told = audit.summary(vault, 10, 2)
    found = told.days
    today = int(world.clock.now()) // DAY
    assert list(found) == [today - back for back in range(10)]
    assert found[today] == {"change": 1}
    assert found[today - 3]["use"] == 1
    assert found[today - 3]["change"] == 2
    assert [one.fact.action for one in told.recent] == ["copy", "edit"]
    assert told.failed == 0
