"""``rotate``: a new value for a key, step by step, for a person or a script."""

from keystead.cli import asking, options, output, problems, recipe_options, rotate_words, twins
from keystead.cli.context import Context, JsonObject, Vault
from keystead.cli.options import Args, Parser
from keystead.cli.recipe_options import FORMATS
from keystead.errors import KeysteadError, UsageProblem

_STATES = ("done", "skipped", "open")


def options_rotate(name: str, summary: str) -> Parser:
    """The parser of ``rotate``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead rotate API_KEY --env dev                  # asks step by step",
            "keystead rotate dev/API_KEY --generate --place-all",
            "keystead rotate prod/STRIPE_KEY --hook './new-key.sh' --verify-with './try-it.sh'",
            "keystead rotate dev/API_KEY --mark 2 done --verified --switch",
            "keystead rotate dev/API_KEY --longer 7d            # the old value is still in use",
            "keystead rotate dev/API_KEY --finish",
            "keystead rotate --query 'tag:ci is:due' --generate --place-all",
            "keystead rotate                                    # what is under way",
        ],
    )
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="NAME, ENV/NAME or keystead://ENV/NAME"
    )
    options.environment(parser)
    parser.add_argument(
        "--query", metavar="QUERY", help="all keys that a search finds, as in 'list'"
    )
    _value_options(parser)
    _step_options(parser)
    parser.add_argument("--yes", action="store_true", help="go on without asking")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def _value_options(parser: Parser) -> None:
    group = parser.add_argument_group("the new value (never an argument)")
    ways = group.add_mutually_exclusive_group()
    ways.add_argument("--stdin", action="store_true", help="read it from stdin, exactly")
    ways.add_argument("--prompt", action="store_true", help="type it, hidden")
    ways.add_argument("--hook", metavar="CMD", help="run CMD, which prints it; no shell")
    ways.add_argument(
        "--generate",
        nargs="?",
        const=True,
        choices=FORMATS,
        metavar="FORMAT",
        help=f"make a random one: {FORMATS[0]} (default), {', '.join(FORMATS[1:])}",
    )
    recipe_options.add(group)
    group.add_argument(
        "--expires",
        metavar="DATE",
        help="its last day, 2027-01-31, or never; as long as the old one where nobody says it",
    )
    group.add_argument("--force", action="store_true", help="also a value that was revoked")
    group.add_argument(
        "--other-form",
        action="store_true",
        help="also a value of another form, issuer or strength than the old one",
    )
    group.add_argument("--shell", action="store_true", help="run commands by /bin/sh -c")
    group.add_argument("--multiline", action="store_true", help="CMD may print several lines")
    group.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS", help="for commands (default 60)"
    )


def _step_options(parser: Parser) -> None:
    group = parser.add_argument_group("the steps")
    group.add_argument("--status", action="store_true", help="only tell how far it is")
    group.add_argument("--resume", action="store_true", help="go on where it was left")
    group.add_argument(
        "--place-all", action="store_true", help="put the new value into the files of this computer"
    )
    group.add_argument(
        "--for", dest="profile", metavar="READER", help="what reads those of unknown form"
    )
    group.add_argument(
        "--mark",
        nargs=2,
        action="append",
        metavar=("PLACE", "STATE"),
        help="say of a place (its number or path) that it is done, skipped or open",
    )
    group.add_argument(
        "--verify-with", metavar="CMD", help="run CMD with the value in the variable NAME; 0 is yes"
    )
    group.add_argument("--verified", action="store_true", help="you have checked that it works")
    group.add_argument("--switch", action="store_true", help="make the new value the current one")
    group.add_argument(
        "--longer", metavar="SPAN", help="keep the old value this much longer: 48h, 7d"
    )
    ends = group.add_mutually_exclusive_group()
    ends.add_argument("--undo", action="store_true", help="back to the old value, in files, too")
    ends.add_argument("--finish", action="store_true", help="retire the old value for good")


def run_rotate(context: Context, args: Args) -> int:
    """Begin, go on with, or end a rotation; without NAME and query list those under way."""
    _check(args)
    vault = Vault(context)
    try:
        if args.query is not None:
            from keystead.cli.rotate_many import run

            return run(context, vault, args)
        if args.name is None:
            return _list(vault, args)
        return _one(context, vault, args)
    finally:
        vault.close()


def brings_value(args: Args) -> bool:
    """Whether the options say where a new value comes from."""
    return bool(args.stdin or args.prompt or args.hook is not None or args.generate is not None)


def names_step(args: Args) -> bool:
    """Whether the options name a step, so that nobody is asked."""
    plain = ("status", "place_all", "mark", "verified", "switch", "undo", "finish")
    told = args.verify_with is not None or args.longer is not None
    return told or any(getattr(args, name) for name in plain)


def may_ask(args: Args) -> bool:
    """Whether a person sits at the terminal and wants to be asked."""
    import sys

    return not args.json and not args.yes and sys.stdin.isatty() and asking.can_ask()


def _check(args: Args) -> None:
    if args.generate is None and recipe_options.any_given(args):
        raise UsageProblem("--bits, --length, --preset and the like go with --generate.")
    if args.query is not None and args.name is not None:
        raise UsageProblem("Name a key, or give a query, not both.")
    if args.name is None and args.query is None and (brings_value(args) or names_step(args)):
        raise UsageProblem("Say which key: NAME, or --query.")
    begins = brings_value(args) or not names_step(args)
    if args.expires is not None and (args.query is not None or args.resume or not begins):
        raise UsageProblem("--expires goes with the new value of one key.")
    ends = args.undo or args.finish or args.status or args.resume
    if ends and brings_value(args):
        raise UsageProblem("A new value begins a rotation; it goes without --resume and the like.")
    for _, state in args.mark or ():
        if state not in _STATES:
            raise UsageProblem(f"A place is one of: {', '.join(_STATES)}.")


def _list(vault: Vault, args: Args) -> int:
    answer = vault.call("rotate.list", {"env": args.env})
    going = rotate_words.objects(answer, "rotations")
    if args.json:
        output.print_json(going)
    else:
        rotate_words.overview(going)
    return problems.DONE


def _one(context: Context, vault: Vault, args: Args) -> int:
    from keystead.cli import rotate_steps

    key: JsonObject = {"name": args.name, "env": args.env}
    view = vault.call("rotate.status", key)
    key = {"name": twins.exact(view), "env": None}
    asks = may_ask(args) and not names_step(args)
    if args.resume:
        view = vault.call("rotate.resume", key)
    elif brings_value(args) or (asks and view["step"] is None and not view["waiting"]):
        view = _begin(context, vault, key, view, args)
    elif view["step"] is None and not names_step(args) and not view["waiting"]:
        raise UsageProblem("A rotation needs a new value: --generate, --stdin or --hook CMD.")
    try:
        view = rotate_steps.go_on(context, vault, key, view, args)
        if asks:
            from keystead.cli.rotate_walk import walk

            view = walk(vault, key, view, args)
    except (KeyboardInterrupt, KeysteadError):
        if brings_value(args) or asks:
            rotate_words.kept(view)
        raise
    if args.json:
        output.print_json(view)
    else:
        rotate_words.tell(view)
    return problems.DONE


def _begin(
    context: Context, vault: Vault, key: JsonObject, view: JsonObject, args: Args
) -> JsonObject:
    from keystead.cli import rotate_steps

    full = rotate_words.full(view)
    if view["step"] is not None:
        from keystead.services.errors import RotationUnderway

        raise RotationUnderway(
            f"A rotation of {full} is under way. Go on with --resume, or take it back "
            "with --undo first."
        )
    brought = rotate_steps.value(context, args, str(view["name"]))
    more = {"expires": args.expires, "force": args.force}
    begun = vault.call("rotate.begin", key | brought | more)
    if not args.json:
        output.note(
            f"v{begun['version']} of {full} is in the vault and waits. "
            f"v{begun['former']} stays the current value until the switch."
            if begun["former"]
            else f"v{begun['version']} of {full} is in the vault and waits."
        )
        if begun["expires"] and args.expires is None:
            output.note(
                f"From the switch on it expires {begun['expires']}, as the value says or as long "
                "as the old one was to last; another day: keystead edit --expires DATE."
            )
        warnings = begun.get("warnings")
        for warning in warnings if isinstance(warnings, list) else []:
            output.note(f"keystead: {warning}")
        if begun.get("public_key"):
            output.note(f"Public key:\n{output.text_of(begun, 'public_key').rstrip()}")
    if begun.get("unlike") and not args.other_form:
        rotate_steps.ask_of_form(begun, args)
    return begun
