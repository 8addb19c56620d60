"""``add``, ``edit`` and ``rm``: what changes keys."""

import argparse

from keystead.cli import asking, options, output, problems, recipe_options
from keystead.cli.context import Context, JsonObject, Vault
from keystead.cli.options import Args, Parser
from keystead.cli.recipe_options import FORMATS, MINIMUM_BITS
from keystead.errors import UsageProblem

MAX_VALUE = 65_536

# Option, field, what it takes, what it says; the lists may be given several times.
_TEXTS = (
    ("--service", "service", "NAME", "who issued it, such as Stripe"),
    ("--description", "description", "TEXT", "what it is for"),
    ("--owner", "owner", "TEXT", "who answers for it"),
    ("--kind", "kind", "KIND", "api-key, token, jwt, oauth-client, key-pair, password, …"),
    ("--access", "access", "LEVEL", "read-only, standard, admin or temporary"),
    ("--risk", "risk", "CLASS", "high, moderate, low or none: sets rotation and overlap"),
    ("--expires", "expires", "DATE", "the last day that it is valid, 2027-01-31; or never"),
    ("--rotate-every", "rotate_every", "DAYS", "90d, 12w, never, or default (its risk's)"),
    ("--overlap", "overlap", "SPAN", "how long a replaced value stays valid: 48h, 7d"),
    ("--policy", "policy", "POLICY", "one of the vault's own policies, or none"),
    ("--leads", "leads", "DAYS", "remind so many days before an end: 30,7,1, or default"),
    ("--rotate-url", "rotate_url", "URL", "where it is rotated"),
    ("--revoke-url", "revoke_url", "URL", "where it is revoked"),
    ("--notes", "notes", "TEXT", "anything else"),
    ("--time-window", "time_window", "TEXT", "when the issuer lets it be used"),
    ("--region", "region", "TEXT", "where the issuer lets it be used"),
    ("--quota", "quota", "TEXT", "rate limits and quotas"),
)
_LISTS = (
    ("--tag", "tags", "TAG", "a tag"),
    ("--permission", "permissions", "SCOPE", "a permission or scope"),
    ("--ip-range", "ip_ranges", "RANGE", "an address range that may use it"),
    ("--referrer", "referrers", "TEXT", "a referrer that may use it"),
    ("--user-agent", "user_agents", "TEXT", "a user agent that may use it"),
    ("--method", "methods", "TEXT", "a method that may be called"),
    ("--endpoint", "endpoints", "TEXT", "an endpoint that may be called"),
)


def options_add(name: str, summary: str) -> Parser:
    """The parser of ``add``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead add STRIPE_SECRET_KEY --env dev --service Stripe --tag billing",
            'printf %s "$VALUE" | keystead add dev/API_KEY --expires 2027-01-31 --stdin',
            "keystead add SESSION_SECRET --env dev --generate hex",
        ],
    )
    options.secret(parser)
    _value_options(parser, "on a terminal it is asked for, hidden, where no option brings it")
    _field_options(parser)
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_add(context: Context, args: Args) -> int:
    """Add a key; exit 7 where the name is in use."""
    params: JsonObject = {"name": args.name, "env": args.env, "fields": _fields(args)}
    brought, forced = _value(context, args), {"force": args.force}
    if brought:
        answer = context.ask("add", params | brought | forced)
    else:
        answer = _typed(context, params, forced)
    made = " with a generated value" if answer.get("generated") else ""
    _done(args, answer, f"Added {_full(answer)}{made}.{_told(answer)}")
    return problems.DONE


def _typed(context: Context, params: JsonObject, forced: JsonObject) -> JsonObject:
    """Add with a value that is typed: once all else is right, so that it is not typed in vain."""
    if not asking.can_ask():
        raise UsageProblem("Give the value with --stdin, or --generate one.")
    vault = Vault(context)
    try:
        vault.call("add.check", params)
        value = asking.hidden(f"Value of {output.safe(str(params['name']))}: ").reveal()
        return vault.call("add", params | forced | {"value": value})
    finally:
        vault.close()


def _told(answer: JsonObject) -> str:
    """What the value was recognised as, and which fields were filled in for it."""
    words, filled = answer.get("recognised"), answer.get("filled")
    if not words:
        return ""
    listed = filled if isinstance(filled, list) else []
    names = [str(name).replace("_url", " page") for name in listed]
    return f" {words}." + (f" Filled in: {', '.join(names)}." if names else "")


def options_edit(name: str, summary: str) -> Parser:
    """The parser of ``edit``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead edit STRIPE_SECRET_KEY --env dev --expires never --risk high",
            'printf %s "$NEW" | keystead edit dev/STRIPE_SECRET_KEY --stdin',
            "keystead edit dev/API_KEY --add-tag billing --remove-tag old",
            "keystead edit dev/API_KEY --keep-version 3         # where two values met",
        ],
    )
    options.secret(parser)
    _value_options(parser)
    _settling_options(parser)
    parser.add_argument("--prompt", action="store_true", help="type a new value, hidden")
    parser.add_argument("--name", dest="new_name", metavar="NEW", help="another name")
    parser.add_argument("--add-tag", action="append", metavar="TAG", help="one tag more")
    parser.add_argument("--remove-tag", action="append", metavar="TAG", help="one tag less")
    _field_options(parser)
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_edit(context: Context, args: Args) -> int:
    """Change fields or the value; the old value stays valid for the overlap."""
    fields = _fields(args)
    if args.new_name is not None:
        fields["name"] = args.new_name
    params: JsonObject = {"name": args.name, "env": args.env, "fields": fields}
    params |= {"add_tags": args.add_tag, "remove_tags": args.remove_tag, "force": args.force}
    params |= {"keep_version": args.keep_version} if args.keep_version is not None else {}
    params |= {"keep_shown": True} if args.keep_shown else {}
    brought = _value(context, args)
    if args.prompt and not brought:
        brought = {"value": asking.hidden("New value: ").reveal()}
    answer = context.ask("edit", params | brought)
    kept = " The value before stays as the previous version." if answer.get("replaced") else ""
    _done(args, answer, f"Changed {_full(answer)}.{kept}")
    return problems.DONE


