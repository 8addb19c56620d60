"""Requests about health: findings as JSON, and the page of its own."""

from datetime import timedelta

from keystead.core.dates import day_of, exact
from keystead.errors import Refused
from keystead.formats.health_html import page
from keystead.services import environments, health, targets
from keystead.services.health import Report
from keystead.services.owner import Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import JsonObject, Params, flag, optional_text
from keystead.services.requests.reading import lead_days

_AGE_WORDS = ("up to 30 days", "to 90", "to 180", "older")


def look(owner: Owner, params: Params) -> JsonObject:
    """What is found, in ``env`` if given; with ``html`` (absolute path) also as a page, which
    replaces another file only with ``force``; ``page``: with the page in the answer."""
    environment = optional_text(params, "env") or None
    if environment is not None:
        environments.find(owner.vault, environment)
    found = health.report(owner.vault, lead_days(owner), environment)
    answer = health.view(found)
    target = optional_text(params, "html")
    if target is not None:
        path = absolute(target)
        host = owner.vault.host
        targets.check(path)
        if host.exists(path) and not flag(params, "force"):
            raise Refused(
                f"{path} exists already. Nothing was written; --force replaces it.", path=str(path)
            )
        host.write_atomic(path, as_page(owner, found).encode(), 0o600)
        answer["html"] = str(path)
    if flag(params, "page"):
        answer["page"] = as_page(owner, found)
    return answer


def as_page(owner: Owner, found: Report) -> str:
    """The report as one page."""
    today = day_of(found.now)
    weeks = {(today + timedelta(7 * week)).isoformat(): 0 for week in range(13)}
    names = list(weeks)
    for one in found.ahead:
        weeks[names[min(len(names) - 1, max(0, one.days) // 7)]] += 1
    return page(
        owner.vault.name,
        exact(today),
        [
            {
                "severity": one.severity.value,
                "environment": one.environment,
                "name": one.name,
                "found": one.words,
                "step": one.step,
            }
            for one in found.findings
        ],
        list(weeks.items()),
        found.ages,
        _AGE_WORDS,
    )
