"""Who has seen what: the graph of commits, and the test for the causal past.

Each commit gets one vector over *chains*.  A chain is a run of commits of one device in
which each has the one before it in its past, so "how far has b seen this chain" is one
number, and "is a in the past of b" compares two (vector clocks of Fidge and Mattern, over
chains instead of devices).  Nothing that a commit claims about its place is trusted:
chains and positions are counted here, from the parents alone.

A graph can go on from what was saved of it: a commit's node never changes, so that nodes
are read one by one, when they are asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from keystead.vault.errors import VaultIncomplete, damaged

_CHAINS_TRIED = 8
"""The newest chains of a device that a commit may extend.  One chain more costs little;
trying all would let a device with thousands of forks cost every replica minutes."""


class Node(NamedTuple):
    """One commit: its place, and how many commits of each *other* chain it has seen.

    What ``seen`` says of the own chain is not kept up, so that the commits of an
    undisturbed chain share one vector.
    """

    chain: int
    position: int
    seen: tuple[int, ...]
    depth: int


class Outline(NamedTuple):
    """What a graph needs to go on beside its nodes: how many commits, the heads, and
    each chain's device and length."""

    commits: int = 0
    heads: tuple[bytes, ...] = ()
    chains: tuple[tuple[bytes, int], ...] = ()


NodeSource = Callable[[bytes], Node | None]
"""Gives the saved node of a commit, or None where it was never saved."""


class _Nodes(dict[bytes, Node]):
    """Nodes by commit id; one that is not at hand is looked for where nodes are saved."""

    def __init__(self, source: NodeSource | None) -> None:
        super().__init__()
        self._source = source

    def __missing__(self, commit_id: bytes) -> Node:
        found = self._source(commit_id) if self._source is not None else None
        if found is None:
            raise KeyError(commit_id)
        self[commit_id] = found
        return found


class Graph:
    """The commits that are here, each with its parents.

    ``outline`` and ``source``: what an earlier graph left, to go on from.
    """

    def __init__(self, outline: Outline | None = None, source: NodeSource | None = None) -> None:
        saved = outline or Outline()
        self._nodes = _Nodes(source)
        self._count = saved.commits
        self._heads = set(saved.heads)
        self._devices = [device for device, _ in saved.chains]
        self._lengths = [length for _, length in saved.chains]
        self._chains_of: dict[bytes, list[int]] = {}
        for chain, device in enumerate(self._devices):
            self._chains_of.setdefault(device, []).append(chain)
        self._fresh: dict[bytes, Node] = {}

    @property
    def outline(self) -> Outline:
        """What a later graph can go on from, with the nodes."""
        chains = tuple(zip(self._devices, self._lengths, strict=True))
        return Outline(self._count, self.heads(), chains)

    def fresh(self) -> dict[bytes, Node]:
        """The nodes that were added and not ``settled`` since."""
        return self._fresh

    def settle(self) -> None:
        """The fresh nodes are saved."""
        self._fresh = {}

    def add(self, commit_id: bytes, device: bytes, parents: Sequence[bytes]) -> None:
        """Take in a commit (32-byte id, 16-byte device); twice is the same as once.

        Raises VaultIncomplete for a parent that is not here; nothing has changed then.
        """
        if commit_id in self:
            return
        try:
            known = [self._nodes[parent] for parent in parents]
        except KeyError:
            raise VaultIncomplete("A change in the vault builds on one that is not here.") from None
        chain, seen = self._place(device, known)
        depth = 1 + max((node.depth for node in known), default=0)
        self._nodes[commit_id] = self._fresh[commit_id] = Node(
            chain, self._lengths[chain], seen, depth
        )
        self._lengths[chain] += 1
        self._count += 1
        self._heads.difference_update(parents)
        self._heads.add(commit_id)

    def _place(self, device: bytes, parents: list[Node]) -> tuple[int, tuple[int, ...]]:
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
        """True iff ``earlier`` is in the strict causal past of ``later``; both are here, or the
        replica lost one: ReplicaDamaged."""
        try:
            chain, position, _, _ = self._nodes[earlier]
            other_chain, other_position, seen, _ = self._nodes[later]
        except KeyError as error:
            raise damaged() from error
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
        try:
            return self._nodes[commit_id].depth
        except KeyError as error:
            raise damaged() from error

    def heads(self) -> tuple[bytes, ...]:
        """The commits that no other commit names as parent, sorted."""
        return tuple(sorted(self._heads))

    def __contains__(self, commit_id: object) -> bool:
        try:
            return isinstance(commit_id, bytes) and self._nodes[commit_id] is not None
        except KeyError:
            return False

    def __len__(self) -> int:
        return self._count


def _union(parents: list[Node]) -> tuple[int, ...]:
    """How many commits of each chain the parents have seen, themselves included."""
    vectors = []
    for chain, position, seen, _ in parents:
        vector = [*seen, *[0] * (chain + 1 - len(seen))]
        vector[chain] = position + 1
        vectors.append(vector)
    if len(vectors) == 1:
        return tuple(vectors[0])
    return tuple(map(max, zip_longest(*vectors, fillvalue=0)))
