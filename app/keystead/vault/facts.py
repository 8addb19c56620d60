"""Grants and losses as facts: who said at which place of the graph that who may do what.

What a fact says never changes, and neither does ``flaw``, which follows from its causal
past alone.  Whether a fact *counts* depends on the others: see ``verdicts``.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from keystead.vault.commit import Commit
from keystead.vault.operations import Grant, Loss, Right

Held: TypeAlias = tuple[Right, bytes | None]
"""A right as a member holds it: with its environment, which admin and owner do not have."""


class Reason(StrEnum):
    """Why a grant or loss is quarantined, in words that end "the change was ..."."""

    NO_RIGHT = "made without the right that it names"
    OUTRANKED = "about somebody whom its author may not remove"
    FOREIGN_KEYS = "made with keys that are not the member's"
    UNKNOWN_MEMBER = "about a member whom nobody has introduced"


@dataclass(frozen=True, slots=True, eq=False)
class GrantFact:
    """``author`` said at ``commit``: ``member`` holds ``right`` from here on."""

    commit: bytes
    index: int
    author: bytes
    member: bytes
    right: Right
    environment: bytes | None
    used: Right
    flaw: Reason | None

    @property
    def held(self) -> Held:
        """What the grant gives."""
        return self.right, self.environment


@dataclass(frozen=True, slots=True, eq=False)
class LossFact:
    """``author`` said at ``commit``: ``member`` no longer holds what the loss names."""

    commit: bytes
    index: int
    author: bytes
    member: bytes
    right: Right | None
    environment: bytes | None
    used: Right

    def names(self, held: Held) -> bool:
        """True where the loss is about this right: a loss of reader names writer too, and
        one that names no right names all."""
        right, environment = held
        if self.right is None:
            return True
        lost = {Right.READER, Right.WRITER} if self.right is Right.READER else {self.right}
        return right in lost and environment == self.environment


def grant_fact(commit: Commit, index: int, grant: Grant, flaw: Reason | None) -> GrantFact:
    """The fact in operation ``index`` of a commit."""
    return GrantFact(
        commit.id, index, commit.author, grant.member, grant.right, grant.environment,
        grant.used, flaw,
    )  # fmt: skip


def loss_fact(commit: Commit, index: int, loss: Loss) -> LossFact:
    """The fact in operation ``index`` of a commit."""
    return LossFact(
        commit.id, index, commit.author, loss.member, loss.right, loss.environment, loss.used
    )
