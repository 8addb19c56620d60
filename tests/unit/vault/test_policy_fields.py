"""Registers of policies: malformed ones, and what is left of two that were written apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.model import Risk
from keystead.core.policies import Rule
from keystead.vault import object_fields, policy_fields
from keystead.vault.bodies import ObjectKind, Write
from keystead.vault.cbor import Cbor
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import VaultDamaged
from keystead.vault.writer import BodyChange
from tests.support.vaults import World, add, named

RULES = {"pci": Rule(90, 86_400, (30, 7)), "lax": Rule(overlap=5), "never": Rule(0)}


numbers = st.one_of(st.none(), st.integers(0, 3))
leads = st.one_of(st.none(), st.lists(st.integers(1, 9), min_size=1, max_size=3))
row_lists = st.lists(
    st.tuples(st.sampled_from("abc"), numbers, numbers, leads, st.integers(1, 3)).map(list),
    max_size=4,
)


def test_rules_come_back_as_they_were():
    rows = policy_fields.edited([], RULES)
    assert policy_fields.policies(rows) == RULES
    assert policy_fields.policies(policy_fields.edited(rows, {"pci": Rule(), "new": Rule()})) == {
        "lax": Rule(overlap=5),
        "never": Rule(0),
    }


def test_only_what_is_edited_goes_one_revision_up():
    rows = policy_fields.edited([["a", 1, None, None, 4], ["b", 2, None, None, 7]], {"a": Rule(3)})
    assert rows == [["a", 3, None, None, 5], ["b", 2, None, None, 7]]
    assert policy_fields.edited(rows, {"a": Rule(3)}) == rows
    removed = policy_fields.edited(rows, {"a": Rule()})
    assert removed == [["a", None, None, None, 6], ["b", 2, None, None, 7]]
    assert policy_fields.edited(removed, {"a": Rule(1)}) == [["a", 1, None, None, 7], rows[1]]


def test_a_revision_ends_at_the_highest_that_is_read():
    rows: Cbor = [["a", 1, None, None, policy_fields.MAX_REVISION]]
    changed = policy_fields.edited(rows, {"a": Rule(2)})
    assert changed == [["a", 2, None, None, policy_fields.MAX_REVISION]]
    policy_fields.check(changed)


def test_a_class_of_a_newer_version_is_passed_over_and_kept():
    rows = policy_fields.edited([], {"high": Rule(7), "extreme": Rule(1)})
    assert policy_fields.classes(rows) == {Risk.HIGH: Rule(7)}
    changed = policy_fields.edited(rows, {"high": Rule(8)})
    assert policy_fields.policies(changed)["extreme"] == Rule(1)


def test_reminders_are_read_in_order_and_each_once():
    rows = policy_fields.policies([["pci", None, None, [1, 30, 7, 30], 1]])
    assert rows == {"pci": Rule(leads=(30, 7, 1))}


@pytest.mark.parametrize(
    "value",
    [
        "pci",
        ["pci"],
        [["pci", 1, 1]],
        [["pci", 1, None, None]],
        [["pci", -1, None, None, 1]],
        [["pci", 10**7, None, None, 1]],
        [["pci", None, 10**9, None, 1]],
        [["pci", None, None, [], 1]],
        [["pci", None, None, [0], 1]],
        [["pci", None, None, [366], 1]],
        [["pci", None, None, [1] * 9, 1]],
        [["pci", None, None, "7", 1]],
        [[1, None, None, None, 1]],
        [["", 1, None, None, 1]],
        [["PCI", 1, None, None, 1]],
        [["p\x1bci", 1, None, None, 1]],
        [["pci\n", 1, None, None, 1]],
        [["p" * 41, 1, None, None, 1]],
        [["pci", 1, None, None, 0]],
        [["pci", 1, None, None, None]],
        [["pci", 1, None, None, -1]],
        [["pci", 1, None, None, 2**32]],
        [["pci", None, None, None, 1]] * 1_001,
    ],
)
def test_what_has_another_form_is_refused(value: Cbor):
    for number in (object_fields.POLICIES, object_fields.CLASSES):
        with pytest.raises(VaultDamaged):
            object_fields.check(number, value)


def test_policies_that_two_made_apart_are_both_kept():
    one: list[Cbor] = [["a", 1, None, None, 1], ["c", 5, None, None, 2]]
    two: list[Cbor] = [["b", 2, None, None, 1], ["c", 6, None, None, 3]]
    expected = [["a", 1, None, None, 1], ["b", 2, None, None, 1], ["c", 6, None, None, 3]]
    assert policy_fields.union([one, two]) == policy_fields.union([two, one]) == expected


BASE: Cbor = policy_fields.edited([], {"high": Rule(30), "low": Rule(180), "pci": Rule(9)})


def test_what_each_of_two_edited_survives_the_other():
    one = policy_fields.edited(BASE, {"high": Rule(14)})
    two = policy_fields.edited(BASE, {"low": Rule(100)})
    found = policy_fields.policies(policy_fields.union([one, two]))
    assert found == {"high": Rule(14), "low": Rule(100), "pci": Rule(9)}


def test_what_one_removed_does_not_come_back_with_the_edit_of_another_row():
    one = policy_fields.edited(BASE, {"pci": Rule()})
    two = policy_fields.edited(BASE, {"low": Rule(100)})
    found = policy_fields.policies(policy_fields.union([one, two]))
    assert found == {"high": Rule(30), "low": Rule(100)}


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        (Rule(9), Rule(14)),
        (Rule(9), Rule(100)),
        (Rule(9), Rule(0)),
        (Rule(overlap=5), Rule(0)),
        (Rule(0), Rule()),
        (Rule(9, 5), Rule(9)),
        (Rule(9, 5), Rule(9, 40)),
        (Rule(9, 5, (7,)), Rule(9, 5)),
        (Rule(9, 5, (7, 3)), Rule(9, 5, (30,))),
        (Rule(9, 5, (30, 3)), Rule(9, 5, (7, 3))),
    ],
)
def test_of_two_edits_of_one_row_the_stricter_holds(kept: Rule, other: Rule):
    base = policy_fields.edited([], {"x": Rule(77)})
    one, two = (policy_fields.edited(base, {"x": rule}) for rule in (kept, other))
    for values in ((one, two), (two, one)):
        assert policy_fields.union(values) == one


@given(row_lists, row_lists, row_lists)
def test_any_order_of_merging_gives_the_same(a: list[Cbor], b: list[Cbor], c: list[Cbor]) -> None:
    union = policy_fields.union
    assert union([a, b]) == union([b, a])
    assert union([union([a, b]), c]) == union([a, union([b, c])]) == union([c, b, a])
    assert union([a, a]) == union([a])
    assert union([union([a, b]), a]) == union([a, b])


def test_the_oldest_removals_make_room():
    rows: Cbor = [[f"p{n}", None, None, None, n] for n in range(1, policy_fields.MAX_ROWS + 1)]
    changed = policy_fields.edited(rows, {"new": Rule(1)})
    policy_fields.check(changed)
    assert isinstance(changed, list)
    names = {row[0] for row in changed if isinstance(row, list)}
    assert "new" in names
    assert "p1" not in names
    assert "p2" in names


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
