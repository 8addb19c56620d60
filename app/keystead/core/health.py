"""What is wrong with keys, how much it matters, and what to do next.

Everything follows from what lists show and a few facts from outside; no value is decrypted.
Rules are small functions; each finding names one key.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from keystead.core.dates import ordinal
from keystead.core.model import Access, Place, Risk, Secret, Stage, Version
from keystead.core.places import all_places, is_behind
from keystead.core.policy import interval
from keystead.core.reminders import HOPELESS_BITS, Moment, rotation_ordinal

DAY = 86_400
WEAK_BITS = 64
"""Below this a value is within reach of whoever can try without limit."""
UNUSED_DAYS = 90
NEW_DAYS = 30
"""A key so young need not have been used yet."""
MANY_VERSIONS = 20
LATE_DAYS = 30
HALFWAY_DAYS = 7
_NO_DAY = 10_000_000


class Severity(StrEnum):
    """In order: what to see to now, soon, and some day."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTE = "note"


class Next(StrEnum):
    """What a finding asks for; the window has a button for it."""

    ROTATE = "rotate"
    REVOKE = "revoke"
    EDIT = "edit"
    EXPORT = "export"
    OPEN = "open"


class Finding(msgspec.Struct, frozen=True, gc=False):
    """``kind``: a stable word; ``words``: what is found, ``step``: what to do, for people."""

    kind: str
    severity: Severity
    secret_id: bytes
    name: str
    environment: str
    words: str
    step: str
    next: Next


@dataclass(frozen=True)
class Facts:
    """What is known from outside.  ``host``: this computer; ``gone``, ``exposed``: paths of
    files here that are not there any more, or that git would take in; ``readers``: how many
    members read an environment, by its id, of ``members`` in all; ``policies``: the names;
    ``issuers``: services that alone make their keys, case-folded."""

    host: str = ""
    gone: Set[str] = frozenset()
    exposed: Set[str] = frozenset()
    readers: Mapping[bytes, int] = field(default_factory=dict)
    members: int = 1
    policies: Set[str] = frozenset()
    issuers: Set[str] = frozenset()


@dataclass(frozen=True)
class Context:
    """A vault at one moment, prepared once for all rules."""

    at: Moment
    facts: Facts
    alike: Mapping[bytes, tuple[Secret, ...]]
    revoked: Set[bytes]
    environments_at: Mapping[tuple[str, str], Set[str]]
    names: Set[str]


Said = tuple[str, Severity, str, str, Next]
Rule = Callable[[Secret, Context], Iterator[Said]]


def findings(secrets: Iterable[Secret], at: Moment, facts: Facts) -> list[Finding]:
    """Everything that is found: the worst first, then what has the nearest day, then by
    environment and name."""
    live = [one for one in secrets if one.trashed is None]
    context = _context(live, at, facts)
    found = [
        (_day(one, kind),
         Finding(kind, severity, one.id, one.name, one.environment, words, step, then))
        for one in live
        for rule in _rules_for(one)
        for kind, severity, words, step, then in rule(one, context)
    ]  # fmt: skip
    found.sort(key=_order)
    return [one for _, one in found]


def _day(secret: Secret, kind: str) -> int:
    """The day that a finding is about, as an ordinal; what has none comes after those."""
    if kind in ("expired", "expiring") and secret.expires is not None:
        return secret.expires.toordinal()
    due = rotation_ordinal(secret) if kind == "rotation-overdue" else None
    return _NO_DAY if due is None else due


def _context(live: list[Secret], at: Moment, facts: Facts) -> Context:
    alike: dict[bytes, list[Secret]] = defaultdict(list)
    revoked: set[bytes] = set()
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in live:
        for version in one.versions:
            if version.fingerprint and version.stage is Stage.CURRENT:
                alike[version.fingerprint].append(one)
            elif version.fingerprint and version.stage is Stage.REVOKED:
                revoked.add(version.fingerprint)
        for place in one.used_in:
            shared[place.host, place.where].add(one.environment)
    doubled = {key: tuple(found) for key, found in alike.items() if len(found) > 1}
    return Context(at, facts, doubled, revoked, shared, {one.environment for one in live})


