"""Requests about policies of rotation: list, set a class, put and remove own ones."""

from collections.abc import Callable

from msgspec import structs

from keystead.core import durations
from keystead.core.model import Risk
from keystead.core.policies import Rule, parse_leads
from keystead.errors import UsageProblem
from keystead.services import policies
from keystead.services.owner import Owner
from keystead.services.requests.drafts import DEFAULT, NEVER, choice
from keystead.services.requests.params import JsonObject, Params, flag, optional_text, text


def list_policies(owner: Owner, _params: Params) -> JsonObject:
    """``classes``: what each risk class comes to, for the vault and each environment;
    ``own``: the vault's own policies with how many keys follow them."""
    return {
        "classes": [
            {
                "environment": line.environment or None,
                "risk": line.risk.value,
                **_view(line.holds),
                "set_here": not line.rule.is_empty,
            }
            for line in policies.lines(owner.vault)
        ],
        "own": [
            {"name": name, **_view(rule), "keys": keys}
            for name, (rule, keys) in policies.own(owner.vault).items()
        ],
    }


def set_class(owner: Owner, params: Params) -> JsonObject:
    """What the class ``risk`` comes to in ``env``, or the whole vault; ``default`` gives a
    field back, what is not named is kept."""
    risk = choice(Risk, text(params, "risk"), "A risk class")
    environment = optional_text(params, "env") or ""
    rule = _edited(policies.class_rule(owner.vault, risk, environment), params)
    policies.set_class(owner.vault, risk, rule, environment)
    return list_policies(owner, params)


def put(owner: Owner, params: Params) -> JsonObject:
    """An own policy ``name``, new or changed as ``set_class`` does."""
    name = text(params, "name")
    before = owner.vault.state.policies().own.get(name, Rule())
    policies.put(owner.vault, name, _edited(before, params))
    return list_policies(owner, params)


def remove(owner: Owner, params: Params) -> JsonObject:
    """Take the own policy ``name`` away; ``force`` also where keys follow it."""
    keys = policies.remove(owner.vault, text(params, "name"), flag(params, "force"))
    return {**list_policies(owner, params), "keys": keys}


def _edited(rule: Rule, params: Params) -> Rule:
    """Raises UsageProblem where nothing is said: that would look like a change."""
    said = {name: found for name in _FIELDS if (found := optional_text(params, name))}
    if not said:
        raise UsageProblem(
            "Say what to change: --every, --overlap or --leads; 'default' gives one back."
        )
    return structs.replace(
        rule,
        **{name: None if word == DEFAULT else _FIELDS[name](word) for name, word in said.items()},
    )


_FIELDS: dict[str, Callable[[str], object]] = {
    "every": lambda word: 0 if word == NEVER else durations.parse_days(word),
    "overlap": durations.parse_span,
    "leads": parse_leads,
}


def _view(rule: Rule) -> JsonObject:
    return {
        "rotate_every": rule.every,
        "overlap": rule.overlap,
        "leads": None if rule.leads is None else list(rule.leads),
    }
