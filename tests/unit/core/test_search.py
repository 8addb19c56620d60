from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from keystead.core.model import Secret, Stage, Version
from keystead.core.query import parse, parse_exact
from keystead.core.search import Index, haystack
from keystead.core.views import View

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
    made(
        "STRIPE_SECRET_KEY",
        service="Stripe",
        environment="prod",
        tags=("billing", "EU shop"),
        description="Charges and refunds",
        notes="Ask Mara. Straße",
    ),
    made("STRIPE_WEBHOOK", service="Stripe", environment="prod-eu", expires=TODAY),
    made("GITHUB_TOKEN", service="GitHub", tags=("ci",), expires=TODAY - timedelta(2)),
    made("GCP_KEY", service="Google Cloud", tags=("bill",), rotate_every=1, created=5),
    made("OLD_KEY", environment="prod", trashed=5, tags=("billing",)),
    made("CLASH", conflicts=("notes",), environment="staging"),
    made("ENDED", versions=(Version(id=b"1", number=1, stage=Stage.REVOKED, created=0),)),
]
INDEX = Index.build(SECRETS, NOW)


def names(text: str, view: View = View.ALL) -> str:
    return " ".join(secret.name for secret in INDEX.matches(parse(text), view))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stripe", "STRIPE_SECRET_KEY STRIPE_WEBHOOK"),
        ("stripe refunds", "STRIPE_SECRET_KEY"),
        ("STRASSE", "STRIPE_SECRET_KEY"),
        ("mara", "STRIPE_SECRET_KEY"),
        ('"eu shop"', "STRIPE_SECRET_KEY"),
        ('"stripe prod"', ""),
        ("stripe -webhook", "STRIPE_SECRET_KEY"),
        ("env:prod", "STRIPE_SECRET_KEY"),
        ("env:prod-", "STRIPE_WEBHOOK"),
        ("env:pro", "STRIPE_SECRET_KEY STRIPE_WEBHOOK"),
        ("env:", "STRIPE_SECRET_KEY STRIPE_WEBHOOK GITHUB_TOKEN GCP_KEY CLASH ENDED"),
        ("env:prod env:staging", "STRIPE_SECRET_KEY CLASH"),
        ("-env:dev", "STRIPE_SECRET_KEY STRIPE_WEBHOOK CLASH"),
        ("service:stripe", "STRIPE_SECRET_KEY STRIPE_WEBHOOK"),
        ('service:"google cloud"', "GCP_KEY"),
        ("service:g", "GITHUB_TOKEN GCP_KEY"),
        ("tag:billing", "STRIPE_SECRET_KEY"),
        ("tag:bill", "GCP_KEY"),
        ('tag:"eu shop" tag:billing', "STRIPE_SECRET_KEY"),
        ("tag:billing tag:ci", ""),
        ("-tag:billing service:stripe", "STRIPE_WEBHOOK"),
        ("is:expiring", "STRIPE_WEBHOOK"),
        ("is:expired", "GITHUB_TOKEN"),
        ("is:exp", "STRIPE_WEBHOOK GITHUB_TOKEN"),
        ("is:due", "GCP_KEY"),
        ("is:rotation-due", "GCP_KEY"),
        ("is:ok", "STRIPE_SECRET_KEY"),
        ("is:conflict", "CLASH"),
        ("is:revoked", "ENDED"),
        ("is:attention", "STRIPE_WEBHOOK GITHUB_TOKEN GCP_KEY CLASH"),
        ("-is:attention", "STRIPE_SECRET_KEY ENDED"),
        ("is:overlap", ""),
        ("is:trash", "OLD_KEY"),
        ("is:trash tag:billing", "OLD_KEY"),
        ("old", ""),
        ("is:expiring env:prod-eu stripe", "STRIPE_WEBHOOK"),
    ],
)
def test_the_search_finds(text: str, found: str) -> None:
    assert names(text) == found


def test_a_view_narrows_the_search() -> None:
    assert names("stripe", View.ATTENTION) == "STRIPE_WEBHOOK"
    assert names("key", View.TRASH) == "OLD_KEY"
    assert names("is:trash", View.ATTENTION) == ""


def test_the_command_line_matches_whole_names_only() -> None:
    assert INDEX.find(parse_exact("env:pro")) == []
    assert INDEX.find(parse_exact("env:PROD")) == [0]
    assert INDEX.find(parse_exact("tag:bill")) == [3]


def test_no_word_matches_across_two_fields() -> None:
    text = haystack(made("A", service="B"))
    assert "ab" not in text
    assert "a\nb" not in text


def test_the_index_goes_stale_when_a_day_begins_or_the_clock_goes_back() -> None:
    midnight = (int(NOW) // DAY + 1) * DAY
    assert not INDEX.stale(NOW)
    assert not INDEX.stale(midnight - 1)
    assert INDEX.stale(midnight)
    assert INDEX.stale(NOW - 60)
    later = INDEX.at_time(midnight)
    assert [later.secrets[row].name for row in later.find(parse("is:expired"))] == [
        "STRIPE_WEBHOOK",
        "GITHUB_TOKEN",
    ]


def test_the_index_goes_stale_when_an_overlap_ends() -> None:
    previous = Version(
        id=b"1", number=1, stage=Stage.PREVIOUS, created=0, overlap_until=int(NOW) + 60
    )
    current = Version(id=b"2", number=2, stage=Stage.CURRENT, created=0)
    index = Index.build([made("A", versions=(previous, current))], NOW)
    assert index.find(parse("is:overlap")) == [0]
    assert not index.stale(NOW + 59)
    assert index.stale(int(NOW) + 60)
    assert index.at_time(NOW + 60).find(parse("is:overlap")) == []
