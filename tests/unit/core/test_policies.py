"""Which word of rotation holds, from the most specific to the most general."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystead.core import dates, policy, reminders
from keystead.core.errors import BadDuration, BadName
from keystead.core.model import Held, Risk, Secret
from keystead.core.policies import (
    AppliedRows,
    Policies,
    Rule,
    check_leads,
    check_policy_name,
    check_rule,
    parse_leads,
)

PROD, DAY = b"p" * 16, 86_400
SECRET = Secret(b"s" * 16, "A", "prod", PROD, 0, risk=Risk.HIGH)
numbers = st.one_of(st.none(), st.integers(0, 400))
rules = st.builds(Rule, numbers, numbers, st.one_of(st.none(), st.just((30, 7))))


def applied(policies: Policies, secret: Secret = SECRET) -> Secret:
    return policies.applied(secret)


def test_without_policies_the_class_holds():
    assert applied(Policies()) is SECRET
    assert policy.interval(SECRET) == 30
    assert policy.sources(SECRET) == ("high risk", "high risk", "settings")
    assert Policies().is_empty
    assert Policies({}, {PROD: {}}).is_empty
    assert not Policies({"pci": Rule(1)}).is_empty


@given(rules, rules, rules, rules)
def test_the_most_specific_word_wins_field_by_field(own: Rule, named: Rule, here: Rule, all_: Rule):
    policies = Policies({"pci": named}, {PROD: {Risk.HIGH: here}, b"": {Risk.HIGH: all_}})
    secret = replace(
        SECRET, policy="pci", rotate_every=own.every, overlap=own.overlap, leads=own.leads
    )
    found = applied(policies, secret)
    order = (own, named, here, all_)
    every = next((one.every for one in order if one.every is not None), 30)
    assert policy.interval(found) == (every or None)
    overlap = next((one.overlap for one in order if one.overlap is not None), DAY)
    assert policy.overlap(found) == overlap
    before = next((one.leads for one in order if one.leads is not None), None)
    assert policy.leads(found) == before


def test_where_the_interval_comes_from_is_said():
    rule = {Risk.HIGH: Rule(14)}
    here = policy.sources(applied(Policies({}, {PROD: rule})))
    assert here == ("environment prod", "high risk", "settings")
    assert policy.sources(applied(Policies({}, {b"": rule}))).every == "the vault"
    named = replace(SECRET, policy="pci")
    both = Policies({"pci": Rule(7)}, {PROD: rule})
    assert policy.sources(applied(both, named)).every == "policy pci"
    late = Policies({"pci": Rule(overlap=5, leads=(3,))}, {PROD: rule})
    assert policy.sources(applied(late, named)) == ("environment prod", "policy pci", "policy pci")
    own = replace(applied(late, named), rotate_every=1, overlap=2, leads=(3,))
    assert policy.sources(own) == (policy.OWN,) * 3
    assert policy.sources(replace(own, leads=())).leads == "settings"
    assert policy.sources(replace(SECRET, risk=None)) == ("", "", "settings")
    assert policy.told("environment prod") == "from environment prod"
    assert policy.told(policy.OWN) == policy.told("") == ""


def test_rows_are_made_again_only_where_they_or_the_policies_changed():
    rows, policies = AppliedRows(), Policies({}, {b"": {Risk.HIGH: Rule(14)}})
    secrets = [replace(SECRET, id=bytes([n])) for n in range(4)] + [replace(SECRET, risk=None)]
    first = rows.apply(policies, secrets)
    assert first == policies.apply(secrets)
    assert first[4] is secrets[4]
    assert all(one is two for one, two in zip(first, rows.apply(policies, secrets), strict=True))
    new = replace(secrets[2], notes="new")
    changed = rows.apply(policies, [*secrets[:2], new, *secrets[3:], SECRET])
    assert [one is two for one, two in zip(changed, first, strict=False)] == [
        True,
        True,
        False,
        True,
        True,
    ]
    assert changed == policies.apply([*secrets[:2], new, *secrets[3:], SECRET])
    assert rows.apply(policies, secrets[1:]) == policies.apply(secrets[1:])
    changed.clear()
    assert len(rows.apply(policies, secrets)) == 5
    other = Policies({}, {b"": {Risk.HIGH: Rule(7)}})
    assert rows.apply(other, secrets) == other.apply(secrets)
    assert rows.apply(Policies(), secrets) is secrets
    assert rows.apply(other, []) == []
    assert rows.apply(other, secrets) == other.apply(secrets)
    assert rows.apply(policies, []) == []


@given(rules, rules, rules)
def test_what_is_typed_goes_over_what_is_now(now: Rule, shown: Rule, typed: Rule):
    found = now.changed(shown, typed)
    for name in ("every", "overlap", "leads"):
        before, after = getattr(shown, name), getattr(typed, name)
        assert getattr(found, name) == (getattr(now, name) if before == after else after)


def test_a_policy_that_is_no_more_leaves_the_class():
    secret = replace(SECRET, policy="gone")
    assert applied(Policies({"pci": Rule(7)}), secret) is secret
    assert policy.interval(secret) == 30


def test_its_own_days_make_a_key_expiring():
    at = reminders.moment(10 * DAY, 14)
    day = dates.day_from_ordinal(at.today + 20)
    secret = replace(SECRET, expires=day, risk=None)
    assert not reminders.marks_of(secret, at) & reminders.EXPIRING
    assert reminders.marks_of(replace(secret, leads=(30, 7)), at) & reminders.EXPIRING
    assert reminders.marks_of(replace(secret, held=Held(leads=(30,))), at) & reminders.EXPIRING
    assert not reminders.marks_of(replace(secret, held=Held(every=3)), at) & reminders.EXPIRING
    never = replace(secret, leads=())
    assert reminders.lead_of(never, at) == 14


def test_a_policy_alone_makes_a_rotation_due():
    secret = replace(SECRET, risk=None, policy="pci")
    at = reminders.moment(100 * DAY)
    assert not reminders.marks_of(secret, at)
    assert reminders.marks_of(applied(Policies({"pci": Rule(7)}), secret), at)


@pytest.mark.parametrize("name", ["", "PCI", "-a", "a-", "a b", "a" * 41, "ä"])
def test_names_are_checked(name: str):
    with pytest.raises(BadName):
        check_policy_name(name)


def test_numbers_are_checked():
    assert check_rule(Rule(0, 0, (1, 7, 7))) == Rule(0, 0, (7, 1))
    for rule in (Rule(-1), Rule(10**6), Rule(1, -1), Rule(1, 10**9), Rule(leads=())):
        with pytest.raises(BadDuration):
            check_rule(rule)
    assert check_leads(None) is None
    assert parse_leads(" 1, 14,7 ") == (14, 7, 1)
    assert parse_leads("") is None
    for text in ("0", "x", "366", "1,2,3,4,5,6,7,8,9", "-1", "1.5"):
        with pytest.raises(BadDuration):
            parse_leads(text)
