import pytest

from keystead.core.blast_radius import Why
from keystead.core.errors import BadText
from keystead.core.model import Stage
from keystead.core.reminders import CRITICAL, REVOKED, marks_of, moment
from keystead.errors import NotFound, Refused, UsageProblem
from keystead.services import export, revocation, secrets
from keystead.services.revocation import Changed, Selection
from keystead.services.secrets import Action
from keystead.vault.errors import NoSuchObject, Revoked
from tests.support.vaults import World, add, edit, named, value


def stages(vault, name="A"):
    return [one.stage for one in named(vault, name).versions]


def test_every_usable_value_is_revoked_in_one_commit(world: World):
    vault = world.one.open()
    add(vault, "A", "one")
    edit(vault, "A", "two")
    before = len(vault.state.commits)
    made = revocation.revoke(vault, [named(vault, "A")], "leaked")
    assert len(vault.state.commits) == before + 1
    assert stages(vault) == [Stage.REVOKED, Stage.REVOKED]
    (incident,) = named(vault, "A").incidents
    assert (incident.id, incident.by, incident.reason) == (made, "Ann", "leaked")
    assert [one.what for one in incident.tasks] == [
        "Revoke it at its issuer",
        "Give A a new value, if it is still needed",
    ]
    marks = marks_of(named(vault, "A"), moment(world.clock.now()))
    assert marks == REVOKED | CRITICAL  # its incident is open


def test_one_version_alone(world: World):
    vault = world.one.open()
    add(vault, "A", "one")
    secret = edit(vault, "A", "two")
    revocation.revoke(vault, [secret], "old one leaked", secret.versions[0])
    assert stages(vault) == [Stage.REVOKED, Stage.CURRENT]
    assert value(vault, named(vault, "A")) == "two"
    with pytest.raises(Revoked, match="v1 is revoked already"):
        revocation.revoke(vault, [secret], "again", secret.versions[0])


def test_a_revoked_value_goes_nowhere(world: World):
    vault = world.one.open()
    seen = add(vault, "A", "one")
    add(vault, "B", "other")
    revocation.revoke(vault, [seen], "leaked")
    # Whoever still has the key as it was before, or names its version, gets it no more.
    for secret, version in ((seen, None), (seen, seen.versions[0]), (named(vault, "A"), None)):
        for action in (Action.REVEAL, Action.COPY):
            with pytest.raises(Revoked, match=r"A was revoked on 2026-01-01 by Ann: leaked\."):
                secrets.reveal(vault, secret, action, version=version)
    with pytest.raises(Revoked, match="not given out"):
        export.choose(vault, "dev", ["A"])
    assert [name for name, _ in export.entries(vault, "dev")] == ["B"]
    assert "left out" in export.left_out(vault, "dev")[0]
    assert vault.journal.events == []
    # A look for the incident is possible, is journaled, and stays no copy.
    plain = secrets.reveal(vault, named(vault, "A"), Action.REVEAL, revoked=True)
    assert plain.reveal() == "one"
    assert len(vault.journal.events) == 1


def test_the_version_is_named_where_the_key_has_another_value(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "one")
    revocation.revoke(vault, [secret], "leaked")
    secret = edit(vault, "A", "two")
    assert secrets.reveal(vault, secret, Action.COPY).reveal() == "two"
    with pytest.raises(Revoked, match=r"A v1 was revoked\..* --version 1 --revoked"):
        secrets.reveal(vault, secret, Action.COPY, version=secret.versions[0])
    with pytest.raises(NoSuchObject):
        secrets.reveal(vault, add(world.one.open(), "B"), Action.COPY, version=secret.versions[1])


def test_nothing_is_revoked_twice_or_without_a_reason(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "one")
    with pytest.raises(BadText):
        revocation.revoke(vault, [secret], " ")
    assert stages(vault) == [Stage.CURRENT]
    revocation.revoke(vault, [secret], "leaked")
    with pytest.raises(Refused, match="Nothing is left"):
        revocation.revoke(vault, [secret], "leaked")


def test_a_key_in_the_trash_stays_there(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "one")
    secrets.trash(vault, [secret])
    revocation.revoke(vault, [secret], "leaked")
    assert named(vault, "A").trashed is not None
    assert stages(vault) == [Stage.REVOKED]


def test_the_radius_has_readers_related_keys_and_uses(world: World):
    vault = world.one.open()
    secret = add(vault, "A", "one")
    add(vault, "B", "one", "prod")
    secrets.reveal(vault, secret, Action.COPY)
    found = revocation.radius(vault, named(vault, "A"))
    assert (found.readers, found.me) == (("Ann",), "Ann")
    assert [(one.secret.name, one.why) for one in found.related] == [("B", Why.VALUE)]
    assert [one.what for one in found.uses] == ["copy"]


def test_many_are_chosen_by_tag_environment_or_service(world: World):
    vault = world.one.open()
    add(vault, "A")
    add(vault, "B", environment="prod")
    add(vault, "C", environment="prod")
    edit(vault, "A", tags=("Laptop",), service="Stripe")
    edit(vault, "B", tags=("laptop",))
    secrets.trash(vault, [named(vault, "C")])

    def names(selection: Selection) -> list[str]:
        return [one.name for one in revocation.select(vault, selection).secrets]

    assert names(Selection(tag="LAPTOP")) == ["A", "B"]
    assert names(Selection(service="stripe")) == ["A"]
    assert names(Selection(environment="prod")) == ["B", "C"]
    with pytest.raises(NoSuchObject):
        names(Selection(environment="nowhere"))
    with pytest.raises(NotFound):
        names(Selection(tag="none"))
    for wrong in (Selection(), Selection(tag="a", service="b")):
        with pytest.raises(UsageProblem):
            names(wrong)


def test_many_come_in_the_order_of_the_list(world: World):
    vault = world.one.open()
    for name in ("K_1036", "K_37", "K_0"):
        add(vault, name)
    found = revocation.select(vault, Selection(environment="dev")).secrets
    assert [one.name for one in found] == ["K_0", "K_37", "K_1036"]


def test_many_are_revoked_as_one_incident(world: World):
    vault = world.one.open()
    add(vault, "A", "same")
    add(vault, "B", "same")
    chosen = revocation.select(vault, Selection(environment="dev"))
    made = revocation.revoke_selected(vault, Selection(environment="dev"), "stolen", 2, chosen.seal)
    assert [one.id for name in "AB" for one in named(vault, name).incidents] == [made, made]
    # Each of the two has the value of the other, and needs no rotation on that account.
    assert not any("Rotate" in task.what for task in named(vault, "A").incidents[0].tasks)


def test_many_are_refused_where_they_are_not_those_that_were_counted(world: World):
    vault, both = world.one.open(), Selection(environment="dev")
    add(vault, "A")
    add(vault, "B")
    seal = revocation.select(vault, both).seal
    add(vault, "C")
    for count, held in ((2, seal), (2, ""), (3, seal)):
        with pytest.raises(Changed, match="3 keys now") as found:
            revocation.revoke_selected(vault, both, "stolen", count, held)
        assert found.value.data == {"count": 3}
    # As many as before, but not the same ones.
    secrets.trash(vault, [named(vault, "C")])
    seal = revocation.select(vault, both).seal
    revocation.revoke(vault, [named(vault, "A")], "alone")
    add(vault, "D")
    with pytest.raises(Changed):
        revocation.revoke_selected(vault, both, "stolen", 3, seal)
    assert stages(vault, "B") == [Stage.CURRENT]