def _order(found: tuple[int, Finding]) -> tuple[int, int, str, str, str]:
    day, one = found
    return _RANK[one.severity], day, one.environment, one.name, one.kind


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def counts(found: Iterable[Finding]) -> dict[Severity, int]:
    """How many of each severity."""
    counted = Counter(one.severity for one in found)
    return {severity: counted[severity] for severity in Severity}


# Rules -------------------------------------------------------------------------------------


def _is_revoked(secret: Secret) -> bool:
    return secret.current is None and any(one.stage is Stage.REVOKED for one in secret.versions)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _expiry(secret: Secret, context: Context) -> Iterator[Said]:
    if secret.expires is None:
        if interval(secret) is None:
            step = "Give it an expiry, a risk or a policy, so that somebody is reminded."
            yield "no-policy", Severity.NOTE, "No expiry and no rotation", step, Next.EDIT
        return
    left = secret.expires.toordinal() - context.at.today
    if left < 0:
        step = "Rotate it, or correct the day."
        yield "expired", Severity.CRITICAL, f"Expired {_days(-left)} ago", step, Next.ROTATE
    elif left <= context.at.lead:
        when = "Expires today" if left == 0 else f"Expires in {_days(left)}"
        yield "expiring", Severity.WARNING, when, "Rotate it before that.", Next.ROTATE


def _rotation(secret: Secret, context: Context) -> Iterator[Said]:
    due = rotation_ordinal(secret)
    if due is None or due > context.at.today:
        return
    late = context.at.today - due
    critical = late > LATE_DAYS or (secret.risk is Risk.HIGH and late > 0)
    severity = Severity.CRITICAL if critical else Severity.WARNING
    words = "Rotation is due today" if late == 0 else f"Rotation is {_days(late)} overdue"
    yield "rotation-overdue", severity, words, "Rotate it.", Next.ROTATE


def _strength(secret: Secret, context: Context) -> Iterator[Said]:
    current = secret.current
    if current is None:
        return
    if 0 < current.bits < WEAK_BITS:
        severity = Severity.CRITICAL if current.bits < HOPELESS_BITS else Severity.WARNING
        words = f"Weak: {current.bits} bits at most"
        yield "weak", severity, words, _stronger(secret, context), Next.ROTATE
    if current.malformed:
        step = "Copy it anew from the issuer; it may be shortened."
        yield "malformed", Severity.WARNING, "Not of its issuer's form", step, Next.EDIT
    yield from _same_value(secret, current, context)


def _stronger(secret: Secret, context: Context) -> str:
    """Where a better value comes from: what an issuer gives out, only it can make."""
    known = secret.service.casefold() in context.facts.issuers
    if not known and not secret.rotate_url:
        return "Give it a generated value of 256 bits."
    return f"Rotate it at {secret.service or 'its issuer'}, which makes a new value."


def _same_value(secret: Secret, current: Version, context: Context) -> Iterator[Said]:
    if current.fingerprint in context.revoked:
        step = "Whoever had it then has it now. Rotate it."
        yield "revoked-value", Severity.CRITICAL, "Its value was revoked", step, Next.ROTATE
    others = [one for one in context.alike.get(current.fingerprint, ()) if one.id != secret.id]
    if not others:
        return
    where = ", ".join(sorted({f"{one.environment}/{one.name}" for one in others})[:3])
    across = any(one.environment != secret.environment for one in others)
    words = f"The same value as {where}"
    step = "Give each environment a key of its own." if across else "Keep one of them."
    severity = Severity.WARNING if across else Severity.NOTE
    yield "same-value", severity, words, step, Next.ROTATE if across else Next.OPEN


def _rights(secret: Secret, context: Context) -> Iterator[Said]:
    if secret.access is Access.ADMIN:
        step = "Narrow it at its issuer to what is needed."
        yield "admin", Severity.NOTE, "It may do everything at its issuer", step, Next.EDIT
    members = context.facts.members
    readers = context.facts.readers.get(secret.environment_id, 0)
    if secret.risk is Risk.HIGH and members > 1 and readers >= members:
        words = f"High risk, and all {members} members can read it"
        step = "Take readers out of its environment who do not need it."
        yield "readable-by-all", Severity.NOTE, words, step, Next.OPEN


