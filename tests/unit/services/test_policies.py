"""The vault's policies: set, followed, removed, and merged."""

import pytest

from keystead.core import policy
from keystead.core.errors import BadDuration, BadName
from keystead.core.model import Risk
from keystead.core.policies import Rule
from keystead.errors import Refused, UsageProblem
from keystead.services import policies
from keystead.vault.errors import NoSuchObject
from keystead.vault.session import OpenVault
from tests.support.vaults import World, add, edit, named

DAY = 86_400


@pytest.fixture
def vault(world: World) -> OpenVault:
    return world.one.open()


def test_a_class_is_set_for_the_vault_and_for_one_environment(vault: OpenVault):
    add(vault, "A")
    edit(vault, "A", risk=Risk.HIGH)
    policies.set_class(vault, Risk.HIGH, Rule(20, 2 * DAY))
    assert policy.rotation(named(vault, "A")) == policy.Rotation(20, 2 * DAY)
    policies.set_class(vault, Risk.HIGH, Rule(10), "dev")
    assert policy.rotation(named(vault, "A")) == policy.Rotation(10, 2 * DAY)
    assert policy.sources(named(vault, "A")).every == "environment dev"
    found = {(one.environment, one.risk): one for one in policies.lines(vault)}
    assert found["dev", Risk.HIGH].holds == Rule(10, 2 * DAY)
    assert found["prod", Risk.HIGH].holds == Rule(20, 2 * DAY)
    assert found["", Risk.LOW].holds == Rule(180, 7 * DAY)
    assert found["prod", Risk.HIGH].rule.is_empty
    policies.set_class(vault, Risk.HIGH, Rule(), "dev")
    assert policy.interval(named(vault, "A")) == 20
    with pytest.raises(NoSuchObject):
        policies.set_class(vault, Risk.HIGH, Rule(1), "nowhere")
    with pytest.raises(BadDuration):
        policies.set_class(vault, Risk.HIGH, Rule(-1))


def test_an_own_policy_is_followed_until_it_is_removed(vault: OpenVault):
    policies.put(vault, "pci", Rule(7, leads=(3, 1)))
    add(vault, "A")
    edit(vault, "A", policy="pci")
    assert policy.interval(named(vault, "A")) == 7
    assert policies.own(vault) == {"pci": (Rule(7, leads=(3, 1)), 1)}
    with pytest.raises(Refused) as caught:
        policies.remove(vault, "pci")
    assert caught.value.data["keys"] == 1
    policies.put(vault, "pci", Rule(9))
    assert policy.interval(named(vault, "A")) == 9
    assert policies.remove(vault, "pci", force=True) == 1
    assert policy.interval(named(vault, "A")) is None
    edit(vault, "A", notes="the name that is left can stay")
    with pytest.raises(NoSuchObject):
        policies.remove(vault, "pci")


def test_what_makes_no_policy_is_refused(vault: OpenVault):
    with pytest.raises(BadName):
        policies.put(vault, "Not a name", Rule(1))
    with pytest.raises(UsageProblem):
        policies.put(vault, "empty", Rule())
    add(vault, "A")
    with pytest.raises(NoSuchObject):
        edit(vault, "A", policy="unknown")


@pytest.mark.parametrize("name", ["high", "moderate", "low", "none", "default"])
def test_a_name_that_means_something_else_is_refused(vault: OpenVault, name: str):
    with pytest.raises(BadName, match="means a risk class"):
        policies.put(vault, name, Rule(7))


