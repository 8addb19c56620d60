"""The audit: what happened, with names; filters, search, JSON lines, and the proof.

Times are the author's own clock, for people.  What readers do is told by their own devices
and so advisory: whoever changes their program can leave it out.  What was changed is signed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from keystead.core.durations import DAY
from keystead.errors import KeysteadError, Refused
from keystead.services.instants import instant
from keystead.vault import audit
from keystead.vault.audit import Fact
from keystead.vault.commit import Commit, parse
from keystead.vault.host import Host
from keystead.vault.intake import Gate
from keystead.vault.operations import named_digests
from keystead.vault.session import OpenVault

MOST_COMMITS = 2_000
"""Commits that a summary reads: more than a team makes in a month."""

USES = frozenset({"reveal", "copy", "export", "run", "inject"})
CHANGES = frozenset(
    {"add", "edit", "rotate", "rotation-step", "revoke", "trash", "untrash", "purge", "review"}
)
ACCESS = frozenset({"unlock", "failed-unlocks"})
ADMINISTRATION = frozenset(
    {"grant", "loss", "renew-keys", "new-key", "deliver-key", "environment", "member-name",
     "vault-name", "policy", "restore", "adopt", "reseal", "forget-place", "sealed"}
)  # fmt: skip
ACTIONS = sorted(USES | CHANGES | ACCESS | ADMINISTRATION)
GROUPS = {"use": USES, "change": CHANGES, "access": ACCESS, "administration": ADMINISTRATION}


@dataclass(frozen=True)
class Record:
    """A fact with the names of today: a key that was renamed since has its present one."""

    fact: Fact
    member: str
    environment: str
    secret: str
    version: int | None


@dataclass(frozen=True)
class Wanted:
    """Which records: each '' or None asks for nothing.  ``since``, ``until``: Unix seconds;
    ``action``: one, or a group of GROUPS; ``words``: each must stand somewhere in it."""

    since: int | None = None
    until: int | None = None
    secret: str = ""
    member: str = ""
    action: str = ""
    environment: str = ""
    words: str = ""


def records(vault: OpenVault, wanted: Wanted = Wanted()) -> Iterator[Record]:
    """What happened, the newest first."""
    named = Names(vault)
    for fact in audit.facts(vault, wanted.since):
        record = named.record(fact)
        if _fits(record, wanted):
            yield record


class Names:
    """The names that members, environments, Secrets and Versions have today."""

    def __init__(self, vault: OpenVault) -> None:
        self._members = vault.state.members()
        self._environments = {one.id: one.name for one in vault.environments()}
        secrets = vault.secrets()
        self._secrets = {one.id: one.name for one in secrets}
        self._versions = {each.id: each.number for one in secrets for each in one.versions}

    def record(self, fact: Fact) -> Record:
        """The fact with them."""
        about = self._secrets.get(fact.object) or self._members.get(fact.object, "")
        if fact.action == "environment":
            about = self._environments.get(fact.object, "")
        return Record(
            fact,
            self._members.get(fact.author, ""),
            self._environments.get(fact.environment, ""),
            about,
            self._versions.get(fact.version),
        )


def _fits(record: Record, wanted: Wanted) -> bool:
    fact = record.fact
    if wanted.until is not None and fact.time >= wanted.until:
        return False
    if wanted.action and fact.action not in GROUPS.get(wanted.action, {wanted.action}):
        return False
    exact = (
        (wanted.secret, record.secret),
        (wanted.member, record.member),
        (wanted.environment, record.environment),
    )
    if any(asked and asked.casefold() != found.casefold() for asked, found in exact):
        return False
    if not wanted.words:
        return True
    text = " ".join(
        (fact.action, *(found for _, found in exact), fact.where, fact.host, *fact.fields)
    ).casefold()
    return all(word in text for word in wanted.words.casefold().split())


def view(record: Record) -> dict[str, object]:
    """One line of the JSON; the names are stable, and nothing is a value."""
    fact = record.fact
    return {
        "time": instant(fact.time),
        "action": fact.action,
        "member": record.member or None,
        "member_id": fact.author.hex(),
        "device": fact.device.hex(),
        "environment": record.environment or None,
        "secret": record.secret or None,
        "secret_id": fact.object.hex() or None,
        "version": record.version,
        "fields": list(fact.fields),
        "where": fact.where or None,
        "host": fact.host or None,
        "repository": fact.remote or None,
        "count": fact.count,
        "commit": fact.commit.hex() or None,
        "quarantined": fact.quarantined,
        "readable": fact.readable,
    }


def export(vault: OpenVault, host: Host, path: Path, wanted: Wanted, force: bool = False) -> int:
    """Write the records as JSON Lines, mode 0600, the oldest first; how many.

    Raises Refused where something lies at ``path``, unless ``force``."""
    if host.exists(path) and not force:
        raise Refused(f"{path} exists already. Nothing was written.", path=str(path))
    lines = [json.dumps(view(one), ensure_ascii=False) for one in records(vault, wanted)]
    host.write_atomic(path, "".join(f"{line}\n" for line in reversed(lines)).encode(), 0o600)
    return len(lines)


@dataclass(frozen=True)
class Summary:
    """``days``: day number since 1970 → group → count; ``recent``: the newest uses and
    changes of keys; ``failed``: attempts to unlock that failed."""

    days: dict[int, dict[str, int]]
    recent: tuple[Record, ...]
    failed: int


def summary(vault: OpenVault, days: int = 30, recent: int = 6) -> Summary:
    """What happened in the last ``days`` UTC days, in one walk over at most the newest
    MOST_COMMITS commits."""
    today = int(vault.clock.now()) // DAY
    group_of = {action: name for name, actions in GROUPS.items() for action in actions}
    counted: dict[int, dict[str, int]] = {today - back: {} for back in range(days)}
    named, newest, failed = Names(vault), list[Record](), 0
    for fact in audit.facts(vault, (today - days + 1) * DAY, MOST_COMMITS):
        group = group_of[fact.action]
        counts = counted.get(fact.time // DAY)
        if counts is not None:
            counts[group] = counts.get(group, 0) + fact.count
        if fact.action == "failed-unlocks":
            failed += fact.count
        elif len(newest) < recent and group in ("use", "change"):
            record = named.record(fact)
            if record.secret:
                newest.append(record)
    return Summary(counted, tuple(newest), failed)


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
    try:
        kept = [(one, vault.replica.commit(one)) for one in vault.state.commits]
    except KeysteadError as error:
        return Proof(0, broken=error.message)
    return prove(vault, kept)


def prove(vault: OpenVault, commits: Iterable[tuple[bytes, bytes | None]]) -> Proof:
    """Whether these commits, by id and parents first, are whole, signed by whom they name, and
    follow on each other; None stands for bytes that are not what the id says."""
    gate, checked = Gate(vault.vault_id), 0
    void = len({one.commit for one in vault.state.quarantined})
    purged = vault.state.purged
    for commit_id, raw in commits:
        if raw is None:
            broken = (
                f"Commit {commit_id.hex()[:16]} is not what was signed: its bytes were changed."
            )
            return Proof(checked, commit_id, broken, void)
        commit = parse(raw)
        try:
            gate.admit(commit)
        except KeysteadError as error:
            return Proof(checked, commit_id, f"{_named(vault, commit)}: {error.message}", void)
        lost = _lost(vault, commit)
        if lost - purged(lost):
            broken = f"{_named(vault, commit)}: a part of it is missing or was changed."
            return Proof(checked, commit_id, broken, void)
        checked += 1
    return Proof(checked, quarantined=void)


def _lost(vault: OpenVault, commit: Commit) -> set[bytes]:
    return {
        digest for digest in named_digests(commit.operations) if vault.replica.blob(digest) is None
    }


def _named(vault: OpenVault, commit: Commit) -> str:
    who = vault.state.members().get(commit.author) or commit.author.hex()[:8]
    what = sorted({one.action for one in audit.of_commit(vault, commit)})
    about = f" ({', '.join(what)})" if what else ""
    return f"Commit {commit.id.hex()[:16]}, by {who}, {instant(commit.time)}{about}"
