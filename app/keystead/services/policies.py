"""The vault's policies of rotation: see, set, remove; they hold for every member."""

from collections.abc import Mapping
from dataclasses import dataclass

from keystead.core.model import Environment, Risk, Secret
from keystead.core.policies import (
    MAX_POLICIES,
    Policies,
    Rule,
    check_new_name,
    check_rule,
    check_spacing,
)
from keystead.core.policy import default_rotation
from keystead.errors import Refused, UsageProblem
from keystead.services import environments
from keystead.vault import policy_fields
from keystead.vault.bodies import ObjectKind, Write
from keystead.vault.cbor import Cbor
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import NoSuchObject
from keystead.vault.fields import ID
from keystead.vault.object_fields import CLASSES, POLICIES
from keystead.vault.secret_fields import ALIVE, LIFE
from keystead.vault.session import OpenVault
from keystead.vault.writer import BodyChange


@dataclass(frozen=True)
class ClassLine:
    """What a risk class comes to in a place: ``rule`` what is said there, ``holds`` in the end.

    ``environment`` '' for the whole vault."""

    environment: str
    risk: Risk
    rule: Rule
    holds: Rule


def lines(vault: OpenVault) -> list[ClassLine]:
    """Every risk class, for the whole vault first, then for each environment."""
    known = vault.state.policies()
    places = [("", b""), *((item.name, item.id) for item in vault.environments())]
    return [
        ClassLine(name, risk, _rule(known, place, risk), _holds(known, place, risk))
        for name, place in places
        for risk in Risk
    ]


def class_rule(vault: OpenVault, risk: Risk, environment: str = "") -> Rule:
    """What is said of a class in ``environment`` or the whole vault.  Raises NoSuchObject."""
    place = environments.find(vault, environment).id if environment else b""
    return _rule(vault.state.policies(), place, risk)


def _rule(known: Policies, place: bytes, risk: Risk) -> Rule:
    return known.classes.get(place, {}).get(risk, Rule())


def _holds(known: Policies, place: bytes, risk: Risk) -> Rule:
    here, above, built_in = (
        _rule(known, place, risk),
        _rule(known, b"", risk),
        default_rotation(risk),
    )
    return Rule(
        next(one for one in (here.every, above.every, built_in.every, 0) if one is not None),
        next(one for one in (here.overlap, above.overlap, built_in.overlap) if one is not None),
        here.leads or above.leads,
    )


def class_default(known: Policies, place: bytes, risk: Risk) -> Rule:
    """What a risk class comes to in a place where nothing is said there; every field is set
    but the reminders."""
    others = {key: rules for key, rules in known.classes.items() if key != place}
    return _holds(Policies(known.own, others), place, risk)


def own(vault: OpenVault) -> dict[str, tuple[Rule, int]]:
    """The own policies by name, each with the number of live keys that name it."""
    used = [one.policy for one in vault.secrets() if one.policy and one.trashed is None]
    return {
        name: (rule, used.count(name)) for name, rule in sorted(vault.state.policies().own.items())
    }


def set_class(
    vault: OpenVault, risk: Risk, rule: Rule, environment: str = "", shown: Rule | None = None
) -> None:
    """What a risk class comes to, in ``environment`` or the whole vault; an empty rule gives
    it back.  Fields that are as they were ``shown`` stay as they are now.

    Raises BadDuration, also where the overlap would come to more than the interval, and
    NoSuchObject."""
    place = environments.find(vault, environment) if environment else None
    if shown is not None:
        rule = class_rule(vault, risk, environment).changed(shown, rule)
    rule = check_rule(rule)
    if not rule.is_empty:
        default = class_default(vault.state.policies(), place.id if place else b"", risk)
        check_spacing(default.changed(Rule(), rule))
    _write(vault, place, CLASSES, {risk.value: rule})


def put(vault: OpenVault, name: str, rule: Rule, shown: Rule | None = None) -> None:
    """An own policy of this name, new or in place of the one that has it.  Fields that are as
    they were ``shown`` stay as they are now.

    Raises BadName, BadDuration, UsageProblem for one that says nothing."""
    own = vault.state.policies().own
    if name not in own:
        check_new_name(name)
    if shown is not None and name in own:
        rule = own[name].changed(shown, rule)
    rule = check_rule(rule)
    check_spacing(rule)
    if rule.is_empty:
        raise UsageProblem("Say what the policy asks for: how often, the overlap or reminders.")
    if name not in own and len(own) >= MAX_POLICIES:
        raise Refused(f"{MAX_POLICIES} policies can be kept. Remove one first.")
    _write(vault, None, POLICIES, {name: rule})


def remove(vault: OpenVault, name: str, force: bool = False) -> int:
    """Take an own policy away; how many keys named it.  They follow their risk class then;
    those without one are not due for a rotation any more.

    Raises NoSuchObject, and Refused where keys name it unless ``force``."""
    known = own(vault)
    if name not in known:
        raise NoSuchObject(
            f"There is no policy named {name}."
            + (f" There are: {', '.join(known)}." if known else ""),
            candidates=list(known),
        )
    users = known[name][1]
    if users and not force:
        keys = "1 key follows" if users == 1 else f"{users} keys follow"
        raise Refused(
            f"{keys} the policy {name}. Nothing was changed; with --force it is removed all the "
            f"same, and {_afterwards(vault, name, users)}.",
            keys=users,
        )
    _write(vault, None, POLICIES, {name: Rule()})
    return users


def _afterwards(vault: OpenVault, name: str, users: int) -> str:
    """What becomes of those that name a policy."""
    loose = sum(
        one.policy == name and one.trashed is None and one.risk is None and not one.rotate_every
        for one in vault.secrets()
    )
    if not loose:
        return "they follow their risk class"
    if loose == users:
        return "they are not due for a rotation any more, as they have no risk class"
    have = "one of them, which has none, is"
    if loose > 1:
        have = f"{loose} of them, which have none, are"
    return f"they follow their risk class; {have} not due for a rotation any more"


def check_known(vault: OpenVault, name: str, before: Secret | None = None) -> None:
    """NoSuchObject where no policy has the name; one that the Secret has already stays."""
    if not name or (before is not None and before.policy == name):
        return
    known = vault.state.policies().own
    if name in known:
        return
    raise NoSuchObject(
        f"There is no policy named {name}. keystead policy list shows them.",
        candidates=sorted(known),
    )


def _write(
    vault: OpenVault, place: Environment | None, register: int, changes: Mapping[str, Rule]
) -> None:
    rows = vault.state.rules(register, place.id if place else b"")
    fields: dict[int, Cbor] = {LIFE: ALIVE, register: policy_fields.edited(rows, changes)}
    if place is None:
        body = Write(ObjectKind.VAULT, vault.vault_id[:ID], fields)
    else:
        body = Write(ObjectKind.ENVIRONMENT, place.id, fields)
    vault.write([BodyChange(VAULT_ENVIRONMENT, body)])
