"""The rules of rank: which grants count, and which losses strike them.

The recursion of the vault format (docs/vault-format.md, "Rights"), computed bottom-up.
In these comments g is a grant of a right to a member m, l a loss naming both, and a < b
says that a is in the causal past of b.

    alive(g, at)   granted(g), and no l which is not <= g and not >= at reaches g
    has(m, r, at)  some grant g < at of (m, r) is alive(g, at)
    granted(g)     how g's author had to stand at g; the genesis is granted
    reaches(l, g)  how l's author had to stand: rank decides, never hash, depth or clock

Everything that the verdict on g asks for is of a higher rank, or of the same rank and
earlier than g.  So grants are settled owners first, then admins, then environments, each
by depth; every question then finds its answers ready, nothing recurses, and a hostile
chain of a thousand grants costs no stack.  Losses that reach nobody are dropped on the
way and cost nothing later.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from keystead.vault.commit import Commit
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.facts import GrantFact, Held, LossFact
from keystead.vault.graph import Graph
from keystead.vault.operations import Right

OWNER: Held = (Right.OWNER, None)
ADMIN: Held = (Right.ADMIN, None)

_RANK = {Right.OWNER: 0, Right.ADMIN: 1, Right.READER: 2, Right.WRITER: 2}


@dataclass(slots=True)
class _Standing:
    """A grant that counts, and the losses that reach it and are neither in nor before it."""

    grant: GrantFact
    strikers: list[LossFact] = field(default_factory=list)


class Verdicts:
    """What a set of facts comes to; a pure function of graph, genesis, grants and losses.

    ``at`` is the id of a commit in the graph, or None for TOP, which is after everything.
    """

    def __init__(
        self,
        graph: Graph,
        genesis: Commit | None,
        grants: Iterable[GrantFact],
        losses: Iterable[LossFact],
    ) -> None:
        self._graph = graph
        self._genesis = genesis and genesis.id
        self._founder = genesis and genesis.author
        self._standing: dict[bytes, dict[Held, list[_Standing]]] = defaultdict(dict)
        self._losses: dict[bytes, list[LossFact]] = defaultdict(list)
        for loss in losses:
            self._losses[loss.member].append(loss)
        self.counting: set[GrantFact | LossFact] = set()
        for grant in sorted(grants, key=lambda g: (_RANK[g.right], graph.depth(g.commit))):
            if self._granted(grant):
                self._settle(grant)

    # Questions ---------------------------------------------------------------------------

    def has(self, member: bytes, held: Held, at: bytes | None) -> bool:
        """The member holds the right at this place, by a grant of exactly this right."""
        standing = self._standing.get(member, {}).get(held, ())
        return any(self._stands_at(item, at) for item in standing)

    def held(self, member: bytes, at: bytes | None) -> frozenset[Held]:
        """Every right that the member holds at this place."""
        mine = self._standing.get(member, {})
        return frozenset(held for held in mine if self.has(member, held, at))

    def can_read(self, member: bytes, environment: bytes, at: bytes | None) -> bool:
        """The member is owner, or reader or writer of the environment; environment 0 is
        read by all who hold any right."""
        if environment == VAULT_ENVIRONMENT:
            return bool(self.held(member, at))
        return self.has(member, OWNER, at) or any(
            self.has(member, (right, environment), at) for right in (Right.READER, Right.WRITER)
        )

    def members(self) -> list[bytes]:
        """Everybody to whom a grant that counts was ever made."""
        return list(self._standing)

    def is_named(self, loss: LossFact) -> bool:
        """Some grant that counts is what the loss is about, whether it reaches it or not."""
        return any(
            loss.names(held) and self._could_strike(loss, item.grant)
            for held, standing in self._standing.get(loss.member, {}).items()
            for item in standing
        )

    # Rules -------------------------------------------------------------------------------

    def _stands_at(self, standing: _Standing, at: bytes | None) -> bool:
        """g < at and alive(g, at): a loss beside ``at`` strikes too, so that nobody escapes
        one by back-dating."""
        if at is None:
            return not standing.strikers
        precedes = self._graph.precedes
        return precedes(standing.grant.commit, at) and all(
            at == loss.commit or precedes(at, loss.commit) for loss in standing.strikers
        )

    def _granted(self, grant: GrantFact) -> bool:
        if grant.flaw is not None:
            return False
        if grant.commit == self._genesis:
            return True
        author, at = grant.author, grant.commit
        if grant.used is Right.OWNER:
            return self.has(author, OWNER, at)
        return (
            grant.used is Right.ADMIN
            and grant.environment is not None
            and self.has(author, ADMIN, at)
            and self.can_read(author, grant.environment, at)
        )

    def _settle(self, grant: GrantFact) -> None:
        """Keep a grant that counts, with the losses that reach it."""
        standing = _Standing(grant)
        named = [
            loss
            for loss in self._losses[grant.member]
            if loss.names(grant.held) and self._could_strike(loss, grant)
        ]
        for loss in named:
            if loss.author != grant.member and self._outranks(loss, grant):
                standing.strikers.append(loss)
        by_others = [loss.commit for loss in standing.strikers]
        for loss in named:
            if loss.author == grant.member and self._may_resign(loss, grant, by_others):
                standing.strikers.append(loss)
        self._standing[grant.member].setdefault(grant.held, []).append(standing)
        self.counting.add(grant)
        self.counting.update(standing.strikers)

    def _could_strike(self, loss: LossFact, grant: GrantFact) -> bool:
        """Not l <= g: what was granted after a loss, or together with it, is granted anew."""
        return not self._graph.covers((grant.commit,), loss.commit)

    def _may_resign(self, loss: LossFact, grant: GrantFact, by_others: list[bytes]) -> bool:
        """Anyone may resign, the founder excepted; a removal by a senior beside it wins."""
        return (
            grant.member != self._founder
            and self._graph.precedes(grant.commit, loss.commit)
            and not any(self._graph.beside(other, loss.commit) for other in by_others)
        )

    def _outranks(self, loss: LossFact, grant: GrantFact) -> bool:
        """reaches(l, g) for the loss of somebody else's right."""
        author, at = loss.author, loss.commit
        if grant.right is Right.OWNER:
            return loss.used is Right.OWNER and self._is_senior(author, grant, at)
        if grant.right is Right.ADMIN:
            return loss.used is Right.OWNER and self.has(author, OWNER, at)
        return loss.used in (Right.ADMIN, Right.OWNER) and self.has(author, (loss.used, None), at)

    def _is_senior(self, author: bytes, grant: GrantFact, at: bytes) -> bool:
        """An owner by a grant in the past of this owner's grant: rank is seniority there."""
        return any(
            self._graph.precedes(item.grant.commit, grant.commit) and self._stands_at(item, at)
            for item in self._standing.get(author, {}).get(OWNER, ())
        )
