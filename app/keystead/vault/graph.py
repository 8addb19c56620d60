"""Who has seen what: the graph of commits, and the test for the causal past.

Each commit gets one vector over *chains*.  A chain is a run of commits of one device in
which each has the one before it in its past, so "how far has b seen this chain" is one
number, and "is a in the past of b" compares two (vector clocks of Fidge and Mattern, over
chains instead of devices).  Nothing that a commit claims about its place is trusted:
chains and positions are counted here, from the parents alone.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from keystead.vault.errors import VaultIncomplete

_CHAINS_TRIED = 8
"""The newest chains of a device that a commit may extend.  One chain more costs little;
trying all would let a device with thousands of forks cost every replica minutes."""


class _Node(NamedTuple):
    """One commit: its place, and how many commits of each *other* chain it has seen.

    What ``seen`` says of the own chain is not kept up, so that the commits of an
    undisturbed chain share one vector.
    """

    chain: int
    position: int
    seen: tuple[int, ...]
    depth: int


class Graph:
    """The commits that are here, each with its parents."""

    def __init__(self) -> None:
        self._nodes: dict[bytes, _Node] = {}
        self._heads: set[bytes] = set()
        self._lengths: list[int] = []
        self._devices: list[bytes] = []
        self._chains_of: dict[bytes, list[int]] = {}

    def add(self, commit_id: bytes, device: bytes, parents: Sequence[bytes]) -> None:
        """Take in a commit (32-byte id, 16-byte device); twice is the same as once.

        Raises VaultIncomplete for a parent that is not here; nothing has changed then.
        """
        if commit_id in self._nodes:
            return
        try:
            known = [self._nodes[parent] for parent in parents]
        except KeyError:
            raise VaultIncomplete("A change in the vault builds on one that is not here.") from None
        chain, seen = self._place(device, known)
        depth = 1 + max((node.depth for node in known), default=0)
        self._nodes[commit_id] = _Node(chain, self._lengths[chain], seen, depth)
        self._lengths[chain] += 1
        self._heads.difference_update(parents)
        self._heads.add(commit_id)

    def _place(self, device: bytes, parents: list[_Node]) -> tuple[int, tuple[int, ...]]:
        """The chain that a commit extends, and its vector."""
        if len(parents) == 1:
            chain, position, seen, _ = parents[0]
            if self._devices[chain] == device and position + 1 == self._lengths[chain]:
                return chain, seen
        seen = _union(parents)
        chains = self._chains_of.setdefault(device, [])
        for chain in reversed(chains[-_CHAINS_TRIED:]):
            if chain < len(seen) and seen[chain] == self._lengths[chain]:
                return chain, seen
        chains.append(len(self._lengths))
        self._lengths.append(0)
        self._devices.append(device)
        return chains[-1], seen

    def precedes(self, earlier: bytes, later: bytes) -> bool:
        """True iff ``earlier`` is in the strict causal past of ``later``; both are here."""
        chain, position, _, _ = self._nodes[earlier]
        other_chain, other_position, seen, _ = self._nodes[later]
        if chain == other_chain:
            return position < other_position
        return chain < len(seen) and position < seen[chain]

    def covers(self, commits: Iterable[bytes], earlier: bytes) -> bool:
        """True iff ``earlier`` is one of ``commits`` or in the past of one.  With the parents
        of a commit that is not here yet: what that commit has seen."""
        return any(earlier == commit or self.precedes(earlier, commit) for commit in commits)

    def beside(self, one: bytes, other: bytes) -> bool:
        """True iff neither commit has seen the other; a commit is not beside itself."""
        return one != other and not self.precedes(one, other) and not self.precedes(other, one)

    def depth(self, commit_id: bytes) -> int:
        """Commits on the longest way from the genesis, which has 1; grows along every way."""
        return self._nodes[commit_id].depth

    def heads(self) -> tuple[bytes, ...]:
        """The commits that no other commit names as parent, sorted."""
        return tuple(sorted(self._heads))

    def order(self) -> list[bytes]:
        """All commits by (depth, id): parents first, alike on every replica."""
        return sorted(self._nodes, key=lambda commit_id: (self._nodes[commit_id].depth, commit_id))

    def __contains__(self, commit_id: object) -> bool:
        return commit_id in self._nodes

    def __len__(self) -> int:
        return len(self._nodes)


def _union(parents: list[_Node]) -> tuple[int, ...]:
    """How many commits of each chain the parents have seen, themselves included."""
    vectors = []
    for chain, position, seen, _ in parents:
        vector = [*seen, *[0] * (chain + 1 - len(seen))]
        vector[chain] = position + 1
        vectors.append(vector)
    if len(vectors) == 1:
        return tuple(vectors[0])
    return tuple(map(max, zip_longest(*vectors, fillvalue=0)))
