import json

from keystead.core.blast_radius import Copy, Radius, Related, Spot, Use, Why
from keystead.core.incident_view import case_row, case_view, radius_view
from keystead.core.incidents import Moment, cases
from keystead.core.model import Incident, Place, Secret, Stage, Task, Version

ID = b"i" * 16
KEY = Secret(
    b"k", "A", "dev", b"e", 1, service="Stripe", versions=(Version(b"1", 1, Stage.CURRENT, 1),)
)


def test_a_radius_says_everything_but_the_value():
    found = radius_view(
        Radius(
            KEY,
            (Spot(Place("file", "/a/.env", 1, 60, "box"), Copy.HOLDS),),
            ("Ann",),
            "Ann",
            (Related(KEY, Why.ACCOUNT),),
            (Use(60, "copy", "window", "", "Ann", 1),),
        )
    )
    assert json.loads(json.dumps(found)) == {
        "name": "A",
        "environment": "dev",
        "service": "Stripe",
        "versions": [1],
        "revoke_url": None,
        "places": [
            {
                "kind": "file",
                "where": "/a/.env",
                "host": "box",
                "version": 1,
                "at": "1970-01-01T00:01:00Z",
                "copy": "holds-it",
            }
        ],
        "readers": ["Ann"],
        "related": [{"name": "A", "environment": "dev", "why": "same-account"}],
        "uses": [
            {
                "at": "1970-01-01T00:01:00Z",
                "what": "copy",
                "where": "window",
                "host": None,
                "by": "Ann",
                "version": 1,
            }
        ],
        "last_used": None,
    }


def test_an_incident_in_a_list_and_whole():
    tasks = (Task("one", 60, "Bob"), Task("two"))
    key = Secret(
        b"k", "A", "dev", b"e", 1, versions=(Version(b"1", 1, Stage.REVOKED, 1),),
        incidents=(Incident(ID, 1, "Ann", "leaked", tasks),),
    )  # fmt: skip
    (case,) = cases([key])
    row = case_row(case)
    assert row["keys"] == [{"name": "A", "environment": "dev", "versions": [1]}]
    assert (row["incident"], row["tasks_left"], row["closed"]) == (ID.hex()[:8], 1, None)
    whole = case_view(case, (Moment(1, "Revoked: leaked", "Ann"),))
    assert whole["id"] == ID.hex()
    assert whole["timeline"] == [
        {"at": "1970-01-01T00:00:01Z", "what": "Revoked: leaked", "by": "Ann"}
    ]
    assert whole["tasks"] == [
        {"name": "A", "environment": "dev", "number": 1, "task": "one",
         "done": "1970-01-01T00:01:00Z", "by": "Bob"},
        {"name": "A", "environment": "dev", "number": 2, "task": "two", "done": None, "by": ""},
    ]  # fmt: skip
