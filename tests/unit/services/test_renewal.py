"""A rotation in the vault: its steps, its way back, and what cannot be done."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from msgspec import structs

from keystead.core import renewal as rules
from keystead.core.errors import BadDate, BadText, BadValue
from keystead.core.model import Place, Placed, Secret, Stage
from keystead.core.renewal import At
from keystead.core.secret_types import SecretText
from keystead.errors import Conflicting, NotFound, Refused, UsageProblem
from keystead.services import export, renewal, secrets
from keystead.services.errors import NoRotation, RotationUnderway
from keystead.services.renewal import Computer
from keystead.system.host import SystemHost
from keystead.vault.bodies import Action, Event
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, named, value

HERE = Computer("box")
HOUR = 3_600


@pytest.fixture
def vault(world: World) -> OpenVault:
    opened = world.one.open()
    add(opened, "A", "old")
    edit(opened, "A", overlap=HOUR)
    return opened


@pytest.fixture
def path(vault: OpenVault, tmp_path: Path) -> Path:
    """A file with the old value, exported on this computer."""
    folder = tmp_path / "project"
    folder.mkdir(mode=0o755)
    found = folder / ".env"
    export.write(SystemHost(), export.preview(vault, "dev", "node", ["A"]), found)
    note(vault, str(found))
    return found


def note(vault: OpenVault, where: str, host: str = "box", form: str = "node") -> None:
    secret = named(vault, "A")
    assert secret.current is not None
    now = int(vault.clock.now())
    event = Event(Action.EXPORT, now, secret.id, secret.current.id, where, host=host, form=form)
    vault.journal.add(secret.environment_id, event)


def later(vault: OpenVault, seconds: float = 10.0) -> None:
    vault.clock.advance(seconds)  # type: ignore[attr-defined]


def begun(vault: OpenVault, new: str = "new") -> Secret:
    later(vault)
    found = renewal.begin(vault, named(vault, "A"), SecretText(new))
    later(vault)
    return found


def stages(secret: Secret) -> list[str]:
    return [version.stage.value for version in secret.versions]


def read(vault: OpenVault, secret: Secret, number: int) -> str:
    version = secret.versions[number - 1]
    return vault.value(secret.environment_id, secret.id, version.id).reveal().decode()


def test_the_new_value_waits_and_nothing_else_changes(vault: OpenVault, path: Path):
    secret = begun(vault)
    assert stages(secret) == ["current", "pending"]
    assert value(vault, secret) == "old"
    assert read(vault, secret, 2) == "new"
    assert secret.last_rotated is None
    assert rules.step_at(secret, vault.clock.now()) is At.PLACES
    assert [step.place.where for step in rules.steps(secret)] == [str(path)]
    assert "old" in path.read_text()
    assert export.preview(vault, "dev", "node", ["A"]).text.reveal().endswith("A=old\n")


def test_all_the_way(vault: OpenVault, path: Path):
    edit(vault, "A", places=(Place("pipeline", "CI"),))
    secret = renewal.place_all(vault, begun(vault), HERE)
    assert path.read_text().endswith("A=new\n")
    first, second = rules.steps(secret)
    assert (first.placed, first.at) == (Placed.DONE, int(vault.clock.now()))
    assert second.placed is Placed.OPEN
    assert (secret.used_in[0].version, secret.used_in[0].host) == (2, "box")
    with pytest.raises(Refused, match="One place of A has not got v2 yet"):
        renewal.switch(vault, secret)
    secret = renewal.mark(vault, secret, [2], Placed.SKIPPED, "retired soon")
    with pytest.raises(Refused, match="Nobody has checked that v2"):
        renewal.switch(vault, secret)
    secret = renewal.verified(vault, secret, "by hand")
    with pytest.raises(Refused, match="not the current one yet"):
        renewal.finish(vault, secret)
    now = int(vault.clock.now())
    secret = renewal.switch(vault, secret)
    assert stages(secret) == ["previous", "current"]
    assert value(vault, secret) == "new"
    assert (secret.last_rotated, secret.versions[0].overlap_until) == (now, now + HOUR)
    assert rules.step_at(secret, now) is At.OVERLAP
    assert rules.step_at(secret, now + HOUR) is At.RETIRE
    with pytest.raises(Refused, match="is the current value"):
        renewal.switch(vault, secret)
    secret = renewal.finish(vault, secret)
    assert (stages(secret), secret.renewal) == (["retired", "current"], None)
    assert read(vault, secret, 1) == "old"
    with pytest.raises(NoRotation):
        renewal.undo(vault, secret, HERE)
    with pytest.raises(NoRotation):
        renewal.finish(vault, secret)


def test_before_the_switch_it_can_be_undone(vault: OpenVault, path: Path):
    before = path.read_text()
    secret = renewal.place_all(vault, begun(vault), HERE)
    later(vault)
    done = renewal.undo(vault, secret, HERE)
    assert done.left == ()
    assert (stages(done.secret), done.secret.renewal) == (["current", "retired"], None)
    assert path.read_text() == before
    assert done.secret.used_in[0].version == 1
    assert begun(vault).renewal is not None  # the same value may come again


def test_after_the_switch_it_can_be_undone_too(vault: OpenVault, path: Path):
    secret = renewal.place_all(vault, begun(vault), HERE)
    secret = renewal.switch(vault, secret, force=True)
    later(vault)
    done = renewal.undo(vault, secret, HERE)
    assert stages(done.secret) == ["current", "retired"]
    assert value(vault, done.secret) == "old"
    assert (done.secret.last_rotated, done.secret.versions[0].overlap_until) == (None, None)
    assert path.read_text().endswith("A=old\n")


def test_undoing_tells_what_it_could_not_put_back(vault: OpenVault, path: Path):
    edit(vault, "A", places=(Place("pipeline", "CI"), Place("pipeline", "not done")))
    note(vault, "/srv/away.env", host="away")
    secret = renewal.place_all(vault, begun(vault), HERE)
    steps = {step.place.where: number for number, step in enumerate(rules.steps(secret), 1)}
    chosen = [steps["CI"], steps["/srv/away.env"]]
    secret = renewal.mark(vault, secret, chosen, Placed.DONE)
    path.write_text("A=third\n")
    done = renewal.undo(vault, secret, HERE)
    found = {step.place.where: step.note for step in done.left}
    assert found == {
        str(path): "holds another value of A: somebody changed it",
        "/srv/away.env": "",
        "CI": "",
    }
    assert path.read_text() == "A=third\n"


def test_places_that_cannot_be_written_become_a_list(vault: OpenVault, path: Path):
    for name in ("gone", "link"):
        note(vault, str(path.with_name(name)))
    path.with_name("link").symlink_to(path)
    secret = renewal.place_all(vault, begun(vault), HERE)
    found = {Path(one.place.where).name: (one.placed, one.note) for one in rules.steps(secret)}
    assert found == {
        ".env": (Placed.DONE, ""),
        "gone": (Placed.OPEN, "is not there any more"),
        "link": (Placed.OPEN, "is a symbolic link"),
    }


def test_only_the_places_named_are_written(vault: OpenVault, path: Path):
    secret = begun(vault)
    with pytest.raises(NotFound, match="no place number 2"):
        renewal.place_all(vault, secret, HERE, [2])
    away = renewal.place_all(vault, secret, Computer("away"))
    assert rules.open_steps(away)
    assert rules.open_steps(renewal.place_all(vault, secret, HERE, [1])) == ()
    with pytest.raises(NotFound):
        renewal.mark(vault, secret, [0], Placed.DONE)
    with pytest.raises(BadText):
        renewal.mark(vault, secret, [1], Placed.DONE, "x" * 501)


def test_a_rotation_that_cannot_begin(vault: OpenVault):
    with pytest.raises(UsageProblem, match="has already"):
        begun(vault, "old")
    with pytest.raises(BadValue):
        begun(vault, "")
    assert stages(named(vault, "A")) == ["current"]
    begun(vault)
    with pytest.raises(RotationUnderway):
        begun(vault, "third")


def test_many_begin_in_one_commit_or_none(vault: OpenVault):
    second = add(vault, "B", "b-old")
    before = len(vault.state.commits)
    pairs = [(named(vault, "A"), SecretText("a2")), (second, SecretText("b2"))]
    renewal.begin_all(vault, pairs)
    assert len(vault.state.commits) == before + 1
    third = add(vault, "C", "c-old")
    with pytest.raises(RotationUnderway):
        renewal.begin_all(vault, [(third, SecretText("c2")), *pairs])
    assert stages(named(vault, "C")) == ["current"]


def test_a_key_without_a_current_value_gets_one_and_is_done(vault: OpenVault):
    from keystead.vault.writer import SecretChange

    secret = named(vault, "A")
    assert secret.current is not None
    vault.write([SecretChange(secret.environment_id, secret.id, revoke=(secret.current.id,))])
    secret = renewal.switch(vault, begun(vault), force=True)
    assert (stages(secret), secret.renewal) == (["revoked", "current"], None)


def test_an_edit_meanwhile_is_what_the_switch_replaces(vault: OpenVault):
    begun(vault)
    edit(vault, "A", "third")
    secret = renewal.switch(vault, named(vault, "A"), force=True)
    assert stages(secret) == ["previous", "current", "previous"]
    assert rules.former_version(secret) == secret.versions[2]
    secret = renewal.finish(vault, secret)
    assert stages(secret) == ["retired", "current", "retired"]


def test_an_edit_after_the_switch_ends_it(vault: OpenVault):
    renewal.switch(vault, begun(vault), force=True)
    edit(vault, "A", "third")
    secret = named(vault, "A")
    assert rules.underway(secret) is None
    assert stages(renewal.finish(vault, secret)) == ["retired", "retired", "current"]


def test_nothing_to_go_on_with_is_told(vault: OpenVault):
    secret = named(vault, "A")
    for work in (
        lambda: renewal.resume(vault, secret),
        lambda: renewal.place_all(vault, secret, HERE),
        lambda: renewal.mark(vault, secret, [1], Placed.DONE),
        lambda: renewal.verified(vault, secret, "by hand"),
        lambda: renewal.switch(vault, secret),
        lambda: renewal.undo(vault, secret, HERE),
        lambda: renewal.finish(vault, secret),
    ):
        with pytest.raises(NoRotation, match="dev/A"):
            work()


def test_two_devices_that_rotate_apart_keep_both_values(world: World, vault: OpenVault):
    vault.publish()
    other = world.device("two").open()
    begun(vault, "from one")
    begun(other, "from two")
    vault.publish()
    other.publish()
    vault.publication.take_in()
    for opened in (vault, other):
        secret = named(opened, "A")
        assert stages(secret) == ["current", "pending", "pending"]
        assert secret.conflicts == ()
        assert {read(opened, secret, 2), read(opened, secret, 3)} == {"from one", "from two"}
        assert len(rules.waiting(secret)) == 1
    assert rules.underway(named(vault, "A")) == rules.underway(named(other, "A"))
    first = renewal.switch(vault, named(vault, "A"), force=True)
    secret = renewal.finish(vault, first)
    assert renewal.resume(vault, secret).renewal is not None
    secret = renewal.switch(vault, named(vault, "A"), force=True)
    assert {stages(secret)[0], secret.versions[0].stage.value} == {"retired"}
    assert "pending" not in stages(secret)


def test_two_devices_that_both_switch_have_to_choose_first(world: World, vault: OpenVault):
    vault.publish()
    other = world.device("two").open()
    for opened, new in ((vault, "from one"), (other, "from two")):
        renewal.switch(opened, begun(opened, new), force=True)
        opened.publish()
    vault.publication.take_in()
    secret = named(vault, "A")
    assert "value" in secret.conflicts
    with pytest.raises(Conflicting, match="Choose one"):
        renewal.finish(vault, secret)
    # One whose rotation is over says why, and what to do.
    over = structs.replace(secret, renewal=None)
    assert "keystead show dev/A tells how to choose" in str(renewal.no_rotation(over))
    for stage in (Stage.PREVIOUS, Stage.CURRENT):
        assert stage in [version.stage for version in secret.versions]
    assert secret.current is not None
    secret = secrets.choose_version(vault, secret, secret.current)
    secret = renewal.finish(vault, secret)
    assert stages(secret).count("retired") == 2


def expiring(vault: OpenVault, in_days: int) -> date:
    """The key expires in so many days; today."""
    today = secrets.today(vault)
    edit(vault, "A", expires=today + timedelta(in_days))
    return today


def through(vault: OpenVault, found: Secret) -> Secret:
    """The rotation, switched."""
    return renewal.switch(vault, renewal.verified(vault, found, "by hand"), force=True)


def test_a_new_value_lasts_as_long_as_the_old_one_was_to(vault: OpenVault):
    today = expiring(vault, 90)
    later(vault, 80 * 24 * HOUR)
    found = renewal.begin(vault, named(vault, "A"), SecretText("new"))
    assert found.expires == today + timedelta(90), "until the switch the old value's day holds"
    switched = through(vault, found)
    assert switched.expires == today + timedelta(80 + 90)
    assert renewal.undo(vault, switched, HERE).secret.expires == today + timedelta(90)


def test_a_day_that_somebody_says_holds_from_the_switch_on(vault: OpenVault):
    today = expiring(vault, 9)
    wanted = today + timedelta(40)
    found = renewal.begin(vault, named(vault, "A"), SecretText("new"), wanted)
    assert through(vault, found).expires == wanted
    never = renewal.begin(vault, renewal.finish(vault, found), SecretText("newer"), None)
    assert through(vault, never).expires is None
    with pytest.raises(BadDate):
        renewal.begin(vault, renewal.finish(vault, never), SecretText("x"), today - timedelta(1))


def test_what_the_value_says_of_its_end_holds(vault: OpenVault):
    expiring(vault, 9)
    ends = date(2031, 5, 17)
    seconds = int(datetime(2031, 5, 17, 12, tzinfo=UTC).timestamp())
    token = jwt.encode({"exp": seconds}, "k" * 32, "HS256")
    assert (
        through(vault, renewal.begin(vault, named(vault, "A"), SecretText(token))).expires == ends
    )


def test_a_day_given_to_the_key_meanwhile_is_kept(vault: OpenVault):
    today = expiring(vault, 9)
    found = begun(vault)
    edit(vault, "A", expires=today + timedelta(200))
    switched = through(vault, found)
    assert switched.expires == today + timedelta(200)
    assert renewal.undo(vault, switched, HERE).secret.expires == today + timedelta(9)


def test_of_a_value_that_was_over_when_it_came_nothing_is_learnt(vault: OpenVault):
    expiring(vault, 0)
    assert through(vault, begun(vault)).expires is None
