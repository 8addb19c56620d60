"""Histories of a vault, made by hand or at random, for everything that judges commits.

The commits are not signed: who may enter at all is tried with real signatures in
``test_admission``; here everybody is who they say, and the question is what counts.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from keystead.vault.commit import NO_VAULT, Commit
from keystead.vault.facts import Reason
from keystead.vault.graph import Graph
from keystead.vault.member_keys import member_id
from keystead.vault.operations import (
    HPKE_KEY,
    SIGNING_KEY,
    Grant,
    Loss,
    Operation,
    Right,
    Sealed,
)
from keystead.vault.rights import Rights

DEV, PROD = b"dev".ljust(16), b"prod".ljust(16)
EPOCH, DIGEST = bytes(32), bytes(32)


class Person:
    """A member by name, with keys made up from it, and the id that follows from them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.signing_key = hashlib.sha256(name.encode()).digest()
        self.hpke_key = name.encode().ljust(HPKE_KEY)
        assert len(self.signing_key) == SIGNING_KEY
        self.id = member_id(self.signing_key, self.hpke_key)

    def __repr__(self) -> str:
        return self.name


FOUNDER, ANN, BEN, CAT, DAN = (Person(name) for name in ("founder", "ann", "ben", "cat", "dan"))


def grant(to: Person, right: Right, used: Right, environment: bytes | None = None) -> Grant:
    """A grant with the member's own keys."""
    return Grant(to.id, right, environment, used, to.signing_key, to.hpke_key)


def loss(of: Person, right: Right | None, used: Right, environment: bytes | None = None) -> Loss:
    """A loss of one right, or of all where ``right`` is None."""
    return Loss(of.id, right, environment, used)


def edit(used: Right, environment: bytes = DEV) -> Sealed:
    """A sealed operation that names a right."""
    return Sealed(environment, EPOCH, used, DIGEST)


class Story:
    """Commits of one vault, each after its parents; the first founds it."""

    def __init__(self, founder: Person = FOUNDER) -> None:
        self.commits: list[Commit] = []
        self.genesis = self.tell(founder, grant(founder, Right.OWNER, Right.OWNER), after=())

    def tell(
        self,
        author: Person,
        *operations: Operation,
        after: Sequence[Commit] | None = None,
        device: bytes = b"",
    ) -> Commit:
        """One more commit; without ``after`` it has seen everything told so far."""
        parents = self.heads() if after is None else sorted(commit.id for commit in after)
        number = len(self.commits)
        commit = Commit(
            id=hashlib.sha256(f"{author}{number}".encode()).digest(),
            vault=self.genesis.id if number else NO_VAULT,
            author=author.id,
            device=device or author.id,
            parents=tuple(parents),
            time=number,
            operations=operations,
            signature=bytes(64),
            raw=b"",
        )
        self.commits.append(commit)
        return commit

    def heads(self) -> list[bytes]:
        """The commits that no other names as parent."""
        named = {parent for commit in self.commits for parent in commit.parents}
        return sorted(commit.id for commit in self.commits if commit.id not in named)

    def rights(self, order: Iterable[Commit] | None = None) -> Rights:
        """What the story comes to, told in the order given (parents first)."""
        graph = Graph()
        rights = Rights(graph)
        for commit in self.commits if order is None else order:
            graph.add(commit.id, commit.device, commit.parents)
            rights.add(commit)
        return rights


def reordered(commits: Sequence[Commit], random: Random) -> list[Commit]:
    """The commits in a random order that puts parents first."""
    waiting, told, result = list(commits), set[bytes](), list[Commit]()
    while waiting:
        ready = [commit for commit in waiting if told.issuperset(commit.parents)]
        commit = random.choice(ready)
        waiting.remove(commit)
        told.add(commit.id)
        result.append(commit)
    return result


def a_team() -> Story:
    """Ann is owner; Ben admin and reader of dev; Cat writer and Dan reader of dev."""
    story = Story()
    story.tell(FOUNDER, grant(ANN, Right.OWNER, Right.OWNER))
    story.tell(
        ANN, grant(BEN, Right.ADMIN, Right.OWNER), grant(BEN, Right.READER, Right.OWNER, DEV)
    )
    story.tell(
        BEN, grant(CAT, Right.WRITER, Right.ADMIN, DEV), grant(DAN, Right.READER, Right.ADMIN, DEV)
    )
    return story