def _use(secret: Secret, context: Context) -> Iterator[Said]:
    age = context.at.today - ordinal(secret.created)
    if secret.last_used is None:
        if age >= NEW_DAYS:
            step = "Revoke it if nobody needs it."
            yield "never-used", Severity.NOTE, "Never used from here", step, Next.REVOKE
        return
    idle = context.at.today - ordinal(secret.last_used)
    if idle >= UNUSED_DAYS:
        step = "Revoke it if nobody needs it."
        yield "unused", Severity.NOTE, f"Not used for {_days(idle)}", step, Next.REVOKE


def _places(secret: Secret, context: Context) -> Iterator[Said]:
    facts = context.facts
    for place in all_places(secret):
        here = place.host == facts.host
        if here and place.where in facts.gone:
            step = "Forget the place, or export again."
            yield "gone-place", Severity.NOTE, f"{place.where} is gone", step, Next.OPEN
            continue
        if here and place.where in facts.exposed:
            words = f"git does not ignore {place.where}"
            step = "Add it to .gitignore before it is committed."
            yield "not-ignored", Severity.WARNING, words, step, Next.EXPORT
        if place.kind == "file" and is_behind(place, secret):
            words = f"v{place.version} was the last put into {place.where}"
            yield "old-value", Severity.WARNING, words, "Export again.", Next.EXPORT
        yield from _other_environment(secret, place, context)


def _other_environment(secret: Secret, place: Place, context: Context) -> Iterator[Said]:
    """A file that holds values of another environment, or is named for one."""
    name = place.where.rpartition("/")[2].lower().split(".")
    named = {word for word in name if word in context.names} - {secret.environment}
    beside = set(context.environments_at.get((place.host, place.where), ()))
    others = named or beside - {secret.environment}
    if others and place.kind == "file":
        words = f"Put beside {', '.join(sorted(others))} in {place.where}"
        step = "Keep environments in files of their own."
        yield "other-environment", Severity.WARNING, words, step, Next.OPEN


def _history(secret: Secret, context: Context) -> Iterator[Said]:
    kept = sum(not one.purged for one in secret.versions)
    if kept > MANY_VERSIONS:
        step = "Erase old ones for good where nobody needs them."
        yield "many-versions", Severity.NOTE, f"{kept} versions are kept", step, Next.OPEN
    ended = [
        one
        for one in secret.versions
        if one.stage is Stage.PREVIOUS
        and one.overlap_until is not None
        and one.overlap_until <= context.at.now
    ]
    if ended:
        step = "Retire the old value, and revoke it at the issuer."
        yield "overlap-over", Severity.WARNING, "The overlap has ended", step, Next.ROTATE
    begun = secret.renewal.started if secret.renewal is not None else None
    waits = any(one.stage is Stage.PENDING for one in secret.versions)
    if waits and begun is not None and context.at.now - begun > HALFWAY_DAYS * DAY:
        words = f"A rotation begun {_days((context.at.now - begun) // DAY)} ago is not done"
        yield "halfway", Severity.WARNING, words, "Finish it, or take it back.", Next.ROTATE


def _bookkeeping(secret: Secret, context: Context) -> Iterator[Said]:
    if secret.conflicts:
        words = f"Two edits met in {', '.join(secret.conflicts)}"
        yield "conflict", Severity.WARNING, words, "Choose which holds.", Next.OPEN
    if secret.policy and secret.policy not in context.facts.policies:
        words = f"Its policy {secret.policy} is no more"
        yield "no-such-policy", Severity.WARNING, words, "Choose another.", Next.EDIT


def _incidents(secret: Secret, _context: Context) -> Iterator[Said]:
    for one in secret.incidents:
        left = sum(not task.at for task in one.tasks)
        if not one.closed:
            tasks = "1 task is open" if left == 1 else f"{left} tasks are open"
            words = f"An incident is open, {tasks}"
            step = "See to what is left, then close it."
            yield "incident", Severity.CRITICAL, words, step, Next.OPEN


_LIVE: tuple[Rule, ...] = (
    _expiry, _rotation, _strength, _rights, _use, _places, _history, _bookkeeping, _incidents,
)  # fmt: skip
_REVOKED: tuple[Rule, ...] = (_bookkeeping, _incidents)


def _rules_for(secret: Secret) -> tuple[Rule, ...]:
    """A revoked key neither expires nor is used any more."""
    return _REVOKED if _is_revoked(secret) else _LIVE
