"""One vault on two devices that do not see each other for a while: nothing is lost."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from keystead.core.model import Secret, Stage, Version
from keystead.core.secret_types import SecretText
from keystead.services import environments, maintenance, secrets
from keystead.vault.errors import NoSuchObject
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange
from tests.support.vaults import Device, World, add, edit, named, picture, seals, value, values


class Apart:
    """Two devices of the owner, each in front of its own copy of the file."""

    def __init__(self, world: World) -> None:
        vault = world.one.open()
        add(vault, "A", "alpha")
        vault.publish()
        self.world = world
        self.second = world.folder / "second" / "team.keystead"
        self.second.parent.mkdir()
        shutil.copy(world.path, self.second)
        self.one, self.two = vault, self.device.open()

    @property
    def device(self) -> Device:
        return self.world.device("two", file=self.second)

    def meet(self) -> None:
        """A sync program brings each the other's file as a conflict copy, and both have the
        same vault then."""
        self.one.publish()
        self.two.publish()
        copy_beside(self.second, self.world.path)
        self.one.publish()
        copy_beside(self.world.path, self.second)
        self.two.publish()
        assert picture(self.one) == picture(self.two)
        assert self.world.path.read_bytes() == self.second.read_bytes()


def copy_beside(source: Path, path: Path) -> None:
    shutil.copy(source, path.with_name("team (1).keystead"))


@pytest.fixture
def apart(world: World) -> Apart:
    return Apart(world)


def revoke(vault: OpenVault, name: str) -> bytes:
    secret = named(vault, name)
    assert secret.current is not None
    change = SecretChange(secret.environment_id, secret.id, revoke=(secret.current.id,))
    vault.write([change])
    return secret.current.id


def test_both_histories_are_kept(apart: Apart):
    add(apart.one, "B", "beta")
    add(apart.two, "C", "gamma")
    edit(apart.one, "A", service="Stripe")
    edit(apart.two, "A", notes="prod only")
    assert apart.one.state.heads() != apart.two.state.heads()
    apart.meet()
    assert values(apart.one) == {"A": "alpha", "B": "beta", "C": "gamma"}
    secret = named(apart.two, "A")
    assert (secret.service, secret.notes, secret.conflicts) == ("Stripe", "prod only", ())


def test_two_edits_of_one_field_are_both_kept_and_shown_until_somebody_picks(apart: Apart):
    edit(apart.one, "A", notes="from one")
    edit(apart.two, "A", notes="from two")
    apart.meet()
    secret = named(apart.one, "A")
    assert secret.conflicts == ("notes",)
    edit(apart.one, "A", notes="picked")
    apart.meet()
    secret = named(apart.two, "A")
    assert (secret.notes, secret.conflicts) == ("picked", ())


def test_an_edit_of_another_field_settles_no_conflict_unseen(apart: Apart):
    edit(apart.one, "A", notes="from one")
    edit(apart.two, "A", notes="from two")
    apart.meet()
    shown = named(apart.one, "A").notes
    edit(apart.two, "A", service="Stripe")
    apart.meet()
    secret = named(apart.one, "A")
    assert (secret.notes, secret.conflicts) == (shown, ("notes",))
    # An edit without a change keeps what is shown.
    edit(apart.one, "A")
    apart.meet()
    secret = named(apart.two, "A")
    assert (secret.notes, secret.conflicts) == (shown, ())


def test_two_new_values_are_both_kept_and_shown_until_somebody_picks(apart: Apart):
    edit(apart.one, "A", "from one")
    edit(apart.two, "A", "from two")
    apart.meet()
    secret = named(apart.one, "A")
    assert "value" in secret.conflicts
    assert [version.stage for version in secret.versions].count(Stage.CURRENT) == 1
    plain = {
        apart.one.value(secret.environment_id, secret.id, version.id).reveal()
        for version in secret.versions
    }
    assert plain == {b"alpha", b"from one", b"from two"}
    other = next(v for v in secret.versions if v.stage is Stage.PREVIOUS and v.number > 1)
    secrets.choose_version(apart.one, secret, other)
    apart.meet()
    secret = named(apart.two, "A")
    assert secret.current is not None
    assert secret.current.id == other.id
    assert secret.conflicts == ()


def test_an_edit_beats_a_delete(apart: Apart):
    secrets.trash(apart.one, [named(apart.one, "A")])
    edit(apart.two, "A", "newer")
    apart.meet()
    assert named(apart.one, "A").trashed is None
    assert values(apart.one) == {"A": "newer"}


def test_looking_at_a_value_does_not_beat_a_delete(apart: Apart):
    secrets.trash(apart.one, [named(apart.one, "A")])
    secrets.reveal(apart.two, named(apart.two, "A"), secrets.Action.COPY)
    add(apart.two, "B")
    apart.meet()
    assert named(apart.two, "A").trashed is not None
    assert named(apart.one, "A").last_used is not None


def test_revoked_never_comes_back(apart: Apart):
    old = apart.world.path.read_bytes()
    gone = revoke(apart.one, "A")
    secret = named(apart.two, "A")
    assert secret.current is not None
    secrets.choose_version(apart.two, secret, secret.current)
    edit(apart.two, "A", notes="still thinks it is good")
    apart.meet()
    for vault in (apart.one, apart.two):
        assert named(vault, "A").versions[0].stage is Stage.REVOKED
        assert named(vault, "A").current is None
    copy = apart.world.folder / "team (1).keystead"
    copy.write_bytes(old)
    apart.one.publication.take_in()
    apart.one.publish()
    vault = apart.world.device("new").open()
    version = next(item for item in named(vault, "A").versions if item.id == gone)
    assert version.stage is Stage.REVOKED


def test_a_restored_backup_is_brought_up_to_date_by_the_other_device(apart: Apart):
    backup = maintenance.backup(apart.one, apart.world.folder / "backup.keystead")
    edit(apart.one, "A", "newer")
    apart.meet()
    restored = maintenance.restore_backup(apart.one, backup)
    apart.world.opened.append(restored.vault)
    assert restored.taken_back == 1
    assert values(restored.vault) == {"A": "alpha"}
    apart.one = restored.vault
    add(apart.one, "B", "after the restore")
    apart.meet()
    assert values(apart.two) == {"A": "newer", "B": "after the restore"}


def test_a_renamed_environment_shows_in_every_secret_of_the_other_device(apart: Apart):
    assert named(apart.two, "A").environment == "dev"
    environments.rename(apart.one, "dev", "local")
    apart.meet()
    assert named(apart.two, "A").environment == "local"


def test_new_environments_made_apart_are_both_kept(apart: Apart):
    environments.add(apart.one, "qa")
    add(apart.one, "Q1", environment="qa")
    environments.add(apart.two, "qa")
    add(apart.two, "Q2", environment="qa")
    apart.meet()
    assert {"Q1", "Q2"} <= values(apart.one).keys()


def test_a_purge_reaches_every_device_and_no_old_copy_brings_it_back(apart: Apart):
    backup = apart.world.path.read_bytes()
    secret = named(apart.one, "A")
    entity = apart.one.state.entity(secret.environment_id, secret.id)
    assert entity is not None
    sealed = [
        apart.world.one.contents().blobs[seal.digest]
        for version in entity.versions.values()
        for seal in version.seals
    ]
    places = [
        apart.world.path, apart.second, apart.world.one.place.replica, apart.device.place.replica,
    ]  # fmt: skip
    assert all(is_in(blob, place) for blob in sealed for place in places)
    secrets.trash(apart.one, [secret])
    apart.meet()
    maintenance.purge(apart.one, [named(apart.one, "A")])
    apart.meet()
    (apart.world.folder / "team (1).keystead").write_bytes(backup)
    assert apart.one.publication.take_in() == 0
    apart.one.publish()
    for place in places:
        assert not any(is_in(blob, place) for blob in sealed), place
    for vault in (apart.one, apart.two):
        assert vault.secrets() == []
        assert maintenance.verify(vault).ok
        with pytest.raises(NoSuchObject):
            vault.value(secret.environment_id, secret.id, secret.versions[0].id)


def test_an_old_replica_with_purged_values_drops_them_when_it_is_opened(apart: Apart):
    secret = named(apart.one, "A")
    (blob,) = [apart.world.one.contents().blobs[digest] for digest in seals(apart.one, secret)]
    apart.two.close()
    old = apart.device.place.replica.read_bytes()
    secrets.trash(apart.one, [secret])
    maintenance.purge(apart.one, [named(apart.one, "A")])
    apart.one.publish()
    apart.device.place.replica.write_bytes(old)
    shutil.copy(apart.world.path, apart.second)
    apart.two = apart.device.open()
    assert not is_in(blob, apart.device.place.replica)


def is_in(blob: bytes, path: Path) -> bool:
    """Some middle part of the blob stands in the file, as one piece."""
    return blob[40:200] in path.read_bytes()


def plain_of(vault: OpenVault, secret: Secret, version: Version) -> str:
    plain = vault.value(secret.environment_id, secret.id, version.id, revoked=True)
    return plain.reveal().decode()


NAMES = ("A", "B", "C", "D")
VALUES = st.text("abcxyz", min_size=1, max_size=6)


class TwoReplicas(RuleBasedStateMachine):
    """Two devices and one file: edits, publications and lost races in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="two-replicas-"))
        self.world = World(self.folder)
        self.devices = [self.world.one, self.world.device("two")]
        self.vaults = [device.open() for device in self.devices]
        self.written: set[tuple[str, str]] = set()
        self.revoked: set[bytes] = set()
        self.stale = self.world.one.file()

    def live(self, vault: OpenVault, name: str) -> bool:
        return sum(item.name == name for item in vault.secrets()) == 1

    @rule(which=st.integers(0, 1), name=st.sampled_from(NAMES), plain=VALUES)
    def put(self, which: int, name: str, plain: str) -> None:
        """A new key, or a new value for it."""
        vault = self.vaults[which]
        known = [item for item in vault.secrets() if item.name == name]
        if not known:
            add(vault, name, plain)
        elif known[0].trashed is None:
            secrets.edit(vault, known[0], {}, SecretText(plain))
        else:
            return
        self.written.add((name, plain))

    @rule(which=st.integers(0, 1), name=st.sampled_from(NAMES), notes=VALUES)
    def note(self, which: int, name: str, notes: str) -> None:
        vault = self.vaults[which]
        if self.live(vault, name) and named(vault, name).trashed is None:
            edit(vault, name, notes=notes)

    @rule(which=st.integers(0, 1), name=st.sampled_from(NAMES))
    def trash_or_untrash(self, which: int, name: str) -> None:
        vault = self.vaults[which]
        if self.live(vault, name):
            secret = named(vault, name)
            (secrets.trash if secret.trashed is None else secrets.untrash)(vault, [secret])

    @rule(which=st.integers(0, 1), name=st.sampled_from(NAMES))
    def revoke(self, which: int, name: str) -> None:
        vault = self.vaults[which]
        if self.live(vault, name) and named(vault, name).current is not None:
            self.revoked.add(revoke(vault, name))

    @rule(which=st.integers(0, 1))
    def publish(self, which: int) -> None:
        self.vaults[which].publish()

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.vaults[which].close()
        self.vaults[which] = self.devices[which].open()

    @rule()
    def remember_the_file(self) -> None:
        self.stale = self.world.one.file()

    @precondition(lambda self: all(not vault.publication.pending for vault in self.vaults))
    @rule()
    def leave_an_old_copy_beside_the_file(self) -> None:
        self.world.path.with_name("team (1).keystead").write_bytes(self.stale)

    @invariant()
    def no_verdict_ever_goes_against_the_owner(self) -> None:
        assert all(not vault.state.quarantined for vault in getattr(self, "vaults", []))

    def teardown(self) -> None:
        if not hasattr(self, "vaults"):
            return
        for vault in (*self.vaults, *self.vaults):
            vault.publish()
        one, two = self.vaults
        assert picture(one) == picture(two)
        fresh = self.world.device("fresh").open()
        assert picture(fresh) == picture(one)
        found = {
            (
                secret.name,
                plain_of(fresh, secret, version),
            )
            for secret in fresh.secrets()
            for version in secret.versions
        }
        assert self.written <= found
        stages = {v.id: v.stage for secret in fresh.secrets() for v in secret.versions}
        assert all(stages[version] is Stage.REVOKED for version in self.revoked)
        assert maintenance.verify(fresh).ok
        self.world.close()
        shutil.rmtree(self.folder)


TestTwoReplicas = TwoReplicas.TestCase
TestTwoReplicas.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_a_value_is_shown_alike_on_both_devices(apart: Apart):
    edit(apart.two, "A", "newer")
    apart.meet()
    assert value(apart.one, named(apart.one, "A")) == "newer"


def test_a_purged_value_put_back_into_a_replica_goes_nowhere(apart: Apart):
    secret = named(apart.one, "A")
    (digest,) = seals(apart.one, secret)
    blob = apart.world.one.contents().blobs[digest]
    secrets.trash(apart.one, [secret])
    maintenance.purge(apart.one, [named(apart.one, "A")])
    row = digest, blob
    apart.one.replica._db.execute("INSERT INTO blobs (digest, data) VALUES (?, ?)", row)
    apart.one.publish()
    assert digest not in apart.world.one.contents().blobs
    apart.one.close()
    apart.one = apart.world.one.open()
    assert not is_in(blob, apart.world.one.place.replica)
