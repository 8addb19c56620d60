from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystead.core.model import Secret
from keystead.core.sorting import Column, Names, natural, order, ordered

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 19, 43, tzinfo=UTC).timestamp()
DAY = 86_400


def made(name: str, **changes: object) -> Secret:
    base = Secret(
        id=name.encode(), name=name, environment="dev", environment_id=b"e", created=int(NOW)
    )
    return msgspec.structs.replace(base, **changes)


def names(secrets: list[Secret], column: Column, *, descending: bool = False) -> str:
    return " ".join(secret.name for secret in ordered(secrets, column, NOW, descending=descending))


def test_names_are_sorted_naturally() -> None:
    secrets = [made(name) for name in ("KEY_10", "key_9", "B", "_A", "KEY_1", "a")]
    assert names(secrets, Column.NAME) == "_A a B KEY_1 key_9 KEY_10"
    assert names(secrets, Column.NAME, descending=True) == "KEY_10 key_9 KEY_1 B a _A"


@given(st.text(), st.text())
def test_natural_keys_compare_for_any_two_texts(one: str, other: str) -> None:
    first, second = natural(one), natural(other)
    assert (first < second) + (second < first) + (first == second) == 1


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_in_names_compare_by_size(one: int, other: int) -> None:
    assert (natural(f"K_{one}_X") < natural(f"K_{other}_X")) == (one < other)


def test_expiry_comes_soonest_first_and_never_last_in_both_directions() -> None:
    secrets = [
        made("NEVER"),
        made("LATE", expires=TODAY + timedelta(50)),
        made("SOON", expires=TODAY + timedelta(20)),
        made("DUE", created=5, rotate_every=1),
    ]
    assert names(secrets, Column.EXPIRES) == "SOON LATE DUE NEVER"
    assert names(secrets, Column.EXPIRES, descending=True) == "LATE SOON DUE NEVER"


def test_equal_rows_follow_by_urgency_then_name_then_environment() -> None:
    secrets = [
        made("B"),
        made("A", environment="prod"),
        made("A"),
        made("Z", expires=TODAY - timedelta(1)),
    ]
    rows = order(secrets, Column.SERVICE, NOW)
    assert [(secrets[row].name, secrets[row].environment) for row in rows] == [
        ("Z", "dev"),
        ("A", "dev"),
        ("A", "prod"),
        ("B", "dev"),
    ]


def test_states_come_most_urgent_first() -> None:
    secrets = [
        made("OK"),
        made("TRASH", trashed=1),
        made("EXPIRING", expires=TODAY),
        made("EXPIRED", expires=TODAY - timedelta(1)),
        made("DUE", created=5, rotate_every=1),
        made("CLASH", conflicts=("x",)),
    ]
    assert names(secrets, Column.STATE) == "CLASH EXPIRED DUE EXPIRING OK TRASH"


def test_environments_follow_the_order_given() -> None:
    secrets = [made(name, environment=name) for name in ("dev", "prod", "x", "a", "staging")]
    places = {"prod": 0, "staging": 1, "dev": 2}
    rows = order(secrets, Column.ENVIRONMENT, NOW, environments=places)
    assert [secrets[row].name for row in rows] == ["prod", "staging", "dev", "a", "x"]


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (Column.AGE, "ROTATED OLD"),
        (Column.CREATED, "ROTATED OLD"),
        (Column.LAST_USED, "OLD ROTATED"),
        (Column.SERVICE, "OLD ROTATED"),
    ],
)
def test_the_other_columns(column: Column, wanted: str) -> None:
    secrets = [
        made("OLD", created=int(NOW) - 9 * DAY, last_used=int(NOW), service="a9"),
        made("ROTATED", created=5, last_rotated=int(NOW) - DAY, last_used=5, service="a10"),
    ]
    assert names(secrets, column) == wanted


@given(st.permutations(range(12)), st.sampled_from(list(Column)), st.booleans())
def test_every_order_is_a_permutation_and_does_not_depend_on_the_one_before(
    numbers: list[int], column: Column, descending: bool
) -> None:
    def secret(number: int) -> Secret:
        return made(
            f"K_{number}",
            expires=TODAY + timedelta(number % 3) if number % 2 else None,
            last_used=number % 4 or None,
            service="s" * (number % 2),
        )

    shuffled = [secret(number) for number in numbers]
    tidy = [secret(number) for number in range(12)]
    rows = order(shuffled, column, NOW, descending=descending)
    assert sorted(rows) == list(range(12))
    assert names(shuffled, column, descending=descending) == names(
        tidy, column, descending=descending
    )


@pytest.mark.parametrize("column", list(Column))
def test_names_that_were_made_before_give_the_same_order(column: Column) -> None:
    places = {"prod": 0, "dev": 1}
    secrets = [
        made("B_2"),
        made("B_10", environment="prod", expires=TODAY),
        made("B_10", expires=TODAY),
        made("a", service="S"),
    ]
    known = Names(secrets, places)
    for descending in (False, True):
        made_before = order(
            secrets, column, NOW, descending=descending, environments=places, names=known
        )
        assert made_before == order(
            secrets, column, NOW, descending=descending, environments=places
        )
