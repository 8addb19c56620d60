"""A rotation as a person goes through it on the terminal, one question at a time."""

from keystead.cli import asking, output, rotate_steps, rotate_words
from keystead.cli.context import JsonObject
from keystead.cli.options import Args

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.session import Session


def walk(vault: "Session", key: JsonObject, view: JsonObject, args: Args) -> JsonObject:
    """Ask for each step that is open, and stop at the first that is answered with no."""
    rotate_words.places(view)
    if view["files"] and asking.yes(f"Rewrite {rotate_words.files(view['files'])} here now?"):
        view = vault.call("rotate.place", key | {"profile": args.profile})
        rotate_words.places(view)
    view = _by_hand(vault, key, view)
    if view["step"] == "check" and asking.yes(f"Does v{view['version']} work?"):
        view = vault.call("rotate.verified", key)
    if view["step"] == "switch" and asking.yes(f"Make v{view['version']} the current value?"):
        view = rotate_steps.switch(vault, key, view, args)
    if view["step"] == "retire" and asking.yes(f"Retire v{view['former']} now?"):
        view = rotate_steps.finish(vault, key, view, args)
    return view


def _by_hand(vault: "Session", key: JsonObject, view: JsonObject) -> JsonObject:
    for place in rotate_words.objects(view, "places"):
        if place["placed"] != "open":
            continue
        where = output.safe(f"{place['kind']} {place['where']}")
        answer = asking.line(f"{where}: done? [y/N, s to skip] ").casefold()
        state = {"y": "done", "yes": "done", "s": "skipped", "skip": "skipped"}.get(answer)
        if state is not None:
            chosen = {"places": [place["number"]], "placed": state}
            view = vault.call("rotate.mark", key | chosen)
    return view
