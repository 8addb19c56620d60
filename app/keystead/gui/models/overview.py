"""What the Overview shows, ready made by the worker: days ahead, findings, ages, activity."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from keystead.core import reminders
from keystead.core.dates import day_from_ordinal, exact
from keystead.core.health import Finding, Severity
from keystead.core.model import Secret
from keystead.core.reminders import DueKind, Tone
from keystead.gui.models.moments import moment_in_words
from keystead.gui.models.snapshot import nearest_first
from keystead.services import audit, health
from keystead.services.audit import Summary
from keystead.services.owner import Owner

ACTIVITY_DAYS = 30
_RECENT = 6
MOST_ENDS = 300
"""Marks that are drawn; the nearest ones."""
_EPOCH = date(1970, 1, 1).toordinal()
_WORDS = {
    "add": "Added", "copy": "Copied", "edit": "Edited", "export": "Exported", "inject": "Injected",
    "purge": "Erased", "reveal": "Looked at", "revoke": "Revoked", "review": "Reviewed",
    "rotate": "New value of", "rotation-step": "Rotating", "run": "Used", "trash": "Removed",
    "untrash": "Restored",
}  # fmt: skip
_ICONS = {
    "add": "plus", "copy": "copy", "edit": "edit", "export": "export", "reveal": "eye",
    "revoke": "revoked", "rotate": "rotate", "rotation-step": "rotate", "run": "terminal",
    "trash": "trash", "untrash": "undo",
}  # fmt: skip


@dataclass(frozen=True)
class End:
    """One mark of the days ahead; ``days`` from today, negative when overdue."""

    secret_id: bytes
    name: str
    environment: str
    expires: bool
    days: int
    words: str


@dataclass(frozen=True)
class Happened:
    """A line of the recent activity."""

    icon: str
    words: str
    name: str
    when: str


@dataclass(frozen=True)
class Overview:
    """``environments``: name and colour, in order; ``more_ends``: how many are not among
    ``ends``; ``tones``: environment → fresh, last third,
    overdue; ``activity``: (day in words, uses, changes), the oldest first."""

    day: str
    environments: tuple[tuple[str, str], ...]
    ends: tuple[End, ...]
    more_ends: int
    findings: tuple[Finding, ...]
    counts: dict[Severity, int]
    tones: dict[str, tuple[int, int, int]]
    activity: tuple[tuple[str, int, int], ...]
    recent: tuple[Happened, ...]
    failed: str
    today: date


def look(owner: Owner, lead_days: int) -> Overview:
    """Everything, on the worker."""
    vault, now = owner.vault, owner.vault.clock.now()
    found, told = health.report(vault, lead_days), audit.summary(vault, ACTIVITY_DAYS, _RECENT)
    today = reminders.moment(now).today
    return Overview(
        exact(day_from_ordinal(today)),
        tuple((one.name, one.colour) for one in nearest_first(tuple(vault.environments()))),
        tuple(
            End(
                one.secret_id,
                one.name,
                one.environment,
                one.kind is DueKind.EXPIRES,
                one.days,
                _end_words(one.kind, one.days, one.on),
            )
            for one in found.ahead[:MOST_ENDS]
        ),
        max(0, len(found.ahead) - MOST_ENDS),
        found.findings,
        found.counts,
        _tones(vault.secrets(), now),
        _activity(told),
        _recent(told, now),
        _failed(told),
        day_from_ordinal(today),
    )


def _end_words(kind: DueKind, days: int, on: date) -> str:
    what = "expires" if kind is DueKind.EXPIRES else "is to be rotated"
    if days < 0:
        past = "expired" if kind is DueKind.EXPIRES else "was to be rotated"
        return f"{past} on {exact(on)}"
    return f"{what} on {exact(on)}"


def _tones(secrets: list[Secret], now: float) -> dict[str, tuple[int, int, int]]:
    counted: Counter[tuple[str, Tone]] = Counter()
    names: dict[str, None] = {}
    for one in secrets:
        if one.trashed is None and one.current is not None:
            counted[one.environment, reminders.standing(one, now).tone] += 1
            names[one.environment] = None
    return {
        name: (counted[name, Tone.FRESH], counted[name, Tone.LATE], counted[name, Tone.OVERDUE])
        for name in names
    }


def _activity(told: Summary) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (exact(day_from_ordinal(day + _EPOCH)), counts.get("use", 0), counts.get("change", 0))
        for day, counts in sorted(told.days.items())
    )


def _recent(told: Summary, now: float) -> tuple[Happened, ...]:
    return tuple(
        Happened(
            _ICONS.get(one.fact.action, "info"),
            _WORDS.get(one.fact.action, one.fact.action),
            one.secret,
            moment_in_words(one.fact.time, now),
        )
        for one in told.recent
    )


def _failed(told: Summary) -> str:
    if not told.failed:
        return ""
    tries = "1 failed attempt" if told.failed == 1 else f"{told.failed} failed attempts"
    return f"{tries} in 30 days"
