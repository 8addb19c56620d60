"""The steps of ``rotate`` that the options name, one after the other."""

import sys

from keystead.cli import asking, output, recipe_options, rotate_words
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args
from keystead.core.durations import parse_span
from keystead.core.secret_types import SecretText
from keystead.errors import NotFound, Refused, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.session import Session

MAX_VALUE = 65_536
_STDERR = 2


def value(context: Context, args: Args, name: str) -> JsonObject:
    """What ``rotate.begin`` gets: a recipe, or the value from wherever the options say, else
    as a person at the terminal chooses."""
    if args.generate is not None:
        named = args.generate if isinstance(args.generate, str) else None
        fields = recipe_options.fields(context, args, named)
        key = recipe_options.signing_key(args)
        return {"generate": fields | ({"key": key.reveal()} if key else {})}
    if args.stdin:
        text = asking.secret_input(MAX_VALUE).reveal()
        if text.endswith("\n"):
            output.note(
                "keystead: the value ends with a line break, which is kept as part of it. "
                "Where that is not meant, use: printf %s"
            )
        return {"value": text}
    if args.hook is not None:
        return {"value": _hooked(context, args).reveal()}
    if not args.prompt and asking.yes(f"Generate the new value of {output.safe(name)}?"):
        return {"generate": recipe_options.fields(context, args, None)}
    return {"value": asking.hidden(f"New value of {output.safe(name)}: ").reveal()}


def _hooked(context: Context, args: Args) -> SecretText:
    """The value that the user's command prints; a person sees what came and may refuse it."""
    from keystead.cli.rotating import may_ask
    from keystead.services import hooks
    from keystead.services.recognition import identify

    command = hooks.words_of(args.hook, args.shell)
    found = hooks.new_value(
        command,
        multiline=args.multiline,
        seconds=hooks.check_seconds(args.timeout),
        ours=context.given.for_child(context.vault),
    )
    if may_ask(args):
        told = identify(found)
        begins = f", beginning with {told.prefix}" if told is not None and told.prefix else ""
        size = f"{len(found)} character{'' if len(found) == 1 else 's'}"
        asking.confirm(False, f"The command printed a value of {size}{begins}. Use it?")
    return found


def ask_of_form(begun: JsonObject, args: Args) -> None:
    """Refused where the new value is unlike the old one, unless a person says that it is
    right; it waits in the vault all the same, since its issuer may have made it just now."""
    from keystead.cli.rotating import may_ask

    told = str(begun["unlike"])
    if may_ask(args):
        output.note(f"keystead: {told}")
        if asking.yes("Go on with it?"):
            return
    name = output.safe(f"{begun['environment']}/{begun['name']}")
    raise Refused(
        f"{told} It may be a message instead of a value. v{begun['version']} waits in the vault, "
        f"and nothing uses it. Take it back with: keystead rotate {name} --undo. If it is right, "
        "go on with --resume, or give --other-form from the start.",
        version=begun["version"],
    )


def go_on(
    context: Context, vault: "Session", key: JsonObject, view: JsonObject, args: Args
) -> JsonObject:
    """Do what the options name, in the order of a rotation; the view after the last."""
    for place, state in args.mark or ():
        number = numbered(view, place)
        view = vault.call("rotate.mark", key | {"places": [number], "placed": state})
    if args.place_all:
        view = vault.call("rotate.place", key | {"profile": args.profile})
    if args.verify_with is not None:
        view = verify(context, vault, key, view, args)
    elif args.verified:
        view = vault.call("rotate.verified", key)
    if args.switch:
        view = switch(vault, key, view, args)
    if args.longer is not None:
        view = vault.call("rotate.longer", key | {"seconds": parse_span(args.longer)})
    if args.undo:
        view = vault.call("rotate.undo", key)
        if not args.json:
            rotate_words.undone(view)
    if args.finish:
        view = finish(vault, key, view, args)
    return view


def numbered(view: JsonObject, place: str) -> int:
    """The number of the place that is meant by its number or path; NotFound."""
    places = rotate_words.objects(view, "places")
    found = [one for one in places if place in (str(one["number"]), one["where"])]
    if not found:
        raise NotFound(f"The rotation has no place {output.safe(place)}. --status lists them.")
    number = found[0]["number"]
    return number if isinstance(number, int) else 0


def verify(
    context: Context, vault: "Session", key: JsonObject, view: JsonObject, args: Args
) -> JsonObject:
    """Run the user's command with the new value in its environment; HookFailed where it says no."""
    from keystead.services import hooks

    command = hooks.words_of(args.verify_with, args.shell)
    seconds = hooks.check_seconds(args.timeout)
    if view["version"] is None:
        raise UsageProblem("There is no new value to check: begin a rotation first.")
    wanted = {"version": view["version"], "action": "reveal", "where": "keystead rotate"}
    found = SecretText(str(vault.call("get", key | wanted)["value"]))
    sys.stderr.flush()
    hooks.check(
        command,
        str(view["name"]),
        found,
        seconds=seconds,
        ours=context.given.for_child(context.vault),
        output_to=_STDERR,
    )
    # Its arguments may hold what is nobody's business; the program's name does not.
    return vault.call("rotate.verified", key | {"how": f"command {command[0]}"[:200]})


def switch(vault: "Session", key: JsonObject, view: JsonObject, args: Args) -> JsonObject:
    """Make the new value the current one; a person is asked where something is open.  Where it
    is that already, as after a script was cut off, all is done."""
    from keystead.cli.rotating import may_ask

    if view["switched"]:
        if not args.json:
            output.note(
                f"v{view['version']} is the current value of {rotate_words.full(view)} already."
            )
        return view
    try:
        after = vault.call("rotate.switch", key | {"force": args.yes})
    except Refused as error:
        if not may_ask(args):
            raise Refused(
                f"{error.message} Give --yes to switch all the same.", **error.data
            ) from None
        output.note(error.message)
        asking.confirm(False, "Make it the current value all the same?")
        after = vault.call("rotate.switch", key | {"force": True})
    if not args.json:
        output.note(f"v{view['version']} is the current value of {rotate_words.full(view)}.")
    return after


def finish(vault: "Session", key: JsonObject, view: JsonObject, args: Args) -> JsonObject:
    """Retire the old value; asked first while its overlap runs or places are open."""
    early = view["overlap_left"] or view["left"]
    if view["step"] is not None and view["switched"] and early:
        asking.confirm(args.yes, f"{rotate_words.why_early(view)} Retire it now?")
    after = vault.call("rotate.finish", key)
    if not args.json:
        rotate_words.finished(after)
    return after
