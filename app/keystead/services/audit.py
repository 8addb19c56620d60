"""The audit: what happened, with names; filters, search, JSON lines.

Times are the author's own clock, for people.  What readers do is told by their own devices
and so advisory: whoever changes their program can leave it out.  What was changed is signed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from keystead.core.durations import DAY
from keystead.errors import NotFound, Refused
from keystead.services import environments, targets
from keystead.services.audit_words import WORDS
from keystead.services.instants import instant
from keystead.vault import audit
from keystead.vault.audit import Fact
from keystead.vault.host import Host
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
    ``action``: one, or a group of GROUPS; ``words``: each must stand somewhere in it;
    ``about``: ids of Secrets, of which any will do, whatever they are called; ``erased``: those
    of erased ones that were called ``secret``, which have no name any more."""

    since: int | None = None
    until: int | None = None
    secret: str = ""
    member: str = ""
    action: str = ""
    environment: str = ""
    words: str = ""
    about: frozenset[bytes] = frozenset()
    erased: frozenset[bytes] = frozenset()


def records(vault: OpenVault, wanted: Wanted = Wanted()) -> Iterator[Record]:
    """What happened, the newest first."""
    named = Names(vault)
    for fact in audit.facts(vault, wanted.since):
        record = named.record(fact)
        if fits(record, wanted):
            yield record


def check_named(vault: OpenVault, wanted: Wanted) -> None:
    """NotFound where there is no key, member or environment of the name that is asked for, and
    no event either: that of a key that was erased still tells of it."""
    if wanted.environment:
        environments.find(vault, wanted.environment)
    members = {name.casefold() for name in vault.state.members().values()}
    if wanted.member and wanted.member.casefold() not in members:
        raise NotFound(f"There is no member named {wanted.member}.")
    if wanted.secret:
        only = Wanted(secret=wanted.secret, environment=wanted.environment, erased=wanted.erased)
        if next(records(vault, only), None) is None:
            where = f" in {wanted.environment}" if wanted.environment else ""
            raise NotFound(f"There is no key named {wanted.secret}{where}, and no event about one.")


def erased(vault: OpenVault, name: str) -> frozenset[bytes]:
    """Ids of the Secrets of that name that were erased."""
    wanted = name.casefold()
    return frozenset(one.id for one in vault.state.erased() if one.name.casefold() == wanted)


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


def fits(record: Record, wanted: Wanted) -> bool:
    """Whether a record is among those that are wanted; ``since`` is for the walk to tell."""
    fact = record.fact
    if wanted.about and fact.object not in wanted.about:
        return False
    if wanted.until is not None and fact.time >= wanted.until:
        return False
    if wanted.action and fact.action not in GROUPS.get(wanted.action, {wanted.action}):
        return False
    exact = (
        ("" if fact.object in wanted.erased else wanted.secret, record.secret),
        (wanted.member, record.member),
        (wanted.environment, record.environment),
    )
    if any(asked and asked.casefold() != found.casefold() for asked, found in exact):
        return False
    if not wanted.words:
        return True
    text = " ".join(
        (
            fact.action, WORDS.get(fact.action, ""), *(found for _, found in exact),
            fact.where, fact.host, fact.remote, *fact.fields,
        )
    ).casefold()  # fmt: skip
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

    Raises Refused for what is no file, and where one lies at ``path`` unless ``force``;
    FileProblem.
    """
    targets.check(path)
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
