"""``demo``: a throw-away vault with sample keys, in a home of its own, without the keyring.

The authenticator's entry is written beside it, so that codes can be had without a phone.
That would defeat a real vault; a demo holds nothing.
"""

import os
import shlex
import tempfile
import time
from pathlib import Path

from keystead.cli import options, output, problems
from keystead.cli.context import Context
from keystead.cli.environment import Given
from keystead.cli.options import Args, Parser
from keystead.errors import Refused, UsageProblem

VAULT, ENTRY, KEY = "demo.keystead", "demo-authenticator.txt", "demo-device-key.txt"
PASSPHRASE = "a demo holds nothing"
_MODE = 0o600


def options_demo(name: str, summary: str) -> Parser:
    """The parser of ``demo``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead demo",
            "export KEYSTEAD_HOME=...; keystead demo --code",
            "keystead demo /tmp/try-it",
        ],
    )
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="an empty or new folder; otherwise KEYSTEAD_HOME, or a temporary one",
    )
    parser.add_argument(
        "--code", action="store_true", help="print the code that opens the demo now"
    )
    options.json_option(parser)
    return parser


def run_demo(context: Context, args: Args) -> int:
    """Make a demo, or print its code."""
    if args.code:
        return _print_code(context, args)
    folder = _folder(args.folder or context.given.home)
    _make(context, folder)
    found = {
        "home": str(folder),
        "vault": str(folder / VAULT),
        "passphrase": PASSPHRASE,
        "code_command": "keystead demo --code",
    }
    if args.json:
        output.print_json(found)
        return problems.DONE
    print(f"A demo vault is in {folder}. It holds made-up keys; remove the folder when done.\n")
    print(f"  export KEYSTEAD_HOME={shlex.quote(str(folder))}")
    print(f"  export KEYSTEAD_PASSPHRASE={shlex.quote(PASSPHRASE)}")
    print("  keystead unlock --code $(keystead demo --code)")
    print("  keystead list\n")
    print("A demo keeps its authenticator beside the vault. A real vault never does: its codes")
    print("come from your phone.")
    return problems.DONE


def _folder(wanted: str | None) -> Path:
    """The folder to fill: the given one or a fresh temporary one; Refused when not empty."""
    if wanted is None:
        return Path(tempfile.mkdtemp(prefix="keystead-demo-"))
    folder = Path(os.path.abspath(os.path.expanduser(wanted)))
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        used = any(folder.iterdir())
    except OSError as error:
        raise UsageProblem(f"'{folder}' cannot be used: {error.strerror}.") from None
    if used:
        # Removing is named for a demo only: anything else there may be somebody's work.
        way = (
            f"A demo lies there: for a fresh one remove it (rm -r {shlex.quote(str(folder))})."
            if (folder / ENTRY).is_file()
            else "Name an empty folder, or one that is not there yet."
        )
        raise Refused(f"'{folder}' is not empty. Nothing was changed. {way}")
    return folder


def _make(context: Context, folder: Path) -> None:
    from keystead.services import demo

    home = demo.home_in(folder, context.vaults.home.parts)
    uri = demo.make(home, folder / VAULT, folder / KEY, PASSPHRASE)
    descriptor = os.open(folder / ENTRY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"# The authenticator entry of a demo vault; it protects nothing.\n{uri}\n")


def _print_code(context: Context, args: Args) -> int:
    from keystead.services import demo

    entry = Path(_home_of(context.given, args)) / ENTRY
    if not entry.is_file():
        raise UsageProblem(
            "This is no demo vault: its codes come from your authenticator. 'keystead demo' "
            "makes one; set KEYSTEAD_HOME to its folder."
        )
    lines = entry.read_text("utf-8").splitlines()
    code, seconds = demo.code(context.vaults.home, lines[-1])
    if seconds > 0:
        output.note(f"The code of the present half minute is used up; waiting {seconds:.0f} s.")
        time.sleep(seconds)
    if args.json:
        output.print_json({"code": code})
    else:
        print(code)
    return problems.DONE


def _home_of(given: Given, args: Args) -> str:
    return str(args.folder or given.home or "")
