"""A team's own rules of rotation: named policies, and what risk classes come to.

The most specific word wins, field by field: the Secret's own, its named policy, the class in
its environment, the class in the whole vault, the class as it comes (core.policy).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from keystead.core.durations import DAY, MAX_DAYS
from keystead.core.errors import BadDuration, BadName
from keystead.core.model import Held, Risk, Secret

MAX_POLICIES: Final = 100
MAX_LEADS: Final = 8
MAX_LEAD_DAYS: Final = 365
MAX_OVERLAP: Final = 366 * DAY

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


class Rule(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """``every``: days, 0 for never; ``overlap``: seconds; ``leads``: days before an end to
    remind, the longest first.  None: nothing is said."""

    every: int | None = None
    overlap: int | None = None
    leads: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return self == Rule()


class Policies(msgspec.Struct, frozen=True):
    """``own`` by name; ``classes`` by environment id (b"" for the whole vault) and risk."""

    own: Mapping[str, Rule] = {}
    classes: Mapping[bytes, Mapping[Risk, Rule]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether there is none, as in most vaults."""
        return not self.own and not any(self.classes.values())

    def held(self, secret: Secret) -> Held | None:
        """What they come to for one Secret; None where they say nothing."""
        named = self.own.get(secret.policy) if secret.policy else None
        rules = [] if named is None else [(f"policy {secret.policy}", named)]
        if secret.risk is not None:
            for place, words in ((secret.environment_id, secret.environment), (b"", "the vault")):
                rule = self.classes.get(place, {}).get(secret.risk)
                if rule is not None:
                    rules.append((f"{secret.risk.value} risk in {words}", rule))
        if not rules:
            return None
        source = next((words for words, rule in rules if rule.every is not None), rules[0][0])
        return Held(
            _first(rule.every for _, rule in rules),
            _first(rule.overlap for _, rule in rules),
            next((rule.leads for _, rule in rules if rule.leads is not None), None),
            source,
        )

    def apply(self, secrets: Iterable[Secret]) -> list[Secret]:
        """The Secrets with what they come to."""
        return [self.applied(secret) for secret in secrets]

    def applied(self, secret: Secret) -> Secret:
        """One Secret with what they come to."""
        held = self.held(secret)
        return secret if held is None else msgspec.structs.replace(secret, held=held)


def _first(said: Iterable[int | None]) -> int | None:
    return next((one for one in said if one is not None), None)


def check_policy_name(text: str) -> str:
    """A policy's name: lower case, digits, inner dashes, 1 to 40.  Raises BadName."""
    if _NAME.fullmatch(text) is None:
        raise BadName(
            "A policy's name has lower-case letters, digits and dashes between them, at most 40, "
            "as in pci or short-lived.",
            field="policy",
        )
    return text


def check_rule(rule: Rule) -> Rule:
    """The rule with every number in its range, leads in order.  Raises BadDuration."""
    if rule.every is not None and not 0 <= rule.every <= MAX_DAYS:
        raise BadDuration(f"Rotation can be set from 1 to {MAX_DAYS} days, or to never.")
    if rule.overlap is not None and not 0 <= rule.overlap <= MAX_OVERLAP:
        raise BadDuration(f"An overlap can last up to {MAX_OVERLAP // DAY} days.")
    return Rule(rule.every, rule.overlap, check_leads(rule.leads))


def check_leads(leads: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Days before an end, the longest first, each once.  Raises BadDuration."""
    if leads is None:
        return None
    if not 1 <= len(leads) <= MAX_LEADS or not all(1 <= one <= MAX_LEAD_DAYS for one in leads):
        raise BadDuration(
            f"Reminders are up to {MAX_LEADS} whole days from 1 to {MAX_LEAD_DAYS}, as in 14,7,1."
        )
    return tuple(sorted(set(leads), reverse=True))


def parse_leads(text: str) -> tuple[int, ...] | None:
    """``14,7,1`` as days; None for an empty text.  Raises BadDuration."""
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if not parts:
        return None
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        raise BadDuration("Reminders are whole days with commas, as in 14,7,1.")
    return check_leads(tuple(int(part) for part in parts))
