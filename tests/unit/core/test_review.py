import pytest
from msgspec.structs import replace

from keystead.core.durations import DAY
from keystead.core.errors import BadText
from keystead.core.model import Decision, Review, Risk, Secret, Stage, Version
from keystead.core.review import check_note, due, due_ordinal, is_reviewed

NOW = 100 * DAY + 5


def key(name: str, created: int = 0, risk: Risk | None = None) -> Secret:
    versions = (Version(b"1", 1, Stage.CURRENT, 1),)
    return Secret(name.encode(), name, "dev", b"e", created * DAY, risk=risk, versions=versions)


def names(secrets: list[Secret], **more: int) -> list[tuple[str, int]]:
    return [(one.secret.name, one.days) for one in due(secrets, NOW, **more)]


def test_a_key_is_due_so_many_days_after_the_last_review():
    seen = replace(key("SEEN"), reviewed=Review(90 * DAY, "Ann"))
    assert names([key("NEW", 71), key("OLD", 70), seen]) == [("OLD", 0)]
    assert names([seen], every=10) == [("SEEN", 0)]
    assert names([seen], every=15, within=5) == [("SEEN", 5)]
    assert due_ordinal(seen, 30) - due_ordinal(key("OLD", 90), 30) == 0


def test_high_risk_comes_first_then_the_longest_overdue():
    rows = [
        key("NONE"), key("LOW", risk=Risk.LOW), key("HIGH_B", 60, Risk.HIGH),
        key("HIGH_A", 60, Risk.HIGH), key("HIGH_OLD", 50, Risk.HIGH),
        key("MODERATE", risk=Risk.MODERATE),
    ]  # fmt: skip
    assert [name for name, _ in names(rows)] == [
        "HIGH_OLD", "HIGH_A", "HIGH_B", "MODERATE", "LOW", "NONE",
    ]  # fmt: skip


def test_what_is_in_the_trash_or_has_no_value_takes_no_part():
    revoked = replace(key("R"), versions=(Version(b"1", 1, Stage.REVOKED, 1),))
    trashed = replace(key("T"), trashed=1)
    assert not is_reviewed(revoked)
    assert names([revoked, trashed]) == []


def test_a_note_is_needed_where_the_decision_means_nothing_without():
    assert check_note(" fine ", Decision.KEEP) == "fine"
    assert check_note("", Decision.ROTATE) == ""
    for decision in (Decision.NARROW, Decision.REVOKE):
        with pytest.raises(BadText, match="Say w"):
            check_note(" ", decision)
    with pytest.raises(BadText):
        check_note("x" * 501, Decision.KEEP)
