"""Registers of policies: malformed ones, and what is left of two that were written apart."""

import pytest

from keystead.core.model import Risk
from keystead.core.policies import Rule
from keystead.vault import object_fields, policy_fields
from keystead.vault.bodies import ObjectKind, Write
from keystead.vault.cbor import Cbor
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import VaultDamaged
from keystead.vault.writer import BodyChange
from tests.support.vaults import World, add, named

RULES = {"pci": Rule(90, 86_400, (30, 7)), "lax": Rule(None, None, None), "never": Rule(0)}


def test_rules_come_back_as_they_were():
    assert policy_fields.policies(policy_fields.to_cbor(RULES)) == RULES


def test_a_class_of_a_newer_version_is_passed_over():
    rows = policy_fields.to_cbor({"high": Rule(7), "extreme": Rule(1)})
    assert policy_fields.classes(rows) == {Risk.HIGH: Rule(7)}


@pytest.mark.parametrize(
    "value",
    [
        "pci",
        [["pci", 1, 1]],
        [["pci", -1, None, None]],
        [["pci", 10**7, None, None]],
        [["pci", None, 10**9, None]],
        [["pci", None, None, []]],
        [["pci", None, None, [0]]],
        [["pci", None, None, [1] * 9]],
        [["pci", None, None, "7"]],
        [[1, None, None, None]],
        [["pci", None, None, None]] * 401,
    ],
)
def test_what_has_another_form_is_refused(value: Cbor):
    for number in (object_fields.POLICIES, object_fields.CLASSES):
        with pytest.raises(VaultDamaged):
            object_fields.check(number, value)


def test_policies_that_two_made_apart_are_both_kept():
    one: list[Cbor] = [["a", 1, None, None], ["c", 5, None, None]]
    two: list[Cbor] = [["b", 2, None, None], ["c", 6, None, None]]
    expected = [["a", 1, None, None], ["b", 2, None, None], ["c", 6, None, None]]
    assert policy_fields.union([one, two]) == policy_fields.union([two, one]) == expected


def test_an_order_that_two_changed_apart_is_no_renewal(world: World):
    """Numbers of registers mean one thing for Secrets and another for environments."""
    vault = world.one.open()
    add(vault, "A")
    vault.publish()
    other = world.device("two").open()
    for each, order in ((vault, 7), (other, 8)):
        place = each.environments()[0]
        body = Write(ObjectKind.ENVIRONMENT, place.id, {1: 1, object_fields.ORDER: order})
        each.write([BodyChange(VAULT_ENVIRONMENT, body)])
        each.publish()
    vault.publish()
    assert {one.order for one in vault.environments()} & {7, 8}
    assert named(vault, "A").name == "A"
