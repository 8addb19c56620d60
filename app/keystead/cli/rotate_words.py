"""How ``rotate`` tells a person how far a rotation is, and what comes next."""

from collections.abc import Sequence

from keystead.cli import output
from keystead.cli.context import JsonObject
from keystead.core.durations import left_in_words, span_in_words

_NEXT = {
    "places": "Next: put v{version} where v{former} is used, then --mark or --place-all.",
    "check": "Next: check that v{version} works: --verify-with CMD, or --verified.",
    "switch": "Next: make v{version} the current value: --switch.",
    "overlap": "Both values are kept for {left} more; then --finish retires v{former}.",
    "retire": "The overlap ended. Next: --finish retires v{former}.",
}


def objects(answer: JsonObject, name: str) -> list[JsonObject]:
    """A list of objects in an answer; what is none is left out."""
    found = answer.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def overview(views: Sequence[JsonObject]) -> None:
    """A row for each rotation."""
    rows = [
        (
            str(view["name"]),
            str(view["environment"]),
            _versions(view),
            f"{view['left']} open" if view["left"] else "",
            _remaining(view),
            str(view["step"] or ("waiting" if view["waiting"] else "over")),
        )
        for view in views
    ]
    output.table(("name", "env", "versions", "places", "overlap", "next"), rows)
    if not views:
        output.note("No rotation is under way.")


def _versions(view: JsonObject) -> str:
    """Old and new, the new one alone, or nothing where the rotation is over."""
    numbers = (view["former"], view["version"])
    return " → ".join(f"v{number}" for number in numbers if number)


def tell(view: JsonObject) -> None:
    """The rotation of one key: its places, and what to do next."""
    if view["step"] is None:
        waiting = view["waiting"]
        if isinstance(waiting, list) and waiting:
            numbers = ", ".join(f"v{number}" for number in waiting)
            output.note(f"Another new value waits: {numbers}. --resume takes it up.")
        elif not view.get("told"):
            output.note(none_under_way(view))
        return
    places(view)
    step = str(view["step"])
    output.note(
        f"{full(view)}: "
        + _NEXT[step].format(
            version=view["version"], former=view["former"], left=_remaining(view) or "no time"
        )
    )
    if view.get("values_met"):
        output.note(
            f"Two of its values, made apart, are each the current one. Both are kept; keystead "
            f"show {full(view)} tells how to choose."
        )
    if step in ("places", "check") and view["rotate_url"]:
        output.note(f"Its issuer: {view['rotate_url']}")


def none_under_way(view: JsonObject) -> str:
    """That there is nothing to go on with, and why where two values met."""
    if view.get("values_met"):
        return (
            f"No rotation of {full(view)} is under way: two of its values, made apart, are each "
            f"the current one. Both are kept; keystead show {full(view)} tells how to choose."
        )
    return f"No rotation of {full(view)} is under way."


def places(view: JsonObject) -> None:
    """A row for each place."""
    rows = [
        (
            str(one["number"]),
            str(one["placed"]),
            str(one["kind"]),
            f"{one['where']}{_host(one)}",
            str(one["note"]),
        )
        for one in objects(view, "places")
    ]
    if rows:
        output.table(("no", "state", "kind", "place", "note"), rows)


def _host(place: JsonObject) -> str:
    elsewhere = place["host"] and not place["rewritable"] and place["kind"] == "file"
    return f" on {place['host']}" if elsewhere else ""


def undone(view: JsonObject) -> None:
    """What a rotation that was taken back leaves to do by hand."""
    output.note(f"The rotation of {full(view)} is undone; its value is the old one.")
    left = objects(view, "not_restored")
    for one in left:
        reason = f": {one['note']}" if one["note"] else ""
        output.note(f"Still to put back by hand: {one['where']}{_host(one)}{reason}")
    view["told"] = True


def finished(view: JsonObject) -> None:
    """That the old value is retired, and where to revoke it."""
    output.note(f"The old value of {full(view)} is retired.")
    page = view["revoke_url"] or view["rotate_url"]
    output.note(f"Revoke it at its issuer: {page}" if page else "Revoke it at its issuer, too.")
    view["told"] = True


def kept(view: JsonObject) -> None:
    """That what was begun is safe, where something stopped it."""
    if view.get("step") is not None:
        output.note(
            f"The rotation of {full(view)} is kept as it is. Go on with: keystead rotate "
            f"{full(view)} --resume"
        )


def why_early(view: JsonObject) -> str:
    """Why retiring the old value now is early."""
    left = view["left"]
    if isinstance(left, int) and left:
        return f"{left} of its places may still have v{view['former']}."
    return f"v{view['former']} is kept for {_remaining(view)} more."


def files(count: object) -> str:
    """``1 file``, ``3 files``."""
    return f"{count} {'file' if count == 1 else 'files'}"


def _remaining(view: JsonObject) -> str:
    left = view["overlap_left"]
    if isinstance(left, int):
        return left_in_words(left) if left else "ended"
    overlap = view["overlap"]
    return f"then {span_in_words(overlap)}" if isinstance(overlap, int) and view["step"] else ""


def full(view: JsonObject) -> str:
    """ENV/NAME of the key that rotates."""
    return f"{view['environment']}/{view['name']}"
