"""One TOTP secret has one table: asserted through every flow that makes a capsule."""

from collections import defaultdict
from pathlib import Path

import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto.offset_table import Progress
from keystead.services.creation import Creation
from keystead.services.home import Home
from keystead.services.key_change import KeyChange
from keystead.services.kit import Compromised, KitRenewal, PassphraseChange
from keystead.services.recovery import DeviceSetup, Recovery
from keystead.services.unlock import unlock
from keystead.vault.capsule import TableBuilder
from tests.support.homes import PASSPHRASE, MadeVault, Phone, home_at, on_other_computer, parts

NEW = SecretText("another passphrase")


class Watch:
    """Notes every table that is made: (secret, key, target) and the windows."""

    def __init__(self) -> None:
        self.made: list[tuple[bytes, bytes, int, int, int]] = []

    def over(self, home: Home) -> Home:
        """The same home, watched."""
        real, noted = home.table_builder, self.made

        def watched() -> TableBuilder:
            build = real()

            def make(
                secret: bytes, key: bytes, target: int, first: int, count: int, progress: Progress
            ) -> bytes:
                noted.append((secret, key, target, first, count))
                return build(secret, key, target, first, count, progress)

            return make

        home.table_builder = watched  # type: ignore[method-assign]
        return home

    def check(self) -> int:
        """Each secret has one key and one target, each key one secret, and no window is made
        twice; how many secrets there were."""
        lineages: dict[bytes, set[tuple[bytes, int]]] = defaultdict(set)
        windows: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for secret, key, target, first, count in self.made:
            lineages[secret].add((key, target))
            windows[secret].append((first, count))
        assert {len(found) for found in lineages.values()} == {1}
        keys = [key for found in lineages.values() for key, _ in found]
        assert len(set(keys)) == len(keys)
        for ranges in windows.values():
            ends = [first + count for first, count in ranges]
            assert [first for first, _ in ranges[1:]] == ends[:-1], "appended, without a gap"
        return len(lineages)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def home(tmp_path: Path, clock, watch: Watch) -> Home:
    return watch.over(home_at(tmp_path / "home", parts(clock)))


def through(change: KeyChange, made: MadeVault) -> Phone | None:
    phone = Phone(change.totp_uri, made.clock) if change.totp_uri else None
    if phone is not None:
        change.confirm(phone.code())
    change.apply()
    change.finish()
    return phone


def test_through_every_flow(home: Home, tmp_path: Path, watch: Watch, clock):
    made = MadeVault(home, tmp_path)
    for _ in range(3):
        clock.advance(12 * 3600)
        made.unlock().vault.close()
    other = watch.over(on_other_computer(home, tmp_path / "other")[0])
    setup = DeviceSetup(other, made.path, PASSPHRASE, made.creation.secret_key)
    second = through(setup, made)
    assert second is not None
    for _ in range(2):
        clock.advance(3600)
        unlock(other, other.find(None), PASSPHRASE, second.next_code()).vault.close()
    vault = made.unlock().vault
    first = through(PassphraseChange(home, made.entry, vault, NEW), made)
    through(KitRenewal(home, made.entry, vault, NEW), made)
    vault.close()
    vault = made.unlock(NEW, first).vault
    compromised = Compromised(home, made.entry, vault, NEW)
    third = through(compromised, made)
    vault.close()
    made.unlock(NEW, third).vault.close()
    assert compromised.recovery_code is not None
    recovery = Recovery(home, made.path, compromised.recovery_code, NEW)
    fourth = through(recovery, made)
    made.unlock(NEW, fourth).vault.close()
    again = DeviceSetup(home, made.path, NEW, recovery.secret_key or SecretText(""))
    fifth = through(again, made)
    made.unlock(NEW, fifth).vault.close()
    assert watch.check() == 6


def test_a_creation_tried_again_after_a_failure_does_not_use_its_secret_again(
    home: Home, tmp_path: Path, watch: Watch
):
    creation = Creation(home, tmp_path / "none" / "v.keystead", "V", PASSPHRASE)
    for _ in range(2):
        with pytest.raises(Exception, match=r"folder|one table"):
            creation.finish()
    assert len(watch.made) == 1


def test_aborted_and_repeated_changes_have_secrets_of_their_own(home, tmp_path, watch: Watch):
    made = MadeVault(home, tmp_path)
    vault = made.unlock().vault
    for _ in range(3):
        change = PassphraseChange(home, made.entry, vault, NEW)
        change.apply()
        with pytest.raises(RuntimeError):
            change.apply()
    vault.close()
    assert watch.check() == 4
