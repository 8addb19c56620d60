"""Bytes of the vault file change or go missing: always a named error, and repair keeps the rest."""

from dataclasses import dataclass

import pytest

from keystead.errors import Damaged
from keystead.vault import vault_file
from keystead.vault.errors import (
    NewerFormat,
    NotAVault,
    ReplicaDamaged,
    VaultDamaged,
    VaultIncomplete,
    WrongVault,
)
from keystead.vault.repair import Repaired, repair
from keystead.vault.vault_file import HEADER, VaultContents
from tests.support.vaults import Device, World, add, edit, named, picture, value

SAMPLES = 24


@dataclass
class Small:
    """A vault file with one key in two versions, and what a good reader sees in it."""

    world: World
    data: bytes
    picture: object

    def flipped(self, at: int, mask: int = 0x55) -> bytes:
        """The file with one byte changed."""
        return self.data[:at] + bytes([self.data[at] ^ mask]) + self.data[at + 1 :]

    def device(self, name: str, data: bytes) -> Device:
        """A device that was never here, in front of these bytes."""
        path = self.world.folder / f"{name}.keystead"
        path.write_bytes(data)
        return self.world.device(name, file=path)

    def sampled(self) -> list[int]:
        """Some places all over the file, every byte of the header among them."""
        step = len(self.data) // SAMPLES
        return [*range(HEADER), *range(HEADER, len(self.data), step), len(self.data) - 1]


@pytest.fixture
def small(world: World) -> Small:
    vault = world.one.open()
    add(vault, "STRIPE_KEY", "first")
    edit(vault, "STRIPE_KEY", "second", notes="changed")
    vault.publish()
    return Small(world, world.one.file(), picture(vault))


def fix(device: Device) -> Repaired:
    done = repair(device.host, device.world.clock, device.place, device.world.unlock_key)
    device.world.opened.append(done.vault)
    return done


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_every_flipped_byte_is_noticed(small: Small, mask: int):
    for at in range(len(small.data)):
        with pytest.raises((NotAVault, NewerFormat, VaultDamaged)):
            vault_file.decode(small.flipped(at, mask))


def test_only_the_version_says_that_a_file_is_newer(small: Small):
    newer = []
    for at in range(len(small.data)):
        try:
            vault_file.decode(small.flipped(at))
        except NewerFormat:
            newer.append(at)
        except Damaged:
            pass
    assert newer == [8, 9]


def test_every_truncation_is_noticed(small: Small):
    for size in range(len(small.data)):
        with pytest.raises((NotAVault, VaultDamaged)):
            vault_file.decode(small.data[:size])


def test_bytes_behind_the_end_are_noticed(small: Small):
    for more in (b"\0", small.data, small.data[HEADER:]):
        with pytest.raises(VaultDamaged):
            vault_file.decode(small.data + more)


def test_a_flipped_byte_costs_at_most_the_frame_it_is_in(small: Small):
    whole = frames(vault_file.decode(small.data))
    for at in range(HEADER, len(small.data)):
        salvage = vault_file.salvage(small.flipped(at))
        kept = frames(salvage.contents)
        assert kept <= whole
        assert len(whole - kept) <= 1, at
        assert salvage.lost, at


def test_a_flipped_header_costs_nothing(small: Small):
    whole = frames(vault_file.decode(small.data))
    for at in range(HEADER):
        assert frames(vault_file.salvage(small.flipped(at)).contents) == whole


def test_a_truncated_file_keeps_every_whole_frame(small: Small):
    order = [
        len(frames(vault_file.salvage(small.data[:size]).contents))
        for size in range(len(small.data) + 1)
    ]
    assert order == sorted(order)
    assert order[-1] == len(frames(vault_file.decode(small.data)))


def test_a_new_device_opens_no_damaged_file(small: Small):
    for number, at in enumerate(small.sampled()):
        device = small.device(f"new{number}", small.flipped(at))
        with pytest.raises(Damaged):
            device.open()
        assert not device.place.replica.exists()


def test_a_device_that_knows_the_vault_opens_no_damaged_file_and_repairs_it_whole(small: Small):
    device = small.world.one
    for at in small.sampled():
        device.place.file.write_bytes(small.flipped(at))
        with pytest.raises((NotAVault, NewerFormat, VaultDamaged)):
            device.open()
        done = fix(device)
        assert picture(done.vault) == small.picture
        assert done.aside[0].read_bytes() == small.flipped(at)
        assert device.file() == small.data
        done.vault.close()


def test_a_new_device_repairs_what_is_whole_and_drops_nothing_silently(small: Small):
    for number, at in enumerate(small.sampled()):
        device = small.device(f"fix{number}", small.flipped(at))
        try:
            done = fix(device)
        except (ReplicaDamaged, VaultDamaged):  # the keys or the beginning were hit
            assert device.file() == small.flipped(at)
            continue
        assert done.lost
        assert done.aside[0].read_bytes() == small.flipped(at)
        if not done.missing and not done.dropped_commits:
            assert picture(done.vault) == small.picture
        done.vault.close()


def test_a_lost_commit_takes_along_only_what_builds_on_it(small: Small):
    device = small.world.one
    held = device.contents()
    last = held.commits[-1]
    data = small.data.replace(last[-40:], bytes(40))
    done = fix(small.device("other", data))
    assert (done.lost, done.dropped_commits) == (1, 0)
    secret = named(done.vault, "STRIPE_KEY")
    assert value(done.vault, secret) == "first"
    middle = small.data.replace(held.commits[-2][-40:], bytes(40))
    done = fix(small.device("third", middle))
    assert (done.lost, done.dropped_commits) == (1, 1)
    assert done.vault.secrets() == []


def test_a_file_without_any_change_in_it_is_incomplete(small: Small):
    held = vault_file.decode(small.data)
    empty = VaultContents(held.vault_id, held.records, (), held.blobs)
    with pytest.raises(VaultIncomplete):
        small.device("new", vault_file.encode(empty)).open()


def test_repair_never_writes_over_what_is_no_file_of_this_vault(small: Small, tmp_path_factory):
    device = small.world.one
    device.place.file.write_bytes(b"Dear diary, " * 100)
    with pytest.raises(NotAVault):
        fix(device)
    other = World(tmp_path_factory.mktemp("other"))
    device.place.file.write_bytes(other.one.file())
    with pytest.raises(WrongVault):
        fix(device)
    assert device.file() == other.one.file()


def frames(contents: VaultContents) -> set[bytes]:
    return {*contents.records, *contents.commits, *contents.blobs.values()}
