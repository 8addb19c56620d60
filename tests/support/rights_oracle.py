"""The rules of the vault format about rights, written down once more and as they stand there.

No cleverness: sets of ancestors, and a recursion that follows the text line by line.  The
program has to agree with it on every history.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from keystead.vault.commit import Commit
from keystead.vault.member_keys import member_id
from keystead.vault.operations import Grant, Loss, Right

TOP = None


@dataclass(frozen=True)
class Said:
    """A grant or loss, and the commit that says it."""

    commit: bytes
    index: int
    author: bytes
    operation: Grant | Loss

    @property
    def grant(self) -> Grant:
        """The operation, where it is a grant."""
        assert isinstance(self.operation, Grant)
        return self.operation


class Oracle:
    """Slow and plain answers about a set of commits (parents first, genesis at the start)."""

    def __init__(self, commits: Iterable[Commit]) -> None:
        told = list(commits)
        self.founder, self.genesis = told[0].author, told[0].id
        self.past: dict[bytes, set[bytes]] = {}
        for commit in told:
            self.past[commit.id] = set(commit.parents).union(
                *(self.past[parent] for parent in commit.parents)
            )
        said = [
            Said(commit.id, index, commit.author, operation)
            for commit in told
            for index, operation in enumerate(commit.operations)
            if isinstance(operation, Grant | Loss)
        ]
        self.grants = [item for item in said if isinstance(item.operation, Grant)]
        self.losses = [item for item in said if isinstance(item.operation, Loss)]
        self.alive, self.has = cache(self._alive), cache(self._has)
        self.granted, self.reaches = cache(self._granted), cache(self._reaches)

    def before(self, a: bytes, b: bytes | None) -> bool:
        """a < b"""
        return b is TOP or a in self.past[b]

    def up_to(self, a: bytes, b: bytes) -> bool:
        """a <= b"""
        return a == b or self.before(a, b)

    def names(self, l: Said, r: Right, env: bytes | None) -> bool:  # noqa: E741
        """A loss of reader names writer too; a loss may name all."""
        if l.operation.right is None:
            return True
        lost = [l.operation.right]
        if l.operation.right is Right.READER:
            lost.append(Right.WRITER)
        return r in lost and l.operation.environment == env

    def sound(self, g: Said) -> bool:
        """The keys in a grant are the member's own, and something introduced the member."""
        return self._own_keys(g) and any(
            other.operation.member == g.operation.member
            and other.grant.signing_key
            and self._own_keys(other)
            and self.up_to(other.commit, g.commit)
            for other in self.grants
        )

    def _own_keys(self, g: Said) -> bool:
        grant = g.grant
        return not grant.signing_key or grant.member == member_id(grant.signing_key, grant.hpke_key)

    def _alive(self, g: Said, at: bytes | None) -> bool:
        m, r, env = g.grant.member, g.grant.right, g.grant.environment
        return self.granted(g) and not any(
            l.operation.member == m
            and self.names(l, r, env)
            and not self.before(l.commit, g.commit)
            and l.commit != g.commit  # a loss in the grant's own commit does not strike it
            and (at is TOP or not self.up_to(at, l.commit))
            and self.reaches(l, g)
            for l in self.losses  # noqa: E741
        )

    def _has(self, m: bytes, r: Right, env: bytes | None, at: bytes | None) -> bool:
        return any(
            (g.operation.member, g.operation.right, g.operation.environment) == (m, r, env)
            and self.before(g.commit, at)
            and self.alive(g, at)
            for g in self.grants
        )

    def can_read(self, a: bytes, env: bytes | None, at: bytes | None) -> bool:
        """a is owner or has reader or writer of env at ``at``."""
        return (
            self.has(a, Right.OWNER, None, at)
            or self.has(a, Right.READER, env, at)
            or self.has(a, Right.WRITER, env, at)
        )

    def _granted(self, g: Said) -> bool:
        author, used, env = g.author, g.operation.used, g.operation.environment
        if not self.sound(g):
            return False
        if g.commit == self.genesis:
            return True
        by_owner = used is Right.OWNER and self.has(author, Right.OWNER, None, g.commit)
        if g.operation.right in (Right.OWNER, Right.ADMIN):
            return by_owner
        by_admin = used is Right.ADMIN and self.has(author, Right.ADMIN, None, g.commit)
        return by_owner or (by_admin and self.can_read(author, env, g.commit))

    def _reaches(self, l: Said, g: Said) -> bool:  # noqa: E741
        m, r, env = g.grant.member, g.grant.right, g.grant.environment
        author, used = l.author, l.operation.used
        if author == m:
            return (
                m != self.founder
                and self.before(g.commit, l.commit)
                and not any(
                    x.author != m
                    and x.operation.member == m
                    and self.names(x, r, env)
                    and not self.up_to(x.commit, l.commit)
                    and not self.up_to(l.commit, x.commit)
                    and self.reaches(x, g)
                    for x in self.losses
                )
            )
        if r is Right.OWNER:
            return used is Right.OWNER and any(
                (s.operation.member, s.operation.right) == (author, Right.OWNER)
                and self.before(s.commit, g.commit)
                and self.before(s.commit, l.commit)
                and self.alive(s, l.commit)
                for s in self.grants
            )
        if r is Right.ADMIN:
            return used is Right.OWNER and self.has(author, Right.OWNER, None, l.commit)
        return used in (Right.ADMIN, Right.OWNER) and self.has(author, used, None, l.commit)
