"""The proof that nobody changed what was signed: signatures and chain, from the oldest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keystead.errors import KeysteadError
from keystead.services.instants import instant
from keystead.vault import audit
from keystead.vault.commit import Commit, parse
from keystead.vault.intake import Gate
from keystead.vault.operations import named_digests
from keystead.vault.session import OpenVault

STEP = 200
"""Commits between two words about how far it is."""


@dataclass(frozen=True)
class Proof:
    """``checked`` commits are whole, signed and in their place; ``broken``: what is wrong with
    the first that is not, ``commit`` its id."""

    checked: int
    commit: bytes = b""
    broken: str = ""
    quarantined: int = 0

    @property
    def ok(self) -> bool:
        """Whether all of it holds."""
        return not self.broken


def verify(vault: OpenVault) -> Proof:
    """Walk signatures and chain from the oldest commit on; the first that is broken is named:
    which, by whom, when, and what is wrong with it."""
    *_, found = verifying(vault)
    return found


def verifying(vault: OpenVault) -> Iterator[Proof]:
    """The same in steps: what holds so far, every STEP commits; at last the outcome."""
    checked = 0
    try:
        ids = list(vault.state.commits)
        for found in proving(vault, ((one, vault.replica.commit(one)) for one in ids)):
            checked = found.checked
            yield found
    except KeysteadError as error:
        yield Proof(checked, broken=error.message)


def prove(vault: OpenVault, commits: Iterable[tuple[bytes, bytes | None]]) -> Proof:
    """Whether these commits, by id and parents first, are whole, signed by whom they name, and
    follow on each other; None stands for bytes that are not what the id says."""
    *_, found = proving(vault, commits)
    return found


def proving(vault: OpenVault, commits: Iterable[tuple[bytes, bytes | None]]) -> Iterator[Proof]:
    """The same in steps; others may write between two of them."""
    gate, checked = Gate(vault.vault_id), 0
    void = len({one.commit for one in vault.state.quarantined})
    for commit_id, raw in commits:
        broken = _fault(vault, gate, commit_id, raw)
        if broken:
            yield Proof(checked, commit_id, broken, void)
            return
        checked += 1
        if checked % STEP == 0:
            yield Proof(checked, quarantined=void)
    yield Proof(checked, quarantined=void)


def _fault(vault: OpenVault, gate: Gate, commit_id: bytes, raw: bytes | None) -> str:
    if raw is None:
        return f"Commit {commit_id.hex()[:16]} is not what was signed: its bytes were changed."
    commit = parse(raw)
    try:
        gate.admit(commit)
    except KeysteadError as error:
        return f"{_named(vault, commit)}: {error.message}"
    lost = _lost(vault, commit)
    # Asked each time: what is erased while this walks is no fault.
    if lost - vault.state.purged(lost):
        return f"{_named(vault, commit)}: a part of it is missing or was changed."
    return ""


def _lost(vault: OpenVault, commit: Commit) -> set[bytes]:
    return {
        digest for digest in named_digests(commit.operations) if vault.replica.blob(digest) is None
    }


def _named(vault: OpenVault, commit: Commit) -> str:
    who = vault.state.members().get(commit.author) or commit.author.hex()[:8]
    what = sorted({one.action for one in audit.of_commit(vault, commit)})
    about = f" ({', '.join(what)})" if what else ""
    return f"Commit {commit.id.hex()[:16]}, by {who}, {instant(commit.time)}{about}"
