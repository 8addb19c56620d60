"""The fields of a Secret as commands send them: texts, checked and parsed here."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from msgspec import structs

from keystead.core import durations
from keystead.core.dates import parse_day
from keystead.core.drafts import SecretDraft
from keystead.core.errors import BadText
from keystead.core.model import Access, Kind, Restrictions, Risk
from keystead.core.policies import parse_leads
from keystead.core.recipes import Algorithm, Format, Recipe, Writing
from keystead.core.secret_types import SecretText
from keystead.errors import UsageProblem
from keystead.services.generating import Made, make
from keystead.services.requests.params import (
    JsonObject,
    Params,
    flag,
    mapping,
    optional_number,
    optional_text,
    secret,
    text,
    texts,
)

Member = TypeVar("Member", bound=StrEnum)

NEVER = "never"
NONE = "none"
DEFAULT = "default"
"""What gives an interval, an overlap or a risk class back to its default."""

_TEXTS = ("name", "service", "description", "owner", "rotate_url", "revoke_url", "notes")
_LIMIT_LISTS = ("ip_ranges", "referrers", "user_agents", "methods", "endpoints")
_LIMIT_TEXTS = ("time_window", "region", "quota")


def fields_of(params: Params, before: Restrictions = Restrictions()) -> JsonObject:  # noqa: B008
    """The fields that the request names, parsed; what it does not name is left out.

    ``before``: the restrictions of the Secret being edited, kept where not named.
    Raises BadDate, BadDuration, BadText, UsageProblem.
    """
    given = mapping(params, "fields")
    unknown = set(given) - set(_PARSERS) - set(_LIMIT_LISTS) - set(_LIMIT_TEXTS)
    if unknown:
        raise UsageProblem(f"There is no field named {sorted(unknown)[0]}.")
    found = {name: parse(given, name) for name, parse in _PARSERS.items() if name in given}
    limits = {name: texts(given, name) for name in _LIMIT_LISTS if name in given}
    plain = {name: text(given, name) for name in _LIMIT_TEXTS if name in given}
    if limits or plain:
        found["restrictions"] = _restrictions(before, limits, plain)
    return found


def draft_of(params: Params, environment: str) -> SecretDraft:
    """A new Secret's fields; see ``fields_of``."""
    return SecretDraft(**{**fields_of(params), "environment": environment})


def value_of(params: Params, now: float = 0.0) -> tuple[SecretText | None, Made | None]:
    """The value that the request brings, and how it was made where that was here.

    Raises TooWeak or BadValue for a generator that was asked for too little.
    """
    if params.get("generate") is not None:
        made = generated(mapping(params, "generate"), now)
        return made.value, made
    if params.get("value") is not None:
        return secret(params, "value"), None
    return None, None


def generated(params: Params, now: float = 0.0) -> Made:
    """A new value: the fields of a Recipe, and ``key`` to sign a JWT with."""
    key = secret(params, "key") if params.get("key") is not None else None
    return make(recipe_of(params), now, key)


def recipe_of(params: Params) -> Recipe:
    """The recipe that the fields of a request make; UsageProblem for one of another type."""
    algorithm = optional_text(params, "algorithm")
    return Recipe(
        form=choice(Format, optional_text(params, "format") or Format.BASE64URL, "A format"),
        bits=optional_number(params, "bits"),
        length=optional_number(params, "length"),
        symbols=optional_text(params, "symbols") or "",
        readable=flag(params, "readable"),
        prefix=optional_text(params, "prefix") or "",
        algorithm=choice(Algorithm, algorithm, "An algorithm") if algorithm else None,
        claims=optional_text(params, "claims") or "",
        expires_in=optional_number(params, "expires_in"),
        writing=choice(Writing, optional_text(params, "writing") or Writing.PEM, "A writing"),
        allow_weak=flag(params, "allow_weak"),
    )


def choice(kind: type[Member], found: str, what: str) -> Member:
    """The member with that text; BadText that names all of them."""
    try:
        return kind(found)
    except ValueError:
        names = ", ".join(one.value for one in kind)
        raise BadText(f"{what} is one of: {names}.") from None


def _kind(given: Params, name: str) -> Kind:
    return choice(Kind, text(given, name), "A kind")


def _access(given: Params, name: str) -> Access:
    return choice(Access, text(given, name), "An access level")


def _risk(given: Params, name: str) -> Risk | None:
    found = text(given, name)
    return None if found in ("", "none") else choice(Risk, found, "A risk class")


def _expires(given: Params, name: str) -> date | None:
    return expiry(text(given, name))


def expiry(said: str) -> date | None:
    """A day, or None for ``never``; BadDate."""
    return None if said in ("", NEVER) else parse_day(said)


def _rotate_every(given: Params, name: str) -> int | None:
    found = text(given, name)
    if found in ("", DEFAULT):
        return None
    return 0 if found == NEVER else durations.parse_days(found)


def _overlap(given: Params, name: str) -> int | None:
    found = text(given, name)
    return None if found in ("", DEFAULT) else durations.parse_span(found)


def _policy(given: Params, name: str) -> str:
    found = text(given, name)
    return "" if found == NONE else found


def _leads(given: Params, name: str) -> tuple[int, ...] | None:
    found = text(given, name)
    return None if found == DEFAULT else parse_leads(found)


def _restrictions(
    before: Restrictions, lists: dict[str, tuple[str, ...]], plain: dict[str, str]
) -> Restrictions:
    return structs.replace(before, **lists, **plain)


_PARSERS: dict[str, Callable[[Params, str], object]] = {
    **dict.fromkeys(_TEXTS, text),
    "kind": _kind,
    "access": _access,
    "risk": _risk,
    "expires": _expires,
    "rotate_every": _rotate_every,
    "overlap": _overlap,
    "permissions": texts,
    "tags": texts,
    "policy": _policy,
    "leads": _leads,
}
