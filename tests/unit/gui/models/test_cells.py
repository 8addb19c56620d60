"""The words of a row: age, expiry near and far, state with its mark."""

from datetime import date, timedelta

from keystead.core.durations import DAY
from keystead.core.model import Secret, Stage, State, Version
from keystead.gui.models.cells import STATE_WORDS, Row, row_of
from keystead.gui.widgets.marks import Mark

NOW = 1_795_378_380.0
TODAY = date(2026, 11, 22)


def secret(**fields: object) -> Secret:
    given: dict[str, object] = {"created": int(NOW - 60 * DAY), "service": "Stripe"}
    given |= fields
    return Secret(b"i" * 16, "STRIPE_KEY", "prod", b"e" * 16, **given)  # type: ignore[arg-type]


def row(**fields: object) -> Row:
    return row_of(secret(**fields), NOW, 14)


def test_an_ordinary_row_has_no_state_word():
    found = row()
    assert (found.name, found.service, found.environment) == ("STRIPE_KEY", "Stripe", "prod")
    assert found.age == "60 d"
    assert found.expiry.words == "never"
    assert found.age_share is None
    assert found.mark() is None


def test_an_expiry_is_bold_only_when_it_is_near_or_past():
    far = row(expires=TODAY + timedelta(30)).expiry
    near = row(expires=TODAY + timedelta(3)).expiry
    past = row(expires=TODAY - timedelta(1)).expiry
    assert (far.words, far.bold, far.colour) == ("in 30 days", False, "text")
    assert (near.words, near.bold, near.colour) == ("in 3 days", True, "amber")
    assert (past.words, past.bold, past.colour) == ("yesterday", True, "red")


def test_the_age_bar_is_overfull_from_the_first_day_of_being_due():
    assert row(rotate_every=120).age_share == 0.5
    due = row(rotate_every=60)
    assert due.state is State.ROTATION_DUE
    assert due.age_share is not None
    assert due.age_share > 1
    late = row(rotate_every=65).age_share
    assert late is not None
    assert 2 / 3 < late <= 1


def test_each_state_but_ok_has_a_mark_and_a_word():
    assert set(STATE_WORDS) == set(State) - {State.OK}
    found = row(expires=TODAY - timedelta(1)).mark()
    assert found == (Mark.CRITICAL, "Expired", "red")


def test_a_row_is_spoken_in_one_sentence():
    version = Version(b"v" * 16, 1, Stage.CURRENT, int(NOW))
    words = row(expires=TODAY, versions=(version,)).spoken()
    assert words == "STRIPE_KEY, Stripe, prod, age 60 d, expires today, last used never, Expiring"
