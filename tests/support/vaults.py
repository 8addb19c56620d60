"""A small vault in a temporary folder, and the devices of its owner around one file."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from keystead.core.drafts import SecretDraft
from keystead.core.model import Secret
from keystead.core.secret_types import SecretBytes, SecretText
from keystead.services import secrets
from keystead.system.host import SystemHost
from keystead.vault import records, vault_file
from keystead.vault.bodies import Body
from keystead.vault.commit import Commit, Header, sign
from keystead.vault.epochs import EpochKey, Role
from keystead.vault.founding import Founding, found
from keystead.vault.host import Host
from keystead.vault.identity import Keyset
from keystead.vault.operations import Operation, Right, named_digests
from keystead.vault.place import Place
from keystead.vault.replica import Batch
from keystead.vault.session import OpenVault
from keystead.vault.vault_file import VaultContents
from keystead.vault.writer import Draft
from tests.support.clock import FakeClock

MEMBER = b"founder-of-vault"
UNLOCK_KEY = SecretBytes(bytes(range(32)))
KEYSET = Keyset.generate()
EVE = Keyset.generate()
"""The keys of somebody who is no owner."""


class Device:
    """One computer: its private folders, and the vault file that it looks at."""

    def __init__(self, world: "World", name: str, host: Host, file: Path) -> None:
        self.world, self.host = world, host
        folder = world.folder / name
        self.place = Place(
            world.vault_id, file, folder / "replicas" / "replica.db", folder / "state",
            name.encode().ljust(16, b"-"),
        )  # fmt: skip
        host.private_folder(self.place.state)

    def open(self, read_file: bool = True, host: Host | None = None) -> OpenVault:
        """Open the vault here; the world closes it when the test ends."""
        vault = OpenVault.open(
            host or self.host, self.world.clock, self.place, self.world.unlock_key, read_file
        )
        self.world.opened.append(vault)
        return vault

    def file(self) -> bytes:
        """The bytes of the vault file."""
        return self.place.file.read_bytes()

    def contents(self) -> VaultContents:
        """What the vault file holds."""
        return vault_file.decode(self.file())

    def rewrite(self, change: Callable[[VaultContents], VaultContents]) -> None:
        """Change what the vault file holds as hostile storage can: every check is right."""
        self.place.file.write_bytes(vault_file.encode(change(self.contents())))


class World:
    """A folder with a vault file, one owner, and as many devices as the test names."""

    def __init__(self, folder: Path, name: str = "team") -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.keyset, self.member, self.unlock_key = KEYSET, MEMBER, UNLOCK_KEY
        self.opened: list[OpenVault] = []
        self.path = folder / f"{name}.keystead"
        self.founding: Founding = found(
            KEYSET, MEMBER, os.urandom(16), "Team", "Ann", int(self.clock.now())
        )
        self.vault_id = self.founding.vault_id
        self.one = self.device("one")
        self.founding.write(self.one.host, self.one.place, [self.record()], UNLOCK_KEY)

    def device(self, name: str, host: Host | None = None, file: Path | None = None) -> Device:
        """A device of the owner; without ``file`` it looks at the one that all share."""
        return Device(self, name, host or SystemHost(), file or self.path)

    def record(self, generation: int = 1, keyset: Keyset | None = None) -> bytes:
        """A record of the owner's keys, sealed under the unlock key."""
        keys = keyset or self.keyset
        return records.keyset_record(self.vault_id, self.member, generation, self.unlock_key, keys)

    def close(self) -> None:
        """Close every vault that was opened."""
        for vault in self.opened:
            vault.close()


def add(vault: OpenVault, name: str, value: str = "value", environment: str = "dev") -> Secret:
    """A new Secret."""
    return secrets.add(vault, SecretDraft(name=name, environment=environment), SecretText(value))


def edit(vault: OpenVault, name: str, value: str | None = None, **changes: object) -> Secret:
    """Change fields or the value of the Secret of that name."""
    text = None if value is None else SecretText(value)
    return secrets.edit(vault, named(vault, name), changes, text)


def named(vault: OpenVault, name: str) -> Secret:
    """The one Secret of that name, in whatever environment."""
    (found,) = [secret for secret in vault.secrets() if secret.name == name]
    return found


