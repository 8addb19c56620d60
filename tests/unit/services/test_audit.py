"""The audit with names: filters, JSON lines, activity, and the proof."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from keystead.core.durations import DAY
from keystead.errors import Refused
from keystead.services import audit, secrets
from keystead.services.audit import Wanted, records, view
from keystead.services.whereabouts import Whereabouts
from keystead.vault.bodies import Action
from keystead.vault.session import OpenVault
from tests.support.vaults import Forger, World, add, edit, named


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


# The proof ---------------------------------------------------------------------------------


def harm(vault: OpenVault, statement: str, *values: object) -> None:
    """Change the private copy behind the program's back."""
    with sqlite3.connect(vault.place.replica) as database:
        database.execute(statement, values)


def test_a_vault_that_nobody_changed_holds(vault: OpenVault):
    found = audit.verify(vault)
    assert found.ok
    assert found.checked == len(vault.state.commits)


def test_a_changed_commit_is_named(vault: OpenVault, world: World):
    victim = vault.state.heads()[0]
    raw = bytearray(vault.replica.commit(victim) or b"")
    raw[-1] ^= 1
    edit(vault, "A", notes="later")
    harm(vault, "UPDATE commits SET raw=? WHERE id=?", bytes(raw), victim)
    found = audit.verify(vault)
    assert not found.ok
    assert found.commit == victim
    assert victim.hex()[:16] in found.broken
    assert found.checked == len(vault.state.commits) - 2


def raws(vault: OpenVault) -> list[tuple[bytes, bytes | None]]:
    return [(one, vault.replica.commit(one)) for one in vault.state.commits]


def test_a_commit_that_somebody_else_signed_is_named_with_its_author(vault: OpenVault):
    forged = Forger(vault).commit()
    changed = forged.raw[:-1] + bytes([forged.raw[-1] ^ 1])
    found = audit.prove(vault, [*raws(vault), (hashlib.sha256(changed).digest(), changed)])
    assert found.checked == len(vault.state.commits)
    assert "not signed by the member it names" in found.broken
    assert ", by " in found.broken


def test_a_commit_taken_out_of_the_middle_breaks_the_next(vault: OpenVault):
    kept = raws(vault)
    found = audit.prove(vault, [*kept[:-2], kept[-1]])
    assert (found.checked, found.commit) == (len(kept) - 2, kept[-1][0])


def test_commits_in_another_order_are_told(vault: OpenVault):
    kept = raws(vault)
    assert not audit.prove(vault, [kept[1], kept[0], *kept[2:]]).ok


def test_a_database_with_a_row_too_few_is_told(vault: OpenVault):
    edit(vault, "A", notes="later")
    harm(vault, "DELETE FROM commits WHERE id=?", vault.state.heads()[0])
    vault.state.commits._ids = None
    assert not audit.verify(vault).ok


def test_a_missing_part_is_named(vault: OpenVault):
    edit(vault, "A", notes="later")
    victim = vault.state.heads()[0]
    digest = vault.state.commits[victim].operations[0].digest  # type: ignore[union-attr]
    harm(vault, "DELETE FROM blobs WHERE digest=?", digest)
    found = audit.verify(vault)
    assert found.commit == victim
    assert "missing or was changed" in found.broken
