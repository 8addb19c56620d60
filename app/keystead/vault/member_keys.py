"""The public keys of members: which keys a commit may be signed with.

Signatures are checked when a commit enters, so the answer must depend on nothing but the
commit's causal past.  A grant introduces a member by the keys in it, whether the grant
itself counts or not.  That is safe because the introduction proves itself: a member's id
is the hash of the keys it joins with, so nobody can bring in other keys for an id that
exists, from whatever place in the graph.  The founder's keys stand in the genesis, which
is in everybody's past; hence the founder's id may be any.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from keystead.vault.commit import Commit
from keystead.vault.fields import ID
from keystead.vault.graph import Graph
from keystead.vault.operations import Grant, Renew

Seen: TypeAlias = Callable[[bytes], bool]
"""Tells whether a commit belongs to the past that a question is asked about."""


def member_id(signing_key: bytes, hpke_key: bytes) -> bytes:
    """16 bytes: the id of a member who joins with these public keys (32 and 1,216 bytes).

    A stranger's keys for a given id would be a second preimage, 2^128 tries; the fixed
    size of the first key leaves one way to split the hashed bytes.
    """
    joined = b"keystead/v1/member" + signing_key + hpke_key
    return hashlib.sha256(joined).digest()[:ID]


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """A member's public keys, and the commit that brought them."""

    commit: bytes
    signing: bytes
    hpke: bytes


class MemberKeys:
    """Introductions and renewals, as commits bring them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._introduced: dict[bytes, list[PublicKeys]] = {}
        self._renewed: dict[bytes, list[PublicKeys]] = {}

    def owns(self, grant: Grant) -> bool:
        """True unless the grant brings keys that are not those its member joined with."""
        if not grant.signing_key:
            return True
        if grant.member == member_id(grant.signing_key, grant.hpke_key):
            return True
        return any(
            (known.signing, known.hpke) == (grant.signing_key, grant.hpke_key)
            for known in self._introduced.get(grant.member, ())
        )

    def introduce(self, commit: bytes, grant: Grant) -> None:
        """Take in the keys of a grant; the caller has asked ``owns``, or it is the genesis."""
        if grant.signing_key:
            keys = PublicKeys(commit, grant.signing_key, grant.hpke_key)
            self._introduced.setdefault(grant.member, []).append(keys)

    def renew(self, commit: Commit, operation: Renew) -> None:
        """The author's own keys are new for every commit that has this one in its past."""
        keys = PublicKeys(commit.id, operation.signing_key, operation.hpke_key)
        renewals = self._renewed.setdefault(commit.author, [])
        renewals[:] = [known for known in renewals if known.commit != commit.id]
        renewals.append(keys)

    def ever(self, member: bytes) -> list[PublicKeys]:
        """All keys that a member has or had, wherever they came in."""
        return [*self._introduced.get(member, ()), *self._renewed.get(member, ())]

    def keys(self, member: bytes, seen: Seen) -> list[PublicKeys]:
        """The keys of a member, as far as commits were seen; the newest last.

        Several only where renewals were made beside each other; none for a stranger.
        """
        introduced = [known for known in self._introduced.get(member, ()) if seen(known.commit)]
        if not introduced:
            return []
        renewed = [known for known in self._renewed.get(member, ()) if seen(known.commit)]
        precedes, depth = self._graph.precedes, self._graph.depth
        newest = [
            known
            for known in renewed
            if not any(precedes(known.commit, later.commit) for later in renewed)
        ]
        return sorted(newest or introduced[:1], key=lambda keys: (depth(keys.commit), keys.commit))