def test_one_that_has_such_a_name_can_be_changed(vault: OpenVault, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patched:
        patched.setattr(policies, "check_new_name", str)
        policies.put(vault, "low", Rule(7))
    policies.put(vault, "low", Rule(8))
    assert policies.own(vault) == {"low": (Rule(8), 0)}


def test_an_overlap_longer_than_the_interval_is_refused(vault: OpenVault):
    with pytest.raises(BadDuration, match="20 days is longer than the 10 days"):
        policies.put(vault, "pci", Rule(10, 20 * DAY))
    policies.put(vault, "pci", Rule(10, 10 * DAY))
    policies.put(vault, "never", Rule(0, 20 * DAY))
    with pytest.raises(BadDuration, match="7 days is longer than the 5 days"):
        policies.set_class(vault, Risk.LOW, Rule(5))
    policies.set_class(vault, Risk.LOW, Rule(5, DAY))
    policies.set_class(vault, Risk.LOW, Rule(), "dev")


def test_what_becomes_of_its_keys_is_said(vault: OpenVault):
    policies.put(vault, "pci", Rule(7))
    for name, changes in (("A", {"risk": Risk.HIGH}), ("B", {}), ("C", {"rotate_every": 9})):
        add(vault, name)
        edit(vault, name, policy="pci", **changes)
    said = {}
    for name, gone in (("all", ""), ("A", "B"), ("B", "A")):
        if gone:
            edit(vault, gone, policy="")
        with pytest.raises(Refused) as caught:
            policies.remove(vault, "pci")
        said[name] = caught.value.message
        if gone == "B":
            edit(vault, "B", policy="pci")
            edit(vault, "C", policy="")
    assert "one of them, which has none, is not due for a rotation any more." in said["all"]
    assert said["A"].endswith("and they follow their risk class.")
    assert said["B"].endswith("rotation any more, as they have no risk class.")


def test_too_many_are_refused(vault: OpenVault, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(policies, "MAX_POLICIES", 1)
    policies.put(vault, "a", Rule(1))
    with pytest.raises(Refused):
        policies.put(vault, "b", Rule(1))


def test_what_was_not_typed_stays_as_it_is_now(vault: OpenVault):
    policies.set_class(vault, Risk.HIGH, Rule(20, DAY))
    shown = policies.class_rule(vault, Risk.HIGH)
    policies.set_class(vault, Risk.HIGH, Rule(20, 2 * DAY))
    policies.set_class(vault, Risk.HIGH, Rule(9, DAY), shown=shown)
    assert policies.class_rule(vault, Risk.HIGH) == Rule(9, 2 * DAY)
    policies.put(vault, "pci", Rule(7, DAY))
    policies.put(vault, "pci", Rule(7, DAY, (3,)), shown=Rule(7, DAY))
    policies.put(vault, "pci", Rule(None, DAY), shown=Rule(7, DAY))
    assert policies.own(vault) == {"pci": (Rule(None, DAY, (3,)), 0)}
    policies.remove(vault, "pci")
    policies.put(vault, "pci", Rule(5), shown=Rule(7, DAY))
    assert policies.own(vault) == {"pci": (Rule(5), 0)}


def test_one_that_is_there_can_be_changed_where_no_more_can_be_made(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
):
    policies.put(vault, "a", Rule(1))
    policies.put(vault, "b", Rule(1))
    monkeypatch.setattr(policies, "MAX_POLICIES", 1)
    policies.put(vault, "a", Rule(2))
    assert policies.own(vault)["a"] == (Rule(2), 0)


def test_edits_on_two_computers_both_survive(world: World):
    vault = world.one.open()
    policies.set_class(vault, Risk.HIGH, Rule(30), "prod")
    policies.set_class(vault, Risk.LOW, Rule(180), "prod")
    for name in ("pci", "x"):
        policies.put(vault, name, Rule(9))
    vault.publish()
    other = world.device("two").open()
    policies.set_class(vault, Risk.HIGH, Rule(14), "prod")
    policies.set_class(other, Risk.LOW, Rule(100), "prod")
    policies.remove(vault, "pci")
    policies.put(other, "x", Rule(5))
    for each in (vault, other, vault):
        each.publish()
    for each in (vault, other):
        assert policies.class_rule(each, Risk.HIGH, "prod") == Rule(14)
        assert policies.class_rule(each, Risk.LOW, "prod") == Rule(100)
        assert policies.own(each) == {"x": (Rule(5), 0)}


def test_policies_of_two_computers_meet(world: World):
    vault = world.one.open()
    vault.publish()
    other = world.device("two").open()
    policies.put(vault, "a", Rule(1))
    policies.put(other, "b", Rule(2))
    for each in (vault, other, vault):
        each.publish()
    assert list(policies.own(vault)) == ["a", "b"]
    policies.remove(vault, "a")
    for each in (vault, other):
        each.publish()
    assert list(policies.own(other)) == ["b"]
