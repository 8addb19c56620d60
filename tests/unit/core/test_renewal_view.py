"""The JSON object of a rotation; scripts rely on its names."""

from keystead.core.model import Place, Placed, Renewal, Secret, Stage, Step, Version
from keystead.core.renewal_view import rotation_view

OLD, NEW = b"o" * 16, b"n" * 16
STEPS = (
    Step(Place("file", "/srv/.env", 1, 5, "box", form="node")),
    Step(Place("file", "/srv/.env", 1, 5, "away"), note="is read-only"),
    Step(Place("pipeline", "CI"), Placed.DONE, 60),
)


def secret(old: Version, new: Version, one: Renewal | None) -> Secret:
    return Secret(
        id=b"i" * 16,
        name="A",
        environment="dev",
        environment_id=b"e" * 16,
        created=0,
        versions=(old, new),
        renewal=one,
        overlap=3_600,
        revoke_url="https://example.com/revoke",
    )


def test_a_rotation_before_the_switch():
    found = secret(
        Version(OLD, 1, Stage.CURRENT, 0),
        Version(NEW, 2, Stage.PENDING, 0),
        Renewal(NEW, OLD, 30, STEPS, verified=90, verified_by="by hand"),
    )
    view = rotation_view(found, 100.0, "box")
    places = view.pop("places")
    assert view == {
        "name": "A",
        "environment": "dev",
        "id": found.id.hex(),
        "values_met": False,
        "step": "places",
        "version": 2,
        "former": 1,
        "started": "1970-01-01T00:00:30Z",
        "verified": "1970-01-01T00:01:30Z",
        "verified_by": "by hand",
        "switched": None,
        "expires": None,
        "overlap": 3_600,
        "overlap_until": None,
        "overlap_left": None,
        "left": 2,
        "files": 1,
        "can_undo": True,
        "waiting": [],
        "rotate_url": "",
        "revoke_url": "https://example.com/revoke",
    }
    assert isinstance(places, list)
    assert [place["number"] for place in places] == [1, 2, 3]
    assert [place["rewritable"] for place in places] == [True, False, False]
    assert places[2] == {
        "number": 3,
        "kind": "pipeline",
        "where": "CI",
        "host": "",
        "form": "",
        "placed": "done",
        "at": "1970-01-01T00:01:00Z",
        "note": "",
        "rewritable": False,
    }


def test_a_rotation_after_the_switch_and_none():
    found = secret(
        Version(OLD, 1, Stage.PREVIOUS, 0, overlap_until=500),
        Version(NEW, 2, Stage.CURRENT, 0),
        Renewal(NEW, OLD, 30, switched=100),
    )
    view = rotation_view(found, 400.4, "box")
    assert (view["step"], view["overlap_left"]) == ("overlap", 100)
    assert view["overlap_until"] == "1970-01-01T00:08:20Z"
    ended = rotation_view(found, 501.0, "box")
    assert (ended["step"], ended["overlap_left"]) == ("retire", 0)
    none = secret(Version(OLD, 1, Stage.CURRENT, 0), Version(NEW, 2, Stage.PENDING, 0), one=None)
    view = rotation_view(none, 0.0, "box")
    assert (view["step"], view["version"], view["can_undo"]) == (None, None, False)
    assert view["waiting"] == [2]
