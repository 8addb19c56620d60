"""Rotation by request: what each answers, and what is refused."""

import pytest

from keystead.core.errors import BadText
from keystead.errors import Conflicting, KeysteadError, NotFound, Refused, UsageProblem
from keystead.services.errors import NoRotation
from keystead.services.requests import reading, table

KEY = {"name": "API_KEY", "env": "dev"}


def ask(owner, method, **params):
    return table.handle(owner, method, params)


def rotate(owner, what, **params):
    return ask(owner, f"rotate.{what}", **KEY, **params)


def test_a_rotation_from_begin_to_finish(owner, tmp_path):
    folder = tmp_path / "project"
    folder.mkdir(mode=0o755)
    path = folder / ".env"
    ask(owner, "export", env="dev", profile="node", path=str(path))
    view = rotate(owner, "begin", value="new")
    assert (view["step"], view["version"], view["former"]) == ("places", 2, 1)
    assert (view["generated"], view["left"], view["files"]) == (False, 1, 1)
    view = rotate(owner, "place")
    assert (view["step"], view["left"]) == ("check", 0)
    assert "API_KEY=new" in path.read_text()
    assert ask(owner, "get", **KEY)["value"] == "one"
    assert ask(owner, "get", **KEY, version=2)["value"] == "new"
    with pytest.raises(Refused):
        rotate(owner, "switch")
    view = rotate(owner, "verified", how="command curl")
    assert (view["step"], view["verified_by"]) == ("switch", "command curl")
    view = rotate(owner, "switch")
    assert (view["step"], view["overlap_left"]) == ("overlap", 48 * 3_600)
    assert ask(owner, "get", **KEY)["value"] == "new"
    assert rotate(owner, "status") == view
    assert ask(owner, "rotate.list", env="dev")["rotations"] == [view]
    assert ask(owner, "rotate.list", env="prod")["rotations"] == []
    due = ask(owner, "due", within=7)["due"]
    assert [item["kind"] for item in due] == ["retire"]
    owner.home.parts.clock.advance(48 * 3_600)
    assert rotate(owner, "status")["step"] == "retire"
    assert ask(owner, "list", query="is:due")["keys"][0]["state"] == "rotation-due"
    view = rotate(owner, "finish")
    assert (view["step"], view["can_undo"]) == (None, False)
    assert ask(owner, "due", within=7)["due"] == []


def test_the_old_value_is_kept_longer(owner):
    rotate(owner, "begin", value="new")
    with pytest.raises(NoRotation):
        rotate(owner, "longer", seconds=3_600)
    before = rotate(owner, "switch", force=True)
    view = rotate(owner, "longer", seconds=86_400)
    assert view["overlap_left"] == before["overlap_left"] + 86_400
    for seconds in (None, "7d", True, 0):
        with pytest.raises(KeysteadError):
            rotate(owner, "longer", seconds=seconds)
    assert rotate(owner, "status") == view


def test_a_generated_value_and_the_way_back(owner):
    view = rotate(owner, "begin", generate={"format": "hex"})
    assert view["generated"] is True
    assert len(ask(owner, "get", **KEY, version=2)["value"]) == 64
    rotate(owner, "switch", force=True)
    view = rotate(owner, "undo")
    assert (view["step"], view["not_restored"]) == (None, [])
    assert ask(owner, "get", **KEY)["value"] == "one"


def test_places_are_marked_by_number(owner):
    secret = reading.found(owner, KEY)
    ask(owner, "places.change", **KEY, add="GitHub Actions", kind="pipeline")
    rotate(owner, "begin", value="new")
    view = rotate(owner, "mark", places=[1], placed="done", note="by Ann")
    assert view["places"][0]["placed"] == "done"
    assert view["places"][0]["note"] == "by Ann"
    assert secret.id == reading.found(owner, KEY).id
    for places in ([], None, [True], ["1"], "1"):
        with pytest.raises(UsageProblem):
            rotate(owner, "mark", places=places, placed="done")
    with pytest.raises(NotFound):
        rotate(owner, "mark", places=[2], placed="done")
    with pytest.raises(BadText):
        rotate(owner, "mark", places=[1], placed="perhaps")
    with pytest.raises(UsageProblem):
        rotate(owner, "place", profile="cobol")


def test_begin_needs_a_value_and_a_free_key(owner):
    with pytest.raises(UsageProblem, match="needs a new value"):
        rotate(owner, "begin")
    rotate(owner, "begin", value="new")
    with pytest.raises(Conflicting):
        rotate(owner, "begin", value="newer")
    with pytest.raises(NotFound):
        ask(owner, "rotate.begin", name="NO_KEY", env="dev", value="x")
    assert rotate(owner, "resume")["version"] == 2


def test_many_get_generated_values_in_one_commit(owner):
    rotate(owner, "begin", value="new")
    names = ["dev/API_KEY", "prod/API_KEY", "prod/API_KEY"]
    before = len(owner.vault.state.commits)
    answer = ask(owner, "rotate.many", names=names, generate={})
    assert [row["environment"] for row in answer["begun"]] == ["prod"]
    assert answer["underway"] == [{"name": "API_KEY", "environment": "dev"}]
    assert len(owner.vault.state.commits) == before + 1
    assert ask(owner, "rotate.many", names=names)["begun"] == []
    with pytest.raises(UsageProblem):
        ask(owner, "rotate.many", names=[])
