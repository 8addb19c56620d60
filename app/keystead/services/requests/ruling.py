"""Requests about policies of rotation: list, set a class, put and remove own ones."""

from keystead.core import durations
from keystead.core.model import Risk
from keystead.core.policies import Rule, parse_leads
from keystead.services import policies
from keystead.services.owner import Owner
from keystead.services.requests.drafts import NEVER, choice
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
    """What the class ``risk`` comes to in ``env``, or the whole vault; nothing said gives it
    back to the default."""
    risk = choice(Risk, text(params, "risk"), "A risk class")
    policies.set_class(owner.vault, risk, _rule(params), optional_text(params, "env") or "")
    return list_policies(owner, params)


def put(owner: Owner, params: Params) -> JsonObject:
    """An own policy ``name``."""
    policies.put(owner.vault, text(params, "name"), _rule(params))
    return list_policies(owner, params)


def remove(owner: Owner, params: Params) -> JsonObject:
    """Take the own policy ``name`` away; ``force`` also where keys follow it."""
    keys = policies.remove(owner.vault, text(params, "name"), flag(params, "force"))
    return {**list_policies(owner, params), "keys": keys}


def _rule(params: Params) -> Rule:
    every, overlap = optional_text(params, "every"), optional_text(params, "overlap")
    return Rule(
        None if not every else 0 if every == NEVER else durations.parse_days(every),
        None if not overlap else durations.parse_span(overlap),
        parse_leads(optional_text(params, "leads") or ""),
    )


def _view(rule: Rule) -> JsonObject:
    return {
        "rotate_every": rule.every,
        "overlap": rule.overlap,
        "leads": None if rule.leads is None else list(rule.leads),
    }
