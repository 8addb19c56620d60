"""Lines of a table: nothing is cut in silence, and wide characters keep the columns."""

import pytest

from keystead.cli import tables

DUE = ("name", "env", "what", "on", "when")
KEYS = [
    ("STRIPE_SECRET_KEY", "prod", "expires", "2026-12-28", "in 30 days"),
    ("A", "dev", "rotation due", "2026-11-28", "today"),
]


def test_as_wide_as_it_needs_where_there_is_room():
    assert tables.lines(("name", "state"), [("A", "ok"), ("LONG", "expired")], None) == [
        "A     ok",
        "LONG  expired",
    ]
    assert tables.lines(DUE, KEYS, 61) == tables.lines(DUE, KEYS, None)


@pytest.mark.parametrize("limit", range(1, 70))
def test_a_date_is_whole_at_every_width(limit):
    for line, row in zip(tables.lines(DUE, KEYS, limit), KEYS, strict=True):
        assert row[3] in line
        whole = line == "  ".join(row) or tables.width(line) <= limit
        assert whole or line == tables.lines(DUE, KEYS, None)[KEYS.index(row)]


def test_what_is_cut_says_so_and_the_least_important_goes_first():
    heads = ("name", "env", "service", "versions", "expires", "state")
    rows = [("STRIPE_WEBHOOK_SECRET", "prod", "Stripe", "1", "in 6 months", "ok")]
    assert tables.lines(heads, rows, 50) == ["STRIPE_WEBHOOK_…  prod  Stripe  1  in 6 months  ok"]
    assert tables.lines(heads, rows, 40) == ["STRIPE_WEBHOOK_S…  prod  in 6 months  ok"]
    assert tables.lines(heads, rows, 32) == ["STRIPE_W…  prod  in 6 months  ok"]
    assert tables.lines(heads, rows, 20) == tables.lines(heads, rows, None)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("日本", 4), ("ｱ", 1), ("e\u0301", 1), ("é", 1), ("a\u200d", 1), ("🔑", 2)],
)
def test_columns_are_those_of_a_terminal(text, columns):
    assert tables.width(text) == columns


def test_wide_characters_keep_the_columns_below_each_other():
    rows = [("日本", "ok"), ("abcdef", "ok")]
    assert tables.lines(("service", "state"), rows, None) == ["日本    ok", "abcdef  ok"]
    rows = [("日本日本日本日本日本", "2026-12-28")]
    assert tables.lines(("service", "on"), rows, 25) == ["日本日本日本…  2026-12-28"]


def test_nothing_is_no_line():
    assert tables.lines(("name",), [], 10) == []
