"""A team's own rules of rotation: named policies, and what risk classes come to.

The most specific word wins, field by field: the Secret's own, its named policy, the class in
its environment, the class in the whole vault, the class as it comes (core.policy).
"""

import re
from collections.abc import Iterable, Mapping
from operator import is_
from typing import Final, TypeVar

import msgspec
from msgspec import structs
from msgspec.structs import replace

from keystead.core.durations import DAY, MAX_DAYS, days_in_words, span_in_words
from keystead.core.errors import BadDuration, BadName
from keystead.core.model import Held, Risk, Secret

MAX_POLICIES: Final = 100
MAX_LEADS: Final = 8
MAX_LEAD_DAYS: Final = 365
MAX_OVERLAP: Final = 366 * DAY
RESERVED: Final = frozenset({*Risk, "none", "default"})
"""What a new policy cannot be named; one that has such a name keeps it."""

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

    def changed(self, shown: "Rule", typed: "Rule") -> "Rule":
        """This rule with what was typed over what was shown; the other fields are kept."""
        fields = {
            name: value
            for name, value in structs.asdict(typed).items()
            if value != getattr(shown, name)
        }
        return replace(self, **fields)


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
            environment = f"environment {secret.environment}"
            for place, words in ((secret.environment_id, environment), (b"", "the vault")):
                rule = self.classes.get(place, {}).get(secret.risk)
                if rule is not None:
                    rules.append((words, rule))
        if not rules:
            return None
        every, often = _first((rule.every, words) for words, rule in rules)
        overlap, beside = _first((rule.overlap, words) for words, rule in rules)
        leads, before = _first((rule.leads, words) for words, rule in rules)
        return Held(every, overlap, leads, (often, beside, before))

    def apply(self, secrets: Iterable[Secret]) -> list[Secret]:
        """The Secrets with what they come to; what is alike for many is found once."""
        found: dict[tuple[bytes, str, Risk | None, str], Held | None] = {}
        done = []
        for secret in secrets:
            if secret.risk is None and not secret.policy:
                done.append(secret)
                continue
            key = secret.environment_id, secret.environment, secret.risk, secret.policy
            if key not in found:
                found[key] = self.held(secret)
            held = found[key]
            done.append(secret if held is None else replace(secret, held=held))
        return done

    def applied(self, secret: Secret) -> Secret:
        """One Secret with what they come to."""
        return self.apply([secret])[0]


class AppliedRows:
    """What a list of Secrets came to the last time: a row that is the same object at the same
    place as then is not made again, which spares nearly every row of every list."""

    def __init__(self) -> None:
        self._policies = Policies()
        self._given: list[Secret] = []
        self._applied: list[Secret] = []

    def apply(self, policies: Policies, secrets: list[Secret]) -> list[Secret]:
        """As ``policies.apply``, in a list of the caller's own."""
        if policies.is_empty:
            self._policies, self._given, self._applied = policies, [], []
            return secrets
        if policies != self._policies:
            self._policies, self._given, self._applied = policies, [], []
        before, count = self._given, len(self._given)
        if count != len(secrets) or not all(map(is_, before, secrets)):
            stale = [
                place
                for place, row in enumerate(secrets)
                if place >= count or row is not before[place]
            ]
            applied = self._applied[: len(secrets)] + secrets[count:]
            for place, row in zip(
                stale, policies.apply(secrets[one] for one in stale), strict=True
            ):
                applied[place] = row
            self._given, self._applied = secrets.copy(), applied
        return self._applied.copy()


T = TypeVar("T")


def _first(said: Iterable[tuple[T | None, str]]) -> tuple[T | None, str]:
    """The first that is said, with its words."""
    return next(((one, words) for one, words in said if one is not None), (None, ""))


def is_policy_name(text: str) -> bool:
    """Whether a policy can have this name."""
    return _NAME.fullmatch(text) is not None


def check_policy_name(text: str) -> str:
    """A policy's name: lower case, digits, inner dashes, 1 to 40.  Raises BadName."""
    if not is_policy_name(text):
        raise BadName(
            "A policy's name has lower-case letters, digits and dashes between them, at most 40, "
            "as in pci or short-lived.",
            field="policy",
        )
    return text


def check_new_name(text: str) -> str:
    """The name of a policy that is to be made: none that says something else already.  Raises
    BadName."""
    if check_policy_name(text) in RESERVED:
        raise BadName(
            f"A policy cannot be named {text}: that means a risk class, or no policy at all.",
            field="policy",
        )
    return text


def check_spacing(rule: Rule) -> None:
    """BadDuration where the overlap is longer than the time between two rotations: every old
    value would still be valid when the next one comes."""
    if rule.every and rule.overlap is not None and rule.overlap > rule.every * DAY:
        raise BadDuration(
            f"An overlap of {span_in_words(rule.overlap)} is longer than the "
            f"{days_in_words(rule.every)} between two rotations. Nothing was changed; set a "
            "shorter overlap with it, or rotate less often."
        )


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
