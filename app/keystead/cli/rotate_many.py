"""``rotate --query``: the same step for every key that a search finds."""

from keystead.cli import (
    asking,
    output,
    problems,
    recipe_options,
    rotate_steps,
    rotate_words,
    twins,
)
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args
from keystead.errors import KeysteadError, NotFound, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.session import Session

_SHOWN = 10


def run(context: Context, vault: "Session", args: Args) -> int:
    """Begin for all with generated values in one commit, or go on with those under way; the
    exit code of the first that failed."""
    from keystead.cli.rotating import may_ask

    if args.stdin or args.prompt or args.hook is not None or args.key_stdin:
        raise UsageProblem("Many keys at once get generated values: give --generate.")
    listed = vault.call("list", {"env": args.env, "query": args.query})
    rows = rotate_words.objects(listed, "keys")
    names = [twins.exact(row) for row in rows]
    if not names:
        raise NotFound("No key matches. Nothing was changed.")
    if args.generate is not None:
        if may_ask(args):
            asking.confirm(False, f"Rotate {_named(_shown(rows))}?")
        named = args.generate if isinstance(args.generate, str) else None
        recipe = recipe_options.fields(context, args, named)
        answer = vault.call("rotate.many", {"names": names, "env": None, "generate": recipe})
        views = rotate_words.objects(answer, "begun")
        for row in rotate_words.objects(answer, "underway"):
            name = f"{row['environment']}/{row['name']}"
            output.note(f"keystead: a rotation of {name} is under way already; left as it is.")
    else:
        views = [
            view for name in names if (view := vault.call("rotate.status", _key(name)))["step"]
        ]
    return _each(context, vault, args, views)


def _each(context: Context, vault: "Session", args: Args, views: list[JsonObject]) -> int:
    """Go on with each; one that fails keeps nobody from the next."""
    code, after = problems.DONE, []
    for view in views:
        key = _key(twins.exact(view))
        try:
            after.append(rotate_steps.go_on(context, vault, key, view, args))
        except KeysteadError as error:
            after.append(view)
            problems.say(f"{view['environment']}/{view['name']}: {error.message}")
            code = code or problems.exit_code(error)
    _print(args, after)
    return code


def _print(args: Args, views: list[JsonObject]) -> int:
    if args.json:
        output.print_json(views)
    else:
        rotate_words.overview(views)
    return problems.DONE


def _key(name: str) -> JsonObject:
    return {"name": name, "env": None}


def _shown(rows: list[JsonObject]) -> list[str]:
    named = zip(rows, twins.names(rows), strict=True)
    return [f"{row['environment']}/{name}" for row, name in named]


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{len(names)} {'key' if len(names) == 1 else 'keys'}: {shown}{more}"
