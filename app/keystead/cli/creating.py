"""``init``: create a vault."""

import os
from pathlib import Path

from keystead.cli import asking, enrolling, options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser
from keystead.core.secret_types import SecretText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.services.creation import Creation


def options_init(name: str, summary: str) -> Parser:
    """The parser of ``init``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead init ~/work.keystead",
            "keystead init work.keystead --device-key-file key --json --no-confirm",
        ],
    )
    parser.add_argument(
        "path", nargs="?", metavar="PATH", help="the vault file; in the data folder otherwise"
    )
    parser.add_argument("--name", metavar="NAME", help="the vault's name; the file's otherwise")
    parser.add_argument("--member", default="", metavar="NAME", help="your name in the vault")
    options.confirming(parser)
    return parser


def run_init(context: Context, args: Args) -> int:
    """Create the vault, show or print what the user must keep; it is locked afterwards."""
    from keystead.services.creation import Creation

    enrolling.check_ways(args)
    home = context.vaults.home
    path = Path(args.path) if args.path else home.paths.data / f"{args.name or 'Personal'}.keystead"
    creation = Creation(
        home,
        path,
        args.name or "",
        _passphrase(context, args, path),
        None if args.device_key_file is None else Path(os.path.abspath(args.device_key_file)),
        args.member,
    )
    if not args.no_confirm:
        enrolling.show_entry(creation.totp_uri.reveal(), creation.totp_secret_text.reveal())
        enrolling.confirm_code(creation.confirm)
    if not args.json:
        enrolling.show_kit(creation.secret_key.reveal(), creation.recovery_code.reveal())
    _confirm(creation, args)
    created = creation.finish(enrolling.progress)
    if args.json:
        output.print_json(creation.result(created).to_json())
    else:
        output.note(f"Created {created.entry.path}. 'keystead unlock' opens it.")
    return problems.DONE


def _confirm(creation: "Creation", args: Args) -> None:
    if args.no_confirm:
        return
    if args.json:
        enrolling.show_kit(creation.secret_key.reveal(), creation.recovery_code.reveal())
    enrolling.confirm_kit(creation.check_kit)


def _passphrase(context: Context, args: Args, path: Path) -> SecretText:
    """From the environment, or typed twice and rated."""
    given = context.given
    if given.new_passphrase is not None or given.passphrase is not None:
        return SecretText(given.new_passphrase or given.passphrase or "")
    typed = asking.new_passphrase(given, "Passphrase: ")
    if not args.no_confirm:
        enrolling.rate(typed.reveal(), (args.name or path.stem, args.member))
    return typed
