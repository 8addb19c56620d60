"""Taking in commits that others made: checked once, when they enter, never believed before."""

import hashlib
from collections.abc import Collection, Container, Iterable, Mapping

from keystead.vault import records
from keystead.vault.commit import Commit, parse
from keystead.vault.errors import ContestedKeys, ForgedCommit, ForgedRecord, VaultIncomplete
from keystead.vault.graph import Graph
from keystead.vault.operations import Renew, named_digests
from keystead.vault.rights import Rights
from keystead.vault.vault_file import VaultContents

_LACKS = (
    "The vault file lacks changes that others in it build on. Nothing was changed; a complete "
    "copy, such as a backup or a colleague's file, heals it, and 'keystead repair' goes on "
    "without them."
)


def ordered(commits: Iterable[Commit], known: Iterable[bytes]) -> list[Commit]:
    """The commits, parents first, in an order that does not depend on theirs.

    Raises VaultIncomplete where a parent is neither among them nor ``known``.
    """
    waiting = {commit.id: commit for commit in commits}
    result = connected(waiting, known)
    if len(result) != len(waiting):
        raise VaultIncomplete(_LACKS)
    return result


def connected(waiting: Mapping[bytes, Commit], known: Iterable[bytes] = ()) -> list[Commit]:
    """The commits whose whole past is here, parents first; the others are left out."""
    settled = set(known)
    children: dict[bytes, list[bytes]] = {}
    open_parents: dict[bytes, int] = {}
    for commit in waiting.values():
        missing = [parent for parent in commit.parents if parent not in settled]
        open_parents[commit.id] = len(missing)
        for parent in missing:
            children.setdefault(parent, []).append(commit.id)
    ready = sorted(commit for commit, count in open_parents.items() if not count)
    result: list[Commit] = []
    while ready:
        commit_id = ready.pop()
        result.append(waiting[commit_id])
        for child in sorted(children.get(commit_id, ())):
            open_parents[child] -= 1
            if not open_parents[child]:
                ready.append(child)
    return result


class Gate:
    """Lets commits in one by one, parents first, once author and signature are right."""

    def __init__(self, vault_id: bytes, earlier: Iterable[Commit] = ()) -> None:
        self._vault_id = vault_id
        self._graph = Graph()
        self.rights = Rights(self._graph)
        for commit in earlier:
            self._add(commit)

    def admit(self, commit: Commit) -> None:
        """Check vault id, author and signature; ForgedCommit, VaultIncomplete."""
        if (commit.id if commit.is_genesis else commit.vault) != self._vault_id:
            raise ForgedCommit(
                "A change in this file belongs to another vault. It was not taken in."
            )
        self.rights.check(commit)
        self._add(commit)

    def _add(self, commit: Commit) -> None:
        self._graph.add(commit.id, commit.device, commit.parents)
        self.rights.add(commit)


def check(commits: Iterable[Commit], vault_id: bytes, earlier: Mapping[bytes, Commit]) -> Rights:
    """Check vault id, author and signature of commits that come parents first; the rights
    after all of them.

    ``earlier``: the commits already taken in.  Raises ForgedCommit, naming what is wrong.
    """
    gate = Gate(vault_id, earlier.values())
    for commit in commits:
        gate.admit(commit)
    return gate.rights


def check_renewals(
    fresh: Iterable[Commit], member: bytes, earlier: Iterable[Commit], graph: Graph
) -> None:
    """ContestedKeys where a new commit by ``member`` has not seen a renewal of the member's
    keys that this device holds: it is signed with the keys that were renewed.

    Whoever stole the old keys can sign beside the renewal, and in the graph that looks
    like an edit made offline; only a device that knows of the renewal can tell.  ``fresh``
    comes parents first; ``earlier``: the held commits that may renew keys; ``graph``: all.
    """
    renewals = [
        commit.id
        for commit in earlier
        if commit.author == member and any(isinstance(one, Renew) for one in commit.operations)
    ]
    seen: dict[bytes, set[bytes]] = {}
    for commit in fresh:
        known = seen[commit.id] = set()
        for parent in commit.parents:
            known |= seen[parent] if parent in seen else _at(graph, parent, renewals)
        if commit.author == member and len(known) < len(renewals):
            raise ContestedKeys(
                "The vault file holds changes signed with your former keys, made beside the "
                "renewal of your keys. Nothing was taken in. 'keystead repair' keeps a copy of "
                "this file and publishes your vault without them."
            )


def _at(graph: Graph, commit: bytes, renewals: Iterable[bytes]) -> set[bytes]:
    """The renewals that a held commit is or has seen."""
    return {one for one in renewals if one == commit or graph.precedes(one, commit)}


def check_complete(commits: Iterable[Commit], blobs: Container[bytes]) -> None:
    """VaultIncomplete where a blob that one of the commits names in clear is not there.

    Sealed values are named in bodies only; whoever asks for one learns that it is missing.
    """
    for commit in commits:
        for digest in named_digests(commit.operations):
            if digest not in blobs:
                raise VaultIncomplete(_LACKS)


def checked_records(
    raw_records: Iterable[bytes], vault_id: bytes, rights: Rights
) -> tuple[bytes, ...]:
    """The member records of a file, each signed with a key that its member has or had.

    Raises ForgedRecord for one that its member never signed, VaultDamaged, NewerFormat.
    """
    checked = tuple(raw_records)
    for raw in checked:
        record = records.parse(raw)
        if record.head.vault != vault_id:
            raise ForgedRecord("A record of a member's keys is of another vault. It was not used.")
        record.check_signature(rights.known_keys(record.head.member))
    return checked


def parse_new(contents: VaultContents, known: Collection[bytes]) -> list[Commit]:
    """The commits of a file that are not ``known``, decoded, parents first, unchecked.

    Raises VaultIncomplete for a file without any, or as ``ordered`` does.
    """
    fresh = [parse(raw) for raw in contents.commits if hashlib.sha256(raw).digest() not in known]
    if not fresh and not known:
        raise VaultIncomplete(_LACKS)
    return ordered(fresh, known)
