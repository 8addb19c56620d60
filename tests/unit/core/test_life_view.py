import json

from keystead.core.life_view import life_view
from keystead.core.model import (
    Decision,
    Incident,
    Place,
    Placed,
    Renewal,
    Review,
    Secret,
    Stage,
    Step,
    Task,
    Version,
)

NOON = 1_762_171_200
NOON_TEXT = "2025-11-03T12:00:00Z"


def test_a_key_without_a_story():
    told = life_view(Secret(b"s" * 16, "A", "dev", b"e" * 16, 1))
    assert told == {
        "policy": "", "leads": None, "renewal": None, "incidents": [], "reviewed": None,
    }  # fmt: skip


def test_a_whole_story():
    old, new = Version(b"o", 1, Stage.CURRENT, 1), Version(b"n", 2, Stage.PENDING, 2)
    step = Step(Place("file", "/a/.env", 1, NOON, "box"), Placed.DONE, NOON, "by hand")
    secret = Secret(
        b"s" * 16, "A", "dev", b"e" * 16, 1, versions=(old, new), policy="pci", leads=(30, 7),
        renewal=Renewal(b"n", b"o", NOON, (step,), verified_by="tick"),
        incidents=(Incident(b"\1", NOON, "Ann", "leak", (Task("rotate", NOON, "Ann"),)),),
        reviewed=Review(NOON, "Ann", Decision.NARROW, "read only"),
    )  # fmt: skip
    told = json.loads(json.dumps(life_view(secret)))
    assert (told["policy"], told["leads"]) == ("pci", [30, 7])
    renewal = told["renewal"]
    assert (renewal["version"], renewal["former"], renewal["started"]) == (2, 1, NOON_TEXT)
    assert (renewal["verified"], renewal["switched"]) == (None, None)
    assert renewal["places"] == [
        {
            "kind": "file", "where": "/a/.env", "host": "box", "version": 1, "at": NOON_TEXT,
            "state": "done", "done": NOON_TEXT, "note": "by hand",
        }
    ]  # fmt: skip
    (incident,) = told["incidents"]
    assert (incident["id"], incident["opened"], incident["closed"]) == ("01", NOON_TEXT, None)
    assert incident["tasks"] == [{"what": "rotate", "done": NOON_TEXT, "by": "Ann"}]
    assert told["reviewed"] == {
        "at": NOON_TEXT, "by": "Ann", "decision": "narrow", "note": "read only",
    }  # fmt: skip
