"""A rotation killed at each of its steps: both values stay, and it goes on from there."""

import itertools
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from keystead.core import renewal as rules
from keystead.core.model import Secret, Stage
from keystead.core.secret_types import SecretText
from keystead.services import export, renewal, whereabouts
from keystead.services.renewal import Computer
from keystead.vault.host import Host
from keystead.vault.session import OpenVault
from tests.support.deaths import KillingHost, dies
from tests.support.vaults import World, add, named, value

OLD, NEW = "old", "new"
NAMES = ("one.env", "two.env")
Flow = Callable[[OpenVault, Computer], None]


class Stand:
    """A key in two files, to which the test returns after each death."""

    def __init__(self, world: World, saved: Path) -> None:
        self.world, self.saved = world, saved

    @property
    def files(self) -> list[Path]:
        return [self.world.folder / "project" / name for name in NAMES]

    def prepare(self, until: Flow) -> None:
        """The key, its files, and what ``until`` does; kept as the state to return to."""
        vault = self.world.one.open()
        add(vault, "A", OLD)
        folder = self.world.folder / "project"
        folder.mkdir(mode=0o755)
        for path in self.files:
            export.write(vault.host, export.preview(vault, "dev", "shell", ["A"]), path)
            export.record(vault, "dev", ["A"], whereabouts.of_file(path, "shell"))
        self.world.clock.advance(10)
        until(vault, Computer())
        vault.publish()
        vault.close()
        self.world.opened.clear()
        self.world.clock.advance(10)
        shutil.copytree(self.world.folder, self.saved)

    def deaths(self, flow: Flow) -> Iterator[int]:
        """Each write of ``flow`` before which it was killed, with all as it was left."""
        for at in itertools.count():
            shutil.rmtree(self.world.folder)
            shutil.copytree(self.saved, self.world.folder)
            if not dies(partial(self._run, flow, KillingHost(at))):
                assert at > 2
                return
            yield at

    def _run(self, flow: Flow, host: Host) -> None:
        flow(self.world.one.open(host=host), Computer())

    def again(self, flow: Flow) -> Secret:
        """Go on after a death, and look at the key."""
        self.world.clock.advance(10)
        vault = self.world.one.open()
        flow(vault, Computer())
        secret = named(vault, "A")
        self.both_are_there(vault)
        vault.close()
        self.world.opened.clear()
        return secret

    def both_are_there(self, vault: OpenVault) -> None:
        secret = named(vault, "A")
        held = {
            vault.value(secret.environment_id, secret.id, one.id).reveal().decode()
            for one in secret.versions
        }
        assert held == {OLD, NEW}

    def in_files(self) -> set[str]:
        """What a real shell reads from the files."""
        script = ["sh", "-c", '. "$0"; printf %s "$A"']
        return {
            subprocess.run([*script, str(path)], capture_output=True, check=True).stdout.decode()
            for path in self.files
        }


@pytest.fixture
def stand(world: World, tmp_path_factory) -> Stand:
    return Stand(world, tmp_path_factory.mktemp("saved") / "world")


def nothing(vault: OpenVault, here: Computer) -> None:
    """A key as it is."""


def begin(vault: OpenVault, here: Computer) -> None:
    renewal.begin(vault, named(vault, "A"), SecretText(NEW))


def begin_unless(vault: OpenVault, here: Computer) -> None:
    """What a person does who does not know whether it was begun."""
    if rules.underway(named(vault, "A")) is None:
        begin(vault, here)


def place(vault: OpenVault, here: Computer) -> None:
    renewal.place_all(vault, named(vault, "A"), here)


def placed(vault: OpenVault, here: Computer) -> None:
    begin(vault, here)
    vault.clock.advance(10)  # type: ignore[attr-defined]
    place(vault, here)


def switch(vault: OpenVault, here: Computer) -> None:
    if not rules.is_switched(named(vault, "A")):
        renewal.switch(vault, named(vault, "A"), force=True)


def switched(vault: OpenVault, here: Computer) -> None:
    placed(vault, here)
    switch(vault, here)


def undo(vault: OpenVault, here: Computer) -> None:
    if rules.underway(named(vault, "A")) is not None:
        assert renewal.undo(vault, named(vault, "A"), here).left == ()


def finish(vault: OpenVault, here: Computer) -> None:
    if rules.underway(named(vault, "A")) is not None:
        renewal.finish(vault, named(vault, "A"))


def test_killed_while_it_begins(stand: Stand):
    stand.prepare(nothing)
    for _ in stand.deaths(begin):
        secret = stand.again(begin_unless)
        assert [one.stage for one in secret.versions] == [Stage.CURRENT, Stage.PENDING]
        assert len(rules.open_steps(secret)) == len(NAMES)


def test_killed_while_files_are_rewritten(stand: Stand):
    stand.prepare(begin)
    for _ in stand.deaths(place):
        assert stand.in_files() <= {OLD, NEW}
        secret = stand.again(place)
        assert rules.open_steps(secret) == ()
        assert stand.in_files() == {NEW}


def test_killed_while_it_switches(stand: Stand):
    stand.prepare(placed)
    for _ in stand.deaths(switch):
        secret = stand.again(switch)
        assert [one.stage for one in secret.versions] == [Stage.PREVIOUS, Stage.CURRENT]


@pytest.mark.parametrize("before", [placed, switched])
def test_killed_while_it_is_undone(stand: Stand, before: Flow):
    stand.prepare(before)
    for _ in stand.deaths(undo):
        assert stand.in_files() <= {OLD, NEW}
        secret = stand.again(undo)
        assert [one.stage for one in secret.versions] == [Stage.CURRENT, Stage.RETIRED]
        assert stand.in_files() == {OLD}


def test_killed_while_it_is_undone_it_can_go_on_instead(stand: Stand):
    stand.prepare(placed)
    for _ in stand.deaths(undo):
        vault = stand.world.one.open()
        over = rules.underway(named(vault, "A")) is None
        assert value(vault, named(vault, "A")) == OLD
        vault.close()
        stand.world.opened.clear()
        if not over:
            assert rules.open_steps(stand.again(place)) == ()
            assert stand.in_files() == {NEW}


def test_killed_while_it_finishes(stand: Stand):
    stand.prepare(switched)
    for _ in stand.deaths(finish):
        secret = stand.again(finish)
        assert [one.stage for one in secret.versions] == [Stage.RETIRED, Stage.CURRENT]
