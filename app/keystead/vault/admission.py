"""Admission: which commits enter at all, before any rule of rank is asked.

A commit enters when it belongs to this vault, stands after commits that are here, is by
somebody whom its past introduces, and is signed with a key that this member had for one
who has seen that past.  Everything else is ForgedCommit: it has no author, so there is
nobody whose rights could be judged.
"""

from keystead.vault.commit import Commit
from keystead.vault.errors import ForgedCommit, NoSuchObject, VaultIncomplete
from keystead.vault.facts import Reason
from keystead.vault.graph import Graph
from keystead.vault.member_keys import MemberKeys, PublicKeys
from keystead.vault.operations import Grant, Renew, Right


class Admission:
    """The authors of one vault's commits and their public keys."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._keys = MemberKeys(graph)
        self.genesis: Commit | None = None
        self.authors: dict[bytes, bytes] = {}

    def check(self, commit: Commit) -> None:
        """Raise ForgedCommit unless the commit may enter and its signature holds;
        VaultIncomplete where a parent is not here.  The commit is not in the graph yet."""
        self._check_place(commit)
        if commit.is_genesis:
            signing = [founding_grant(commit).signing_key]
        else:
            signing = [known.signing for known in self._acceptable(commit)]
        if not any(_is_signed_by(commit, key) for key in signing):
            raise ForgedCommit(
                "A change in the vault is not signed by the member it names. It was not taken in."
            )

    def admit(self, commit: Commit) -> bool:
        """Take in author and keys of a commit that is in the graph; False where it was known.

        Raises as ``check`` does, but asks for no signature.
        """
        if commit.id in self.authors:
            return False
        self._check_place(commit)
        self.authors[commit.id] = commit.author
        if commit.is_genesis:
            self.genesis = commit
            self._keys.introduce(commit.id, founding_grant(commit))
        for operation in commit.operations:
            if isinstance(operation, Renew):
                self._keys.renew(commit, operation)
            elif isinstance(operation, Grant) and self._keys.owns(operation):
                self._keys.introduce(commit.id, operation)
        return True

    def flaw(self, commit: Commit, grant: Grant) -> Reason | None:
        """What is wrong with a grant for good, wherever it came from."""
        if not self._keys.owns(grant):
            return Reason.FOREIGN_KEYS
        here = (commit.id,)
        if not self._keys.keys(grant.member, lambda seen: self._graph.covers(here, seen)):
            return Reason.UNKNOWN_MEMBER
        return None

    def signing_keys(self, member: bytes, at: bytes | None) -> list[bytes]:
        """The Ed25519 keys (32 bytes) acceptable for a commit ``at`` by the member, or for
        the next one where None; the newest last, none for a stranger."""
        is_genesis = self.genesis is not None and self.genesis.id == at

        def is_seen(commit_id: bytes) -> bool:
            return at is None or is_genesis or self._graph.precedes(commit_id, at)

        return [known.signing for known in self._keys.keys(member, is_seen)]

    def known_keys(self, member: bytes) -> list[bytes]:
        """Every Ed25519 key (32 bytes) that was ever the member's."""
        return [known.signing for known in self._keys.ever(member)]

    def hpke_key(self, member: bytes) -> bytes:
        """The member's newest HPKE public key (1,216 bytes); NoSuchObject for a stranger."""
        found = self._keys.keys(member, lambda _: True)
        if not found:
            raise NoSuchObject("No member of the vault has this id.")
        return found[-1].hpke

    def _check_place(self, commit: Commit) -> None:
        if commit.is_genesis:
            founding_grant(commit)
            if self.genesis is not None and self.genesis.id != commit.id:
                raise ForgedCommit("The vault holds the beginning of another. It was not taken in.")
            return
        if self.genesis is None or not all(parent in self._graph for parent in commit.parents):
            raise VaultIncomplete("A change in the vault builds on one that is not here.")
        if commit.vault != self.genesis.id:
            raise ForgedCommit("A change was made for another vault. It was not taken in.")
        if not self._acceptable(commit):
            raise ForgedCommit(
                "A change in the vault is by somebody whom no member has introduced. "
                "It was not taken in."
            )

    def _acceptable(self, commit: Commit) -> list[PublicKeys]:
        covers, parents = self._graph.covers, commit.parents
        return self._keys.keys(commit.author, lambda seen: covers(parents, seen))


def founding_grant(genesis: Commit) -> Grant:
    """The grant by which a genesis makes its author the owner; ForgedCommit without one."""
    for operation in genesis.operations:
        match operation:
            case Grant(genesis.author, Right.OWNER, None, Right.OWNER, signing_key) if signing_key:
                return operation
    raise ForgedCommit("The beginning of the vault names no owner. It was not taken in.")


def _is_signed_by(commit: Commit, key: bytes) -> bool:
    try:
        commit.check_signature(key)
    except ForgedCommit:
        return False
    return True
