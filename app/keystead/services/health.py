"""The health of a vault: what is found, and the days ahead; no value is decrypted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from keystead.core import health, reminders
from keystead.core.health import Facts, Finding, Severity
from keystead.core.model import Secret
from keystead.core.places import all_places, is_file
from keystead.core.reminders import Due
from keystead.services import places, recognition
from keystead.system import computer, git
from keystead.system.git import Exposure
from keystead.vault.session import OpenVault

MAX_FILES = 2_000
"""Files that are looked for; those used last come first."""
MAX_ASKED = 200
"""Files of which git is asked, which takes some milliseconds each."""
AHEAD_DAYS = 90
AGES = (30, 90, 180)
"""Days at which the age of a value falls into the next group."""


@dataclass(frozen=True)
class Report:
    """``findings`` the worst first; ``ahead``: what ends in the next 90 days, the overdue too;
    ``ages``: environment → live keys by age: up to 30, 90, 180 days, and older; ``keys``: how
    many were looked at, ``now`` when (Unix seconds)."""

    now: float
    keys: int
    findings: tuple[Finding, ...]
    ahead: tuple[Due, ...]
    ages: Mapping[str, tuple[int, int, int, int]]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity."""
        return health.counts(self.findings)


def report(vault: OpenVault, lead_days: int, environment: str | None = None) -> Report:
    """What is found in the vault, or one of its environments.

    Files of this computer are looked for, at most MAX_FILES, and git is asked of MAX_ASKED.
    """
    now = vault.clock.now()
    every = vault.secrets()
    found = health.findings(every, reminders.moment(now, lead_days), _facts(vault, every))
    chosen = [one for one in every if environment in (None, one.environment)]
    ahead = reminders.due(chosen, now, AHEAD_DAYS)
    live = [one for one in chosen if one.trashed is None and one.current is not None]
    return Report(
        now,
        len(live),
        tuple(one for one in found if environment in (None, one.environment)),
        tuple(ahead),
        _ages(live, now, [one.name for one in vault.environments()]),
    )


def _facts(vault: OpenVault, secrets: Iterable[Secret]) -> Facts:
    host = computer.name()
    files = _files(secrets, host)
    gone = {path for path in files if places.is_gone(Path(path))}
    there = [path for path in files if path not in gone][:MAX_ASKED]
    rights = vault.state.rights
    return Facts(
        host,
        frozenset(gone),
        frozenset(path for path in there if _is_exposed(Path(path))),
        {one.id: len(rights.readers(one.id)) for one in vault.environments()},
        len(vault.state.members()),
        frozenset(vault.state.policies().own),
        frozenset(one.issuer.service.casefold() for one in recognition.built_in().entries),
    )


def _files(secrets: Iterable[Secret], host: str) -> list[str]:
    """The files of this computer that values were put into, those used last first."""
    last: dict[str, int] = {}
    for secret in secrets:
        if secret.trashed is None:
            for place in all_places(secret):
                if place.host == host and is_file(place):
                    last[place.where] = max(last.get(place.where, 0), place.at)
    return sorted(last, key=lambda path: (-last[path], path))[:MAX_FILES]


def _is_exposed(path: Path) -> bool:
    return git.exposure(path) in (Exposure.EXPOSED, Exposure.TRACKED)


def _ages(
    secrets: Iterable[Secret], now: float, environments: list[str]
) -> dict[str, tuple[int, int, int, int]]:
    counted: Counter[tuple[str, int]] = Counter()
    for secret in secrets:
        since = secret.created if secret.last_rotated is None else secret.last_rotated
        days = max(0, int(now - since) // health.DAY)
        counted[secret.environment, sum(days > limit for limit in AGES)] += 1
    return {
        name: (counted[name, 0], counted[name, 1], counted[name, 2], counted[name, 3])
        for name in environments
    }


def view(found: Report) -> dict[str, object]:
    """The report as JSON; days and counts, never a value."""
    return {
        "keys": found.keys,
        "counts": {severity.value: number for severity, number in found.counts.items()},
        "findings": [
            {
                "kind": one.kind,
                "severity": one.severity.value,
                "environment": one.environment,
                "name": one.name,
                "found": one.words,
                "step": one.step,
                "next": one.next.value,
            }
            for one in found.findings
        ],
        "ages": {name: dict(zip(AGE_NAMES, row, strict=True)) for name, row in found.ages.items()},
    }


AGE_NAMES = ("to_30_days", "to_90_days", "to_180_days", "older")
