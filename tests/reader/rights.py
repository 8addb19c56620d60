"""Section 4 of docs/vault-format.md, written as it stands there."""

from functools import cache
from itertools import product

GRANT, LOSS = 1, 2
READER, WRITER, ADMIN, OWNER = 1, 2, 3, 4
TOP = None
VAULT = bytes(16)


class Rights:
    """``commits``: maps of fields by id, each with its whole past in ``past``."""

    def __init__(self, commits: dict[bytes, dict], past: dict[bytes, set[bytes]]) -> None:
        self.commits, self.past = commits, past
        self.genesis = next(key for key, commit in commits.items() if not commit[4])
        facts = [
            (key, index)
            for key, commit in commits.items()
            for index, operation in enumerate(commit[6])
            if operation[0] in (GRANT, LOSS)
        ]
        self.grants = [fact for fact in facts if self.op(fact)[0] == GRANT]
        self.losses = [fact for fact in facts if self.op(fact)[0] == LOSS]
        self.granted, self.reaches = cache(self.granted), cache(self.reaches)  # type: ignore[method-assign]

    def op(self, fact):
        return self.commits[fact[0]][6][fact[1]]

    def author(self, fact):
        return self.commits[fact[0]][2]

    def before(self, a, b):
        return a in self.past[b]

    def held(self, grant):
        return self.op(grant)[8], self.op(grant)[9], self.op(grant).get(1)

    def names(self, loss, held):
        operation, (member, right, environment) = self.op(loss), held
        if operation[8] != member or 9 not in operation:
            return operation[8] == member
        lost = (READER, WRITER) if operation[9] == READER else (operation[9],)
        return right in lost and operation.get(1) == environment

    def alive(self, g, at):
        return self.granted(g) and not any(
            self.names(l, self.held(g))
            and not (l[0] == g[0] or self.before(l[0], g[0]))
            and (at is TOP or not (at == l[0] or self.before(at, l[0])))
            and self.reaches(l, g)
            for l in self.losses  # noqa: E741 - as in the document
        )

    def has(self, member, right, environment, at):
        return any(
            self.held(g) == (member, right, environment)
            and (at is TOP or self.before(g[0], at))
            and self.alive(g, at)
            for g in self.grants
        )

    def can_read(self, member, environment, at):
        if environment == VAULT:
            environments = {self.op(g).get(1) for g in self.grants}
            return any(self.has(member, r, e, at) for r, e in product((1, 2, 3, 4), environments))
        ways = ((OWNER, None), (READER, environment), (WRITER, environment))
        return any(self.has(member, right, scope, at) for right, scope in ways)

    def granted(self, g):
        operation, author, at = self.op(g), self.author(g), g[0]
        if g[0] == self.genesis:
            return True
        if operation[2] == OWNER:
            return self.has(author, OWNER, None, at)
        environment = operation.get(1)
        return (
            operation[2] == ADMIN
            and environment is not None
            and self.has(author, ADMIN, None, at)
            and self.can_read(author, environment, at)
        )

    def reaches(self, l, g):  # noqa: E741
        author, used, right = self.author(l), self.op(l)[2], self.op(g)[9]
        if author == self.op(g)[8]:
            return (
                author != self.commits[self.genesis][2]
                and self.before(g[0], l[0])
                and not any(
                    self.author(x) != author
                    and self.names(x, self.held(g))
                    and x[0] != l[0]
                    and not self.before(x[0], l[0])
                    and not self.before(l[0], x[0])
                    and self.reaches(x, g)
                    for x in self.losses
                )
            )
        if right == OWNER:
            return used == OWNER and any(
                self.held(s) == (author, OWNER, None)
                and self.before(s[0], g[0])
                and self.before(s[0], l[0])
                and self.alive(s, l[0])
                for s in self.grants
            )
        if right == ADMIN:
            return used == OWNER and self.has(author, OWNER, None, l[0])
        return used in (ADMIN, OWNER) and self.has(author, used, None, l[0])

    def permitted(self, author, used, environment, at):
        """Section 4: the right that a sealed operation, epoch or delivery names was held."""
        if used == OWNER:
            return self.has(author, OWNER, None, at)
        if used == WRITER:
            return self.has(author, WRITER, environment, at)
        reads = self.can_read(author, environment, at)
        return reads and (used == READER or self.has(author, ADMIN, None, at))
