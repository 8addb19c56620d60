import stat
from pathlib import Path

import pytest

from keystead.errors import NotFound, Refused
from keystead.services import incidents, revocation, secrets
from keystead.services.secrets import Action
from keystead.vault.errors import AlreadyThere
from tests.support.vaults import World, add, named


def opened(world: World, name: str = "A", reason: str = "leaked"):
    vault = world.opened[0] if world.opened else world.one.open()
    revocation.revoke(vault, [add(vault, name)], reason)
    return vault


def test_an_incident_is_found_by_the_beginning_of_its_id(world: World):
    vault = world.one.open()
    with pytest.raises(NotFound, match="no incident"):
        incidents.find(vault)
    opened(world)
    world.clock.advance(60)
    opened(world, "B", "later")
    latest = incidents.find(vault)
    assert latest.reason == "later"
    first = incidents.find(vault, named(vault, "A").incidents[0].id.hex()[:10].upper())
    assert first.reason == "leaked"
    incidents.close(vault, latest)
    assert incidents.find(vault).reason == "leaked"
    incidents.close(vault, first)
    assert incidents.find(vault).reason == "later"
    for wrong in ("zz", "no"):
        with pytest.raises(NotFound) as found:
            incidents.find(vault, wrong)
        assert len(str(found.value.data["candidates"]).split(",")) == 2


def test_a_tick_says_who_and_when(world: World):
    vault = opened(world)
    world.clock.advance(60)
    case = incidents.tick(vault, incidents.find(vault), 1)
    (first, second) = case.items
    assert (first.task.at, first.task.by) == (int(world.clock.now()), "Ann")
    assert second.task.at == 0
    with pytest.raises(NotFound, match="1 to 2"):
        incidents.tick(vault, case, 3)
    commits = len(vault.state.commits)
    incidents.tick(vault, case, 1)
    assert len(vault.state.commits) == commits


def test_a_closed_incident_stays_as_it_is(world: World):
    vault = opened(world)
    case = incidents.close(vault, incidents.find(vault))
    assert case.closed == int(world.clock.now())
    with pytest.raises(Refused, match="closed"):
        incidents.tick(vault, case, 1)
    assert incidents.close(vault, case) == case


def test_two_devices_go_on_apart_and_nothing_is_lost(world: World):
    one, two = world.one.open(), None
    add(one, "A")
    add(one, "B")
    one.publish()
    two = world.device("two").open()
    revocation.revoke(one, [named(one, "A")], "seen in a log")
    revocation.revoke(two, [named(two, "A"), named(two, "B")], "laptop stolen")
    for vault in (one, two, one):
        vault.publish()
    reasons = {case.reason for case in incidents.cases_of(one)}
    assert reasons == {"seen in a log", "laptop stolen"}
    assert named(one, "A").conflicts == ()
    assert len(named(one, "A").incidents) == 2
    # Both tick tasks of one incident apart.
    stolen = named(one, "B").incidents[0].id.hex()
    incidents.tick(one, incidents.find(one, stolen), 1)
    incidents.tick(two, incidents.find(two, stolen), 2)
    for vault in (one, two, one):
        vault.publish()
    for vault in (one, two):
        done = [item.number for item in incidents.find(vault, stolen).items if item.task.at]
        assert done == [1, 2]


def test_the_record_has_uses_and_no_value(world: World, tmp_path: Path):
    vault = world.one.open()
    secret = add(vault, "A", "sk_live_very_secret")
    secrets.reveal(vault, secret, Action.COPY)
    revocation.revoke(vault, [secret], "leaked")
    case, path = incidents.find(vault), tmp_path / "incident.md"
    assert incidents.export(vault, case, path) == path
    text = path.read_text()
    assert "v1 copied" in text
    assert "very" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(AlreadyThere):
        incidents.export(vault, case, path)
    incidents.export(vault, incidents.close(vault, case), path, force=True)
    assert "Closed" in path.read_text()
    (tmp_path / "link").symlink_to(path)
    for wrong in (tmp_path / "link", tmp_path):
        with pytest.raises(Refused):
            incidents.export(vault, case, wrong, force=True)
