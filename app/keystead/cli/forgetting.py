"""``forget``: take a vault off this device; the vault file stays."""

from keystead.cli import asking, options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser
from keystead.errors import Refused, UsageProblem


def options_forget(name: str, summary: str) -> Parser:
    """The parser of ``forget``."""
    parser = options.parser(
        name,
        summary,
        ["keystead forget work", "keystead forget ~/Sync/work.keystead --yes"],
    )
    parser.add_argument("name", metavar="NAME|PATH", help="which vault")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--without-file",
        action="store_true",
        help="also where the vault file is gone: what only this device has is lost then",
    )
    options.json_option(parser)
    return parser


def run_forget(context: Context, args: Args) -> int:
    """Say what goes and what stays, ask, and forget."""
    from keystead.services import forgetting

    vaults = context.vaults
    entry = vaults.entry(args.name)
    told = forgetting.parting(entry.path, forgetting.key_file_of(entry))
    if not args.yes:
        if not asking.can_ask():
            raise UsageProblem(
                "There is no terminal to ask on. Give --yes to go on without asking."
            )
        output.note(f"This takes '{entry.name}' off this computer.\n\nIt goes:")
        for line in told.goes:
            output.note(f"  {line}")
        output.note("\nIt stays:")
        for line in told.stays:
            output.note(f"  {line}")
        output.note(
            "\nTo open it here again you need the Secret Key or the recovery code of the "
            "Emergency Kit."
        )
        if not asking.yes(f"Forget '{entry.name}' on this computer?"):
            raise Refused("Nothing was forgotten.")
    forgetting.forget(vaults.home, entry, args.without_file)
    if args.json:
        output.print_json({"vault": entry.name, "path": str(entry.path), "forgotten": True})
    else:
        output.note(f"'{entry.name}' is forgotten on this computer. Its file is {entry.path}.")
    return problems.DONE
