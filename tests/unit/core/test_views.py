from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from keystead.core.model import Secret, Stage, Version
from keystead.core.reminders import CONFLICT, all_marks, moment
from keystead.core.views import View, count, in_view, select

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 19, 43, tzinfo=UTC).timestamp()
DAY = 86_400


def made(name: str, **changes: object) -> Secret:
    base = Secret(
        id=name.encode(),
        name=name,
        environment="dev",
        environment_id=b"e",
        created=int(NOW),
        versions=(Version(id=b"v", number=1, stage=Stage.CURRENT, created=0),),
    )
    return msgspec.structs.replace(base, **changes)


SECRETS = [
    # As in the first mock-up: expired and past its rotation, it stands in both views.
    made("SENDGRID", expires=TODAY - timedelta(1), created=int(NOW) - 91 * DAY, rotate_every=90),
    made("GITHUB", expires=TODAY + timedelta(3), service="GitHub", tags=("ci", "billing")),
    made("JWT", created=int(NOW) - 101 * DAY, rotate_every=90, environment="prod"),
    made(
        "STRIPE",
        service="Stripe",
        environment="prod",
        tags=("billing",),
        versions=(
            Version(id=b"1", number=1, stage=Stage.PREVIOUS, created=0, overlap_until=int(NOW) + 9),
            Version(id=b"2", number=2, stage=Stage.CURRENT, created=0),
        ),
    ),
    made("OLD", versions=(Version(id=b"1", number=1, stage=Stage.REVOKED, created=0),)),
    made("GONE", trashed=5, service="Stripe", tags=("billing", "gone"), environment="old"),
    made("BOTH", conflicts=("notes",), service="Stripe"),
    made("FINE", service="apple", tags=("Ant",)),
]


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (View.ALL, "SENDGRID GITHUB JWT STRIPE OLD BOTH FINE"),
        (View.ATTENTION, "SENDGRID GITHUB JWT BOTH"),
        (View.EXPIRING, "GITHUB"),
        (View.ROTATION_DUE, "SENDGRID JWT"),
        (View.OVERLAP, "STRIPE"),
        (View.REVOKED, "OLD"),
        (View.TRASH, "GONE"),
    ],
)
def test_each_view_holds_what_it_says(view: View, names: str) -> None:
    assert [secret.name for secret in select(SECRETS, view, NOW)] == names.split()
    assert count(SECRETS, NOW).views[view] == len(names.split())


def test_the_other_counts_leave_the_trash_out() -> None:
    counts = count(SECRETS, NOW)
    assert counts.environments == {"dev": 5, "prod": 2}
    assert list(counts.services.items()) == [("Stripe", 2), ("apple", 1), ("GitHub", 1)]
    assert list(counts.tags.items()) == [("Ant", 1), ("billing", 2), ("ci", 1)]


def test_known_marks_can_be_given() -> None:
    assert count(SECRETS, NOW, marks=all_marks(SECRETS, moment(NOW))) == count(SECRETS, NOW)
    assert count(SECRETS, NOW, lead_days=2).views[View.EXPIRING] == 0


def test_an_empty_vault_has_zeros() -> None:
    counts = count([], NOW)
    assert set(counts.views.values()) == {0}
    assert counts.services == counts.tags == counts.environments == {}


def test_marks_tell_the_view() -> None:
    assert in_view(View.ATTENTION, CONFLICT)
    assert not in_view(View.REVOKED, CONFLICT)