def options_rm(name: str, summary: str) -> Parser:
    """The parser of ``rm``."""
    parser = options.parser(
        name,
        summary,
        ["keystead rm OLD_KEY --env dev", "keystead rm --undo OLD_KEY --env dev"],
    )
    options.secret(parser, several=True)
    parser.add_argument("--undo", action="store_true", help="take them out of the trash again")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_rm(context: Context, args: Args) -> int:
    """Trash keys, and say how to bring them back."""
    method = "untrash" if args.undo else "trash"
    answer = context.ask(method, {"names": args.names, "env": args.env})
    keys = answer.get("keys")
    chosen = [item for item in keys if isinstance(item, dict)] if isinstance(keys, list) else []
    if args.json:
        output.print_json(answer)
        return problems.DONE
    names = " ".join(_full(item) for item in chosen)
    if args.undo:
        output.note(f"Out of the trash: {names}.")
    else:
        output.note(f"In the trash: {names}.\nTo undo: keystead rm --undo {names}")
    return problems.DONE


def _value_options(parser: Parser, says: str | None = None) -> None:
    group = parser.add_argument_group("the value (never an argument)", says)
    ways = group.add_mutually_exclusive_group()
    ways.add_argument("--stdin", action="store_true", help="read it from stdin, exactly")
    ways.add_argument(
        "--generate",
        nargs="?",
        # A text would have to be one of the formats, and name it over a preset.
        const=True,
        choices=FORMATS,
        metavar="FORMAT",
        help=f"make a random one: {FORMATS[0]} (default), {', '.join(FORMATS[1:])}",
    )
    recipe_options.add(group)
    group.add_argument("--force", action="store_true", help="also a value that was revoked")


def _settling_options(parser: Parser) -> None:
    group = parser.add_argument_group("where edits on two computers met ('show' tells)")
    group.add_argument(
        "--keep-version", type=int, metavar="N", help="this version is the current value"
    )
    group.add_argument(
        "--keep-shown", action="store_true", help="the fields stay as 'show' has them now"
    )


def _field_options(parser: Parser) -> None:
    group = parser.add_argument_group("fields")
    for option, field, takes, says in _TEXTS:
        group.add_argument(option, dest=f"field_{field}", metavar=takes, help=says)
    for option, field, takes, says in _LISTS:
        group.add_argument(
            option,
            dest=f"field_{field}",
            metavar=takes,
            action="append",
            help=f"{says}; may be given again",
        )


def _fields(args: argparse.Namespace) -> JsonObject:
    names = [field for _, field, _, _ in (*_TEXTS, *_LISTS)]
    given = {name: getattr(args, f"field_{name}") for name in names}
    return {name: content for name, content in given.items() if content is not None}


def _value(context: Context, args: Args) -> JsonObject:
    """What the request says of the value; empty where no option brings one."""
    if args.generate is None and recipe_options.any_given(args):
        raise UsageProblem("--bits, --length, --preset and the like go with --generate.")
    if args.generate is not None:
        named = args.generate if isinstance(args.generate, str) else None
        fields = recipe_options.fields(context, args, named)
        key = recipe_options.signing_key(args)
        return {"generate": fields | ({"key": key.reveal()} if key else {})}
    if not args.stdin:
        return {}
    value = asking.secret_input(MAX_VALUE).reveal()
    if value.endswith("\n"):
        output.note(
            "keystead: the value ends with a line break, which is kept as part of it. "
            "Where that is not meant, use: printf %s"
        )
    return {"value": value}


def _full(answer: JsonObject) -> str:
    return f"{answer.get('environment')}/{answer.get('name')}"


def _done(args: Args, answer: JsonObject, sentence: str) -> None:
    if args.json:
        output.print_json(answer)
        return
    output.note(sentence)
    warnings = answer.get("warnings")
    for warning in warnings if isinstance(warnings, list) else []:
        output.note(f"keystead: {warning}")
    bits = answer.get("bits")
    if isinstance(bits, int) and bits < MINIMUM_BITS and not args.allow_weak:
        output.note(recipe_options.few_bits(bits))
    if answer.get("public_key"):
        output.note(f"Public key:\n{output.text_of(answer, 'public_key').rstrip()}")