class Judged:
    """A story told in several orders, which must all come to the same."""

    def __init__(self, story: Story) -> None:
        orders = [story.commits, *(reordered(story.commits, Random(n)) for n in range(5))]
        self._rights = [story.rights(order) for order in orders]

    def counts(self, commit: Commit) -> bool:
        """Everything in the commit has effect, for every order."""
        verdicts = {self._all_counts(rights, commit) for rights in self._rights}
        assert len(verdicts) == 1
        return verdicts.pop()

    @staticmethod
    def _all_counts(rights: Rights, commit: Commit) -> bool:
        places = rights.judge(commit).values()
        return all(places) and not rights.quarantined(commit.id)

    def reason(self, commit: Commit) -> list[Reason]:
        return [reason for _, reason in self._rights[0].quarantined(commit.id)]

    def rights_of(self, person: Person) -> set[Right]:
        found = {frozenset(rights.rights_of(person.id)) for rights in self._rights}
        assert len(found) == 1
        return {right for right, _ in found.pop()}


MEMBERS = (FOUNDER, ANN, BEN, CAT, DAN)
REPLICAS = 5


def random_story(random: Random, length: int = 24) -> Story:
    """A founder and four members at five replicas, who grant, remove, edit, sync, forge and
    back-date, with and without the right to."""
    story = Story()
    for person in MEMBERS[1:]:
        first = [_random_grant(random, person, Right.OWNER) for _ in range(2)]
        story.tell(FOUNDER, *first, device=b"0" * 16)
    seen = [{commit.id for commit in story.commits} for _ in range(REPLICAS)]
    while len(story.commits) < length:
        replica = random.randrange(REPLICAS)
        if random.random() < 0.3:
            seen[replica] |= random.choice(seen)
        known = [commit for commit in story.commits if commit.id in seen[replica]]
        if random.random() < 0.3:  # back-dated: only some of what the author knows
            known = _with_past(known, random.sample(known, random.randint(1, min(3, len(known)))))
        author = random.choice(MEMBERS)
        if not any(_introduces(commit, author) for commit in known):
            continue
        operations = [_random_operation(random) for _ in range(random.randint(1, 3))]
        commit = story.tell(
            author, *operations, after=_heads(known), device=bytes([replica + 65]) * 16
        )
        seen[replica].add(commit.id)
    return story


def _introduces(commit: Commit, person: Person) -> bool:
    return any(
        isinstance(operation, Grant)
        and operation.member == person.id
        and operation.signing_key == person.signing_key
        for operation in commit.operations
    )


def _with_past(known: Sequence[Commit], chosen: Sequence[Commit]) -> list[Commit]:
    by_id = {commit.id: commit for commit in known}
    wanted, found = [commit.id for commit in chosen], set[bytes]()
    while wanted:
        commit_id = wanted.pop()
        if commit_id not in found:
            found.add(commit_id)
            wanted += by_id[commit_id].parents
    return [commit for commit in known if commit.id in found]


def _heads(known: Sequence[Commit]) -> list[Commit]:
    named = {parent for commit in known for parent in commit.parents}
    return [commit for commit in known if commit.id not in named]


def _random_right(random: Random) -> tuple[Right, bytes | None]:
    right = random.choices(list(Right), [2, 2, 3, 5])[0]
    in_environment = right in (Right.READER, Right.WRITER)
    return right, random.choice([DEV, PROD]) if in_environment else None


def _random_used(random: Random) -> Right:
    return random.choices(list(Right), [1, 2, 4, 6])[0]


def _random_grant(random: Random, to: Person, used: Right) -> Grant:
    right, environment = _random_right(random)
    made = grant(to, right, used, environment)
    kind = random.random()
    if kind < 0.15:
        return replace(made, signing_key=b"", hpke_key=b"")
    if kind < 0.2:
        return replace(made, signing_key=bytes(SIGNING_KEY))
    return made


def _random_operation(random: Random) -> Operation:
    kind, used = random.random(), _random_used(random)
    person = random.choice(MEMBERS)
    if kind < 0.35:
        return _random_grant(random, person, used)
    if kind < 0.65:
        right, environment = random.choice([_random_right(random), (None, None)])
        return loss(person, right, used, environment)
    return edit(used, random.choice([DEV, PROD]))
