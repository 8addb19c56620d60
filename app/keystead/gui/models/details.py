"""The fields of a key as the detail pane lists them; what is empty is left out."""

from dataclasses import dataclass

from keystead.core import dates, durations, policy
from keystead.core.model import Access, Decision, Kind, Restrictions, Risk, Secret
from keystead.core.reminders import rotation_day
from keystead.gui.models.moments import moment_in_words

KIND_WORDS = {
    Kind.API_KEY: "API key",
    Kind.TOKEN: "Token",
    Kind.JWT: "JWT",
    Kind.OAUTH_CLIENT: "OAuth client",
    Kind.KEY_PAIR: "Key pair",
    Kind.PASSWORD: "Password",
    Kind.CERTIFICATE: "Certificate",
    Kind.CONNECTION_STRING: "Connection string",
}
ACCESS_WORDS = {
    Access.READ_ONLY: "Read-only",
    Access.STANDARD: "Standard",
    Access.ADMIN: "Admin",
    Access.TEMPORARY: "Temporary",
}
RISK_WORDS = {Risk.HIGH: "High", Risk.MODERATE: "Moderate", Risk.LOW: "Low"}


REVIEW_WORDS = {
    Decision.KEEP: "keep",
    Decision.ROTATE: "rotate",
    Decision.REVOKE: "revoke",
    Decision.NARROW: "narrow",
}


@dataclass(frozen=True)
class Detail:
    """One line: a label and words; ``mono`` words stand before them, ``remark`` after.

    ``warns`` puts a triangle in front; ``link`` is an address to open; ``full`` is the whole
    text where the words are short for it.
    """

    label: str
    words: str
    mono: str = ""
    remark: str = ""
    warns: bool = False
    link: str = ""
    full: str = ""


_PLAIN = 330
"""Days ahead up to which a day of the year cannot be taken for another year's."""


def details_of(secret: Secret, now: float) -> list[Detail]:
    """The lines of a Secret at ``now`` (Unix seconds)."""
    lines = [
        _permissions(secret),
        _access(secret),
        _risk(secret),
        Detail("Expires", _expires(secret)),
        Detail("Rotation", _rotation(secret, now)),
        _restrictions(secret.restrictions),
        _kind(secret),
        Detail("Owner", secret.owner),
        Detail("Tags", ", ".join(secret.tags)),
        Detail("Created", moment_in_words(secret.created, now)),
        _reviewed(secret, now),
        Detail("Last used", dates.ago_in_words(secret.last_used, now)),
        _console("Console", secret.rotate_url),
        _console("Revoke at", secret.revoke_url),
    ]
    return [line for line in lines if line.words or line.mono]


def _permissions(secret: Secret) -> Detail:
    if not secret.permissions:
        return Detail("Permissions", "")
    first, *rest = secret.permissions
    more = f"{len(rest)} more" if rest else ""
    return Detail("Permissions", "", first, more, full="\n".join(secret.permissions))


def _access(secret: Secret) -> Detail:
    usual = secret.access is Access.STANDARD
    return Detail("Access", "" if usual else ACCESS_WORDS[secret.access])


def _kind(secret: Secret) -> Detail:
    usual = secret.kind is Kind.API_KEY
    return Detail("Kind", "" if usual else KIND_WORDS[secret.kind])


def _risk(secret: Secret) -> Detail:
    if secret.risk is None:
        return Detail("Risk", "")
    remark = f"overlap {durations.span_in_words(policy.overlap(secret))}"
    return Detail("Risk", RISK_WORDS[secret.risk], remark=remark, warns=secret.risk is Risk.HIGH)


def _expires(secret: Secret) -> str:
    return "never" if secret.expires is None else dates.exact(secret.expires)


def _rotation(secret: Secret, now: float) -> str:
    every = policy.interval(secret)
    due = rotation_day(secret)
    if every is None or due is None:
        return ""
    day, today = dates.exact(due), dates.day_of(now)
    if due.year == today.year or 0 < (due - today).days < _PLAIN:
        day = day.rpartition(" ")[0]
    return f"every {durations.days_in_words(every)}, next {day}"


def _restrictions(held: Restrictions) -> Detail:
    lists = (
        (held.ip_ranges, "IP range", "IP ranges"),
        (held.referrers, "referrer", "referrers"),
        (held.user_agents, "user agent", "user agents"),
        (held.methods, "method", "methods"),
        (held.endpoints, "endpoint", "endpoints"),
    )
    found = [
        f"{len(entries)} {one if len(entries) == 1 else many}"
        for entries, one, many in lists
        if entries
    ]
    found += [f"region {held.region}"] if held.region else []
    found += [text for text in (held.time_window, held.quota) if text]
    full = "\n".join(entry for entries, _, _ in lists for entry in entries)
    return Detail("Restrictions", ", ".join(found), full=full)


def _reviewed(secret: Secret, now: float) -> Detail:
    review = secret.reviewed
    if review is None:
        return Detail("Reviewed", "")
    words = f"{moment_in_words(review.at, now)}: {REVIEW_WORDS[review.decision]}"
    by = f"by {review.by}" if review.by else ""
    return Detail("Reviewed", words, full="\n".join(filter(None, (words, by, review.note))))


def _console(label: str, url: str) -> Detail:
    host = url.partition("://")[2].partition("/")[0]
    return Detail(label, host, link=url, full=url)
