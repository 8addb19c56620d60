"""Loading: a replica made from a vault file, and the commits out of a replica."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from keystead.core.secret_types import SecretBytes
from keystead.vault import intake, records
from keystead.vault.commit import Commit, parse
from keystead.vault.errors import VaultDamaged
from keystead.vault.host import Host
from keystead.vault.place import Place
from keystead.vault.replica import Batch, Replica, damaged
from keystead.vault.vault_file import VaultContents


def load(replica: Replica) -> list[Commit]:
    """The commits that the manifest's heads reach, parents first.

    They were checked when they entered; hash and reachability show that they are the same.
    """
    manifest, raw = replica.manifest(), replica.commits()
    found: dict[bytes, Commit] = {}
    todo = list(manifest.heads)
    try:
        while todo:
            commit_id = todo.pop()
            if commit_id not in found:
                found[commit_id] = parse(raw[commit_id])
                todo += found[commit_id].parents
    except (KeyError, VaultDamaged) as error:
        raise damaged() from error
    if len(found) != manifest.count:
        raise damaged()
    return intake.ordered(found.values(), ())


def new_replica(
    host: Host, place: Place, unlock_key: SecretBytes, contents: VaultContents
) -> Replica:
    """A replica that holds what a vault file holds, once every signature was checked.

    What lay there is replaced, in one step.  Raises what ``intake`` raises, FileProblem.
    """
    commits = intake.parse_new(contents, {})
    rights = intake.check(commits, place.vault_id, {})
    checked = intake.checked_records(contents.records, place.vault_id, rights)
    kept = records.newest(checked, rights.public_keys)
    records.open_keysets(unlock_key, kept, place.vault_id)
    rows = tuple((commit.id, commit.raw) for commit in commits)
    batch = Batch(rows, tuple(contents.blobs.items()), kept)
    return Replica.create(host, place.replica, place.vault_id, unlock_key, batch, heads_of(commits))


@contextmanager
def building() -> Iterator[None]:
    """While a vault's many objects are made nothing becomes garbage; looking for it again and
    again would cost a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def heads_of(commits: Sequence[Commit]) -> tuple[bytes, ...]:
    """The ids of those that no other of them names as parent, sorted."""
    parents = {parent for commit in commits for parent in commit.parents}
    return tuple(sorted(commit.id for commit in commits if commit.id not in parents))