def value(vault: OpenVault, secret: Secret) -> str:
    """The current value."""
    assert secret.current is not None
    plain = vault.value(secret.environment_id, secret.id, secret.current.id)
    return plain.reveal().decode()


def values(vault: OpenVault) -> dict[str, str]:
    """The current values by name, of everything outside the trash."""
    live = [secret for secret in vault.secrets() if secret.trashed is None]
    return {secret.name: value(vault, secret) for secret in live}


def picture(vault: OpenVault) -> object:
    """Everything that a member can see in the vault, to be compared with another picture."""
    shown = sorted(vault.secrets(), key=lambda secret: secret.id)
    plain = {
        (secret.id, version.id): vault.value(
            secret.environment_id, secret.id, version.id, revoked=True
        ).reveal()
        for secret in shown
        for version in secret.versions
        if not version.purged
    }
    state = vault.state
    return (
        vault.name, vault.environments(), shown, plain, state.heads(), state.members(),
        state.events, state.quarantined, sorted(vault.records()),
    )  # fmt: skip


def in_order(vault: OpenVault) -> list[bytes]:
    """All commits by (depth, id): parents first, alike on every replica."""
    depth = vault.state.graph.depth
    return sorted(vault.state.commits, key=lambda commit_id: (depth(commit_id), commit_id))


def named_in_clear(vault: OpenVault) -> set[bytes]:
    """The digests of all blobs that commits name: bodies and keys, no values."""
    commits = vault.state.commits.values()
    return {digest for commit in commits for digest in named_digests(commit.operations)}


def put_rows(vault: OpenVault, batch: Batch) -> None:
    """Change rows of the replica behind the vault's back, with a manifest that is right."""
    vault.keeper.write(batch)


def plus(held: VaultContents, *commits: bytes) -> VaultContents:
    """The contents of a vault file with more commits, whatever they are."""
    return replace(held, commits=(*held.commits, *commits))


def seals(vault: OpenVault, secret: Secret) -> list[bytes]:
    """The digests of every sealed value of a Secret."""
    entity = vault.state.entity(secret.environment_id, secret.id)
    assert entity is not None
    return [seal.digest for version in entity.versions.values() for seal in version.seals]


def environment_id(vault: OpenVault, name: str = "dev") -> bytes:
    """The id of an environment by its name."""
    return next(item.id for item in vault.environments() if item.name == name)


class Forger:
    """Makes commits outside the program, with whatever it is given, right or wrong."""

    def __init__(self, vault: OpenVault, keyset: Keyset = KEYSET, author: bytes = MEMBER) -> None:
        self.vault, self.keyset, self.author = vault, keyset, author
        self.draft = Draft(author, vault.state.fingerprint_key())

    def key(self, environment: str = "dev") -> EpochKey:
        """The present epoch key of an environment, as every member has it."""
        return self.vault.epoch_key(environment_id(self.vault, environment))

    def body(self, body: Body, environment: str = "dev", used: Right = Right.OWNER) -> "Forger":
        """Add a sealed body."""
        self.draft.add_body(self.key(environment), used, body)
        return self

    def sealed(self, plaintext: bytes, role: Role = Role.OVERVIEW) -> bytes:
        """Seal any bytes as a body of dev; the digest of the blob."""
        return self.draft.add_blob(self.key().seal(role, self.author, plaintext))

    def commit(self, *operations: Operation, parents: tuple[bytes, ...] | None = None) -> Commit:
        """Sign what was added, and ``operations``, as a commit on top of everything."""
        header = Header(
            self.vault.vault_id,
            self.author,
            b"forger".ljust(16, b"-"),
            self.vault.state.heads() if parents is None else parents,
            int(self.vault.clock.now()),
        )
        made = (*self.draft.operations, *operations)
        return sign(header, made, self.keyset.signing)

    def put(self, device: Device, *operations: Operation) -> Commit:
        """Put the commit and its blobs into the vault file of a device."""
        commit = self.commit(*operations)
        device.rewrite(lambda held: with_commit(held, commit, self.draft.blobs))
        return commit


def with_commit(
    held: VaultContents, commit: Commit, blobs: dict[bytes, bytes] | None = None
) -> VaultContents:
    """The contents of a vault file with one commit more."""
    return replace(held, commits=(*held.commits, commit.raw), blobs=held.blobs | (blobs or {}))
