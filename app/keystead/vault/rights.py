"""Rights: who may do what at which place of the graph, alike on every replica.

Readers hold the symmetric keys, so only signatures can keep them from writing; every
reader judges every commit by the rules of rank in ``verdicts``.  What fails is
quarantined: kept, shown, without effect, until somebody with the right adopts it.
"""

from collections import defaultdict

from keystead.vault.admission import Admission
from keystead.vault.commit import Commit
from keystead.vault.facts import GrantFact, Held, LossFact, Reason, grant_fact, loss_fact
from keystead.vault.graph import Graph
from keystead.vault.operations import Deliver, Epoch, Grant, Loss, Right, Sealed
from keystead.vault.verdicts import ADMIN, OWNER, Verdicts

TOP = None
"""The place after everything: what holds now."""


class Rights:
    """The verdicts over one vault's commits; ``at`` is a commit in the graph, or TOP.

    A commit enters by ``check`` (author and signature), ``Graph.add`` and ``add``, after
    its parents.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._admission = Admission(graph)
        self._facts: dict[bytes, list[GrantFact | LossFact]] = {}
        self._adopters: dict[tuple[bytes, Right], set[bytes]] = defaultdict(set)
        self._judged: Verdicts | None = None

    # Entering ----------------------------------------------------------------------------

    def check(self, commit: Commit) -> None:
        """Raise ForgedCommit unless the commit belongs to this vault, something in its past
        introduces its author, and one of the author's keys signed it; VaultIncomplete
        where a parent is not here.  Ask before the commit is put into the graph."""
        self._admission.check(commit)

    def add(self, commit: Commit) -> bool:
        """Take in what the commit says about members; it is in the graph already.

        True where that may change verdicts given before: a grant or loss counts for
        commits beside and after its own, never for those before.  Raises as ``check``
        does, but asks for no signature.
        """
        facts: list[GrantFact | LossFact] = []
        for index, operation in enumerate(
            commit.operations if self._admission.admit(commit) else ()
        ):
            if isinstance(operation, Grant):
                flaw = self._admission.flaw(commit, operation)
                facts.append(grant_fact(commit, index, operation, flaw))
            elif isinstance(operation, Loss):
                facts.append(loss_fact(commit, index, operation))
        if not facts:
            return False
        self._facts[commit.id] = facts
        self._judged = None
        return self._graph.heads() != (commit.id,)

    @property
    def _verdicts(self) -> Verdicts:
        """Settled anew when first asked for after a grant or loss has come."""
        if self._judged is None:
            facts = [fact for found in self._facts.values() for fact in found]
            self._judged = Verdicts(
                self._graph,
                self._admission.genesis,
                [fact for fact in facts if isinstance(fact, GrantFact)],
                [fact for fact in facts if isinstance(fact, LossFact)],
            )
        return self._judged

    # Who may do what ---------------------------------------------------------------------

    def permitted(
        self, author: bytes, used: Right, environment: bytes | None, at: bytes | None
    ) -> bool:
        """The author held at this place the right that an operation names.

        Reader: may read the environment, as writers and owners may.  Writer: by a grant of
        writer; an owner names owner.  Admin: and may read the environment, if any is named.
        """
        verdicts = self._verdicts
        if used is Right.OWNER:
            return verdicts.has(author, OWNER, at)
        if used is Right.WRITER:
            return verdicts.has(author, (Right.WRITER, environment), at)
        readable = environment is not None and verdicts.can_read(author, environment, at)
        if used is Right.READER:
            return readable
        return verdicts.has(author, ADMIN, at) and (environment is None or readable)

    def readers(self, environment: bytes, at: bytes | None = TOP) -> frozenset[bytes]:
        """The members who may read an environment: its readers, its writers, the owners."""
        verdicts = self._verdicts
        return frozenset(m for m in verdicts.members() if verdicts.can_read(m, environment, at))

    def writers(self, environment: bytes, at: bytes | None = TOP) -> frozenset[bytes]:
        """The members who may write in an environment: its writers and the owners."""
        ways = (Right.WRITER, Right.OWNER)
        return frozenset(
            member
            for member in self._verdicts.members()
            if any(self.permitted(member, used, environment, at) for used in ways)
        )

    def rights_of(self, member: bytes, at: bytes | None = TOP) -> frozenset[Held]:
        """Every right of a member, each with its environment or None."""
        return self._verdicts.held(member, at)

    def public_keys(self, member: bytes, at: bytes | None = TOP) -> list[bytes]:
        """The Ed25519 keys (32 bytes) with which the member may sign the commit ``at``, or
        the next one; newest last.  Two only after renewals beside each other; none for
        somebody whom nothing in that past introduces."""
        return self._admission.signing_keys(member, at)

    def known_keys(self, member: bytes) -> list[bytes]:
        """Every Ed25519 key (32 bytes) that was ever the member's; none for a stranger."""
        return self._admission.known_keys(member)

    def hpke_key(self, member: bytes) -> bytes:
        """The member's newest HPKE public key (1,216 bytes); NoSuchObject for a stranger."""
        return self._admission.hpke_key(member)

    # Verdicts on commits -----------------------------------------------------------------

    def judge(self, commit: Commit) -> dict[Right, bytes | None]:
        """For each right that sealed operations, epochs and deliveries of the commit name:
        the commit at whose place they take effect, or None: quarantined.

        All or nothing for each right: it must have been held in every environment that
        the commit names with it.
        """
        scopes: dict[Right, set[bytes]] = defaultdict(set)
        for operation in commit.operations:
            if isinstance(operation, Sealed | Epoch | Deliver):
                scopes[operation.used].add(operation.environment)
        return {used: self._effect(commit, used, scopes[used]) for used in scopes}

    def adopt(self, target: bytes, used: Right, adopter: bytes) -> None:
        """Note that the commit ``adopter`` adopts what ``target`` did with a right.

        Whether that counts is part of every verdict: the adopter has seen the target, and
        held that right, or was owner, in each of its environments.
        """
        self._adopters[target, used].add(adopter)

    def _effect(self, commit: Commit, used: Right, environments: set[bytes]) -> bytes | None:
        author = commit.author
        if all(self.permitted(author, used, scope, commit.id) for scope in environments):
            return commit.id
        candidates = [
            adopter
            for adopter in self._adopters.get((commit.id, used), ())
            if self._graph.precedes(commit.id, adopter)
            and all(self._may_adopt(adopter, used, scope) for scope in environments)
        ]
        return min(candidates, key=lambda place: (self._graph.depth(place), place), default=None)

    def _may_adopt(self, adopter: bytes, used: Right, environment: bytes) -> bool:
        author = self._admission.authors[adopter]
        ways = (used, Right.OWNER)
        return any(self.permitted(author, way, environment, adopter) for way in ways)

    def quarantined(self, commit_id: bytes) -> list[tuple[int, Reason]]:
        """The grants and losses of a commit that do not count: index of the operation, why."""
        found = [(fact.index, self._reason(fact)) for fact in self._facts.get(commit_id, ())]
        return [(index, reason) for index, reason in found if reason is not None]

    def _reason(self, fact: GrantFact | LossFact) -> Reason | None:
        verdicts = self._verdicts
        if fact in verdicts.counting:
            return None
        if isinstance(fact, GrantFact):
            return fact.flaw or Reason.NO_RIGHT
        removes_another = fact.author != fact.member
        senior = fact.used in (Right.ADMIN, Right.OWNER)
        if removes_another and not (
            senior and verdicts.has(fact.author, (fact.used, None), fact.commit)
        ):
            return Reason.NO_RIGHT
        # A loss of what nobody holds asks for nothing and so fails at nothing.
        return Reason.OUTRANKED if verdicts.is_named(fact) else None
