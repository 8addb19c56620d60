"""Each rule of health, at its edge and beside it."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from keystead.core import health, reminders
from keystead.core.dates import day_from_ordinal
from keystead.core.health import Facts, Finding, Severity
from keystead.core.model import (
    Access,
    Incident,
    Place,
    Renewal,
    Risk,
    Secret,
    Stage,
    Task,
    Version,
)

DAY = 86_400
NOW = 20_000 * DAY + 50
AT = reminders.moment(NOW, 14)
CURRENT = Version(b"c", 2, Stage.CURRENT, NOW, fingerprint=b"f" * 16, bits=128)
GOOD = Secret(
    b"s" * 16, "A", "prod", b"p" * 16, NOW, risk=Risk.LOW, versions=(CURRENT,), last_used=NOW
)


def found(*secrets: Secret, facts: Facts = Facts()) -> list[Finding]:  # noqa: B008
    return health.findings(secrets, AT, facts)


def kinds(*secrets: Secret, facts: Facts = Facts()) -> list[str]:  # noqa: B008
    return [one.kind for one in found(*secrets, facts=facts)]


def in_days(days: int):
    return day_from_ordinal(AT.today + days)


def test_a_good_key_has_no_findings():
    assert kinds(GOOD) == []


@pytest.mark.parametrize(
    ("days", "kind", "severity"),
    [
        (-1, "expired", Severity.CRITICAL),
        (0, "expiring", Severity.WARNING),
        (14, "expiring", Severity.WARNING),
        (15, None, None),
    ],
)
def test_expiry(days: int, kind: str | None, severity: Severity | None):
    result = found(replace(GOOD, expires=in_days(days)))
    assert [(one.kind, one.severity) for one in result] == ([(kind, severity)] if kind else [])


@pytest.mark.parametrize(
    ("late", "risk", "severity"),
    [
        (0, Risk.HIGH, Severity.WARNING),
        (1, Risk.HIGH, Severity.CRITICAL),
        (30, Risk.LOW, Severity.WARNING),
        (31, Risk.LOW, Severity.CRITICAL),
    ],
)
def test_rotation(late: int, risk: Risk, severity: Severity):
    every = {Risk.HIGH: 30, Risk.LOW: 180}[risk]
    secret = replace(GOOD, risk=risk, last_rotated=NOW - (every + late) * DAY)
    (only,) = found(secret)
    assert (only.kind, only.severity) == ("rotation-overdue", severity)


def test_a_key_that_nobody_is_reminded_of():
    assert kinds(replace(GOOD, risk=None)) == ["no-policy"]
    assert kinds(replace(GOOD, risk=None, rotate_every=30)) == []


@pytest.mark.parametrize(
    ("bits", "severity"),
    [
        (39, Severity.CRITICAL),
        (40, Severity.WARNING),
        (63, Severity.WARNING),
        (64, None),
        (0, None),
    ],
)
def test_weak_values(bits: int, severity: Severity | None):
    result = found(replace(GOOD, versions=(replace(CURRENT, bits=bits),)))
    assert [one.severity for one in result] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "secret",
    [
        replace(GOOD, versions=(replace(CURRENT, bits=39),)),
        replace(GOOD, incidents=(Incident(b"i", 1, "Ann", "Lost"),)),
        replace(GOOD, expires=in_days(-1)),
        replace(GOOD, rotate_every=90, created=NOW - 200 * DAY, last_rotated=None),
    ],
)
def test_a_critical_finding_needs_attention(secret: Secret):
    assert found(secret)[0].severity is Severity.CRITICAL
    assert reminders.all_marks([secret], AT)[0] & reminders.ATTENTION
    assert reminders.standing(secret, NOW).marks & reminders.ATTENTION


def test_a_value_that_was_revoked_elsewhere_needs_attention():
    revoked = replace(CURRENT, id=b"r", stage=Stage.REVOKED, fingerprint=b"same")
    gone = replace(GOOD, id=b"gone", versions=(revoked,))
    other = replace(GOOD, id=b"other", versions=(replace(CURRENT, fingerprint=b"same"),))
    assert kinds(gone, other) == ["revoked-value"]
    marks = reminders.all_marks([gone, other, GOOD], AT)
    assert [bool(one & reminders.ATTENTION) for one in marks] == [False, True, False]
    trashed = reminders.all_marks([replace(gone, trashed=NOW), other], AT)
    assert not trashed[1] & reminders.ATTENTION


def test_a_closed_incident_and_the_trash_ask_for_nothing():
    closed = Incident(b"i", 1, "Ann", "Lost", closed=2)
    for secret in (
        replace(GOOD, incidents=(closed,)),
        replace(GOOD, trashed=NOW, versions=(replace(CURRENT, bits=3),)),
    ):
        assert not reminders.all_marks([secret], AT)[0] & reminders.ATTENTION


def test_a_weak_value_of_an_issuer_is_made_anew_there():
    weak = replace(GOOD, service="GitHub", versions=(replace(CURRENT, bits=12),))
    own = "Give it a generated value of 256 bits."
    assert found(weak)[0].step == own
    facts = Facts(issuers=frozenset({"github"}))
    assert found(weak, facts=facts)[0].step == "Rotate it at GitHub, which makes a new value."
    linked = replace(weak, service="", rotate_url="https://example.com/keys")
    assert found(linked)[0].step == "Rotate it at its issuer, which makes a new value."
    assert found(replace(weak, service=""), facts=facts)[0].step == own


def test_of_findings_alike_the_nearest_day_comes_first_then_the_name():
    plain = replace(GOOD, versions=(replace(CURRENT, fingerprint=b""),))
    keys = [
        replace(plain, id=name.encode(), name=name, expires=in_days(days))
        for name, days in (("A", 12), ("B", 3), ("D", 3), ("C", 3), ("E", -2), ("F", -9))
    ]
    weak = replace(GOOD, id=b"w", name="0", versions=(replace(CURRENT, bits=12),))
    assert [one.name for one in found(weak, *keys)] == ["F", "E", "0", "B", "C", "D", "A"]


def test_malformed_values():
    assert kinds(replace(GOOD, versions=(replace(CURRENT, malformed=True),))) == ["malformed"]


def test_the_same_value_twice():
    twin = replace(GOOD, id=b"t" * 16, name="B")
    (one, two) = found(GOOD, twin)
    assert (one.kind, one.severity, one.words) == (
        "same-value", Severity.NOTE, "The same value as prod/B",
    )  # fmt: skip
    assert two.name == "B"
    across = replace(twin, environment="dev", environment_id=b"d" * 16)
    assert {one.severity for one in found(GOOD, across)} == {Severity.WARNING}
    assert kinds(GOOD, replace(twin, trashed=NOW)) == []


def test_a_value_that_was_revoked_elsewhere():
    gone = replace(CURRENT, id=b"g", stage=Stage.REVOKED)
    revoked = replace(GOOD, id=b"r" * 16, name="OLD", versions=(gone,))
    assert kinds(GOOD, revoked) == ["revoked-value"]


def test_rights():
    assert kinds(replace(GOOD, access=Access.ADMIN)) == ["admin"]
    high = replace(GOOD, risk=Risk.HIGH)
    team = Facts(readers={GOOD.environment_id: 3}, members=3)
    assert kinds(high, facts=team) == ["readable-by-all"]
    assert kinds(high, facts=Facts(readers={GOOD.environment_id: 2}, members=3)) == []
    assert kinds(high, facts=Facts(readers={GOOD.environment_id: 1})) == []
    assert kinds(GOOD, facts=team) == []


def test_use():
    never = replace(GOOD, last_used=None)
    assert kinds(never) == []
    assert kinds(replace(never, created=NOW - 30 * DAY)) == ["never-used"]
    assert kinds(replace(GOOD, last_used=NOW - 89 * DAY)) == []
    assert kinds(replace(GOOD, last_used=NOW - 90 * DAY)) == ["unused"]


def put(*places: Place) -> Secret:
    return replace(GOOD, used_in=places)


def test_places():
    place = Place("file", "/a/.env", 2, NOW, "box")
    here = Facts("box")
    assert kinds(put(place), facts=here) == []
    assert kinds(put(place), facts=Facts("box", gone={"/a/.env"})) == ["gone-place"]
    assert kinds(put(place), facts=Facts("other", gone={"/a/.env"})) == []
    assert kinds(put(place), facts=Facts("box", exposed={"/a/.env"})) == ["not-ignored"]
    assert kinds(put(replace(place, version=1)), facts=here) == ["old-value"]
    (said,) = found(put(replace(place, version=1)), facts=here)
    assert said.words == f"v1 was the last put into {place.where}"
    assert kinds(put(replace(place, kind="program", version=1)), facts=here) == []


def test_places_of_other_environments():
    place = Place("file", "/a/.env", 2, NOW, "box")
    other = replace(
        put(place), id=b"o" * 16, environment="dev", environment_id=b"d" * 16,
        versions=(replace(CURRENT, fingerprint=b"g" * 16),),
    )  # fmt: skip
    assert kinds(put(place), other) == ["other-environment"] * 2
    named = put(replace(place, where="/b/.env.dev"))
    assert kinds(named, replace(other, used_in=())) == ["other-environment"]
    assert kinds(put(replace(place, where="/b/.env.prod")), replace(other, used_in=())) == []


def test_history():
    old = tuple(Version(bytes([n]), n, Stage.RETIRED, 1) for n in range(20))
    assert kinds(replace(GOOD, versions=(*old[:19], CURRENT))) == []
    assert kinds(replace(GOOD, versions=(*old, CURRENT))) == ["many-versions"]
    purged = replace(old[0], purged=True)
    assert kinds(replace(GOOD, versions=(purged, *old[1:], CURRENT))) == []
    before = Version(b"o", 1, Stage.PREVIOUS, 1, overlap_until=NOW)
    assert kinds(replace(GOOD, versions=(before, CURRENT))) == ["overlap-over"]
    running = replace(before, overlap_until=NOW + 1)
    assert kinds(replace(GOOD, versions=(running, CURRENT))) == []
    waiting = Version(b"n", 3, Stage.PENDING, NOW)
    begun = replace(GOOD, versions=(CURRENT, waiting))
    late = Renewal(b"n", b"c", NOW - 8 * DAY)
    assert "halfway" in kinds(replace(begun, renewal=late))
    assert "halfway" not in kinds(replace(begun, renewal=replace(late, started=NOW - 7 * DAY)))


def test_bookkeeping():
    assert kinds(replace(GOOD, conflicts=("notes",))) == ["conflict"]
    assert kinds(replace(GOOD, policy="pci")) == ["no-such-policy"]
    assert kinds(replace(GOOD, policy="pci"), facts=Facts(policies={"pci"})) == []


def test_a_revoked_key_has_only_its_incident():
    revoked = (replace(CURRENT, stage=Stage.REVOKED),)
    incident = Incident(b"i", NOW, "Ann", "leak", (Task("rotate"), Task("tell", NOW)))
    secret = replace(GOOD, versions=revoked, expires=in_days(-9), incidents=(incident,))
    (only,) = found(secret)
    assert (only.kind, only.words) == ("incident", "An incident is open, 1 task is open")
    closed = replace(incident, closed=NOW)
    assert kinds(replace(secret, incidents=(closed,))) == []


def test_the_worst_comes_first():
    secrets: Iterable[Secret] = (
        replace(GOOD, name="NOTE", access=Access.ADMIN),
        replace(GOOD, name="WORST", expires=in_days(-1)),
        replace(GOOD, name="WARN", policy="gone"),
    )
    distinct = [
        replace(one, versions=(replace(CURRENT, fingerprint=one.name.encode()),)) for one in secrets
    ]
    result = found(*distinct)
    assert [one.name for one in result] == ["WORST", "WARN", "NOTE"]
    assert health.counts(result) == {
        Severity.CRITICAL: 1, Severity.WARNING: 1, Severity.NOTE: 1,
    }  # fmt: skip
