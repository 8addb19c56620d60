import json
from datetime import UTC, date, datetime

import msgspec

from keystead.core.json_view import due_view, list_view, row_view, show_view
from keystead.core.model import (
    Access,
    Kind,
    Place,
    Restrictions,
    Risk,
    Secret,
    Stage,
    Version,
)
from keystead.core.reminders import due

NOW = datetime(2026, 11, 22, 19, 43, tzinfo=UTC).timestamp()
CREATED = int(datetime(2026, 11, 1, 23, 59, 59, tzinfo=UTC).timestamp())
PLAIN = Secret(id=b"\x01\xff", name="A", environment="dev", environment_id=b"e", created=CREATED)
FULL = Secret(
    id=b"\x02",
    name="STRIPE_SECRET_KEY",
    environment="prod",
    environment_id=b"e",
    created=CREATED,
    service="Stripe",
    description="Charges",
    owner="Mara",
    kind=Kind.TOKEN,
    permissions=("charges:write",),
    access=Access.ADMIN,
    restrictions=Restrictions(ip_ranges=("10.0.0.0/8",), region="EU"),
    risk=Risk.HIGH,
    expires=date(2027, 1, 31),
    overlap=3_600,
    last_rotated=CREATED + 86_400,
    last_used=CREATED + 86_401,
    rotate_url="https://example.com",
    tags=("billing", "eu"),
    notes="n",
    places=(Place("file", "~/.env", 2, CREATED), Place("program", "x")),
    hint="sk_live_",
    versions=(
        Version(
            id=b"v1",
            number=1,
            stage=Stage.PREVIOUS,
            created=CREATED,
            created_by="Mara",
            length=107,
            overlap_until=int(NOW) + 60,
        ),
        Version(id=b"v2", number=2, stage=Stage.CURRENT, created=CREATED + 86_400),
    ),
)


def test_a_row_has_exactly_the_promised_names() -> None:
    assert row_view(PLAIN, NOW) == {
        "name": "A",
        "environment": "dev",
        "service": "",
        "state": "ok",
        "expires": None,
        "rotation_due": None,
        "tags": [],
        "created": "2026-11-01",
        "versions": 0,
        "id": PLAIN.id.hex(),
    }


def test_a_full_row() -> None:
    row = row_view(FULL, NOW)
    assert row["state"] == "overlap"
    assert row["expires"] == "2027-01-31"
    assert row["rotation_due"] == "2026-12-02"
    assert row["tags"] == ["billing", "eu"]
    assert row["versions"] == 2


def test_the_list_keeps_its_order_and_the_lead_time() -> None:
    rows = list_view([FULL, PLAIN], NOW, lead_days=90)
    assert [row["name"] for row in rows] == ["STRIPE_SECRET_KEY", "A"]
    assert rows[0]["state"] == "expiring"


def test_show_adds_the_rest() -> None:
    shown = show_view(FULL, NOW)
    assert {
        key: value for key, value in row_view(FULL, NOW).items() if key != "versions"
    }.items() <= (shown.items())
    assert shown["versions"] == [
        {
            "number": 1,
            "stage": "previous",
            "created": "2026-11-01T23:59:59Z",
            "created_by": "Mara",
            "length": 107,
            "overlap_until": "2026-11-22T19:44:00Z",
            "purged": False,
        },
        {
            "number": 2,
            "stage": "current",
            "created": "2026-11-02T23:59:59Z",
            "created_by": "",
            "length": 0,
            "overlap_until": None,
            "purged": False,
        },
    ]
    assert shown["id"] == "02"
    assert shown["risk"] == "high"
    assert shown["rotate_every"] is None
    assert shown["overlap"] == 3_600
    assert shown["effective"] == {
        "rotate_every": 30, "overlap": 3_600, "leads": [14], "source": "high risk",
        "sources": {
            "rotate_every": "high risk", "overlap": "set for this key", "leads": "settings",
        },
    }  # fmt: skip
    assert shown["overlap_left"] == 60
    assert shown["last_rotated"] == "2026-11-02"
    assert shown["last_used"] == "2026-11-03T00:00:00Z"
    assert shown["places"] == [
        {
            "kind": "file",
            "where": "~/.env",
            "host": None,
            "version": 2,
            "at": "2026-11-01T23:59:59Z",
        },
        {"kind": "program", "where": "x", "host": None, "version": None, "at": None},
    ]
    restrictions = shown["restrictions"]
    assert isinstance(restrictions, dict)
    assert list(restrictions["ip_ranges"]) == ["10.0.0.0/8"]


def test_every_field_of_a_secret_is_shown_but_its_environment_s_id() -> None:
    assert set(Secret.__struct_fields__) - set(show_view(FULL, NOW)) == {
        "environment_id",
        "used_in",
        "held",
    }


def test_all_views_are_plain_json() -> None:
    for view in (list_view([FULL, PLAIN], NOW), show_view(FULL, NOW), show_view(PLAIN, NOW)):
        assert json.loads(json.dumps(view))
        assert json.loads(msgspec.json.encode(view))


def test_due_is_an_array_of_five_names() -> None:
    assert due_view(due([FULL], NOW, 10)) == [
        {
            "name": "STRIPE_SECRET_KEY",
            "environment": "prod",
            "kind": "rotation",
            "on": "2026-12-02",
            "days": 10,
        }
    ]
