"""Taking in commits that others made: checked once, when they enter, never believed before."""

import hashlib
from collections.abc import Iterable, Mapping

from keystead.vault.commit import Commit, parse
from keystead.vault.errors import ForgedCommit, VaultIncomplete
from keystead.vault.graph import Graph
from keystead.vault.rights import Rights
from keystead.vault.vault_file import VaultContents


def ordered(commits: Iterable[Commit], known: Iterable[bytes]) -> list[Commit]:
    """The commits, parents first, in an order that does not depend on theirs.

    Raises VaultIncomplete where a parent is neither among them nor ``known``.
    """
    waiting = {commit.id: commit for commit in commits}
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
    if len(result) != len(waiting):
        raise VaultIncomplete(
            "The vault file lacks changes that others in it build on. Nothing was changed; "
            "a complete copy, such as a backup or a colleague's file, heals it."
        )
    return result


def check(commits: Iterable[Commit], vault_id: bytes, earlier: Mapping[bytes, Commit]) -> None:
    """Check vault id, author and signature of commits that come parents first.

    ``earlier``: the commits already taken in.  Raises ForgedCommit, naming what is wrong.
    """
    graph = Graph()
    rights = Rights(graph)
    for commit in earlier.values():
        graph.add(commit.id, commit.device, commit.parents)
        rights.add(commit)
    for commit in commits:
        if (commit.id if commit.is_genesis else commit.vault) != vault_id:
            raise ForgedCommit(
                "A change in this file belongs to another vault. It was not taken in."
            )
        rights.check(commit)
        graph.add(commit.id, commit.device, commit.parents)
        rights.add(commit)


def parse_new(contents: VaultContents, known: Mapping[bytes, Commit]) -> list[Commit]:
    """The commits of a file that are not ``known``, decoded, parents first, unchecked."""
    fresh = [parse(raw) for raw in contents.commits if hashlib.sha256(raw).digest() not in known]
    return ordered(fresh, known)
