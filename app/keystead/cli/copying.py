"""``copy``: a helper process owns the clipboard, gets the value by a pipe, and clears it."""

import json
import os
import subprocess

from keystead.cli import options, output, problems
from keystead.cli.context import Context
from keystead.cli.options import Args, Parser
from keystead.errors import KeysteadError, UsageProblem

SHORTEST, LONGEST = 5, 120
"""Seconds that a value may stay on the clipboard."""


def options_copy(name: str, summary: str) -> Parser:
    """The parser of ``copy``."""
    parser = options.parser(
        name, summary, ["keystead copy STRIPE_SECRET_KEY --env dev", "keystead copy dev/API_KEY"]
    )
    options.secret(parser)
    parser.add_argument(
        "--clear-after",
        type=int,
        metavar="SECONDS",
        help=f"{SHORTEST} to {LONGEST}; the setting clipboard.clear_after otherwise",
    )
    options.unlocking(parser)
    return parser


def run_copy(context: Context, args: Args) -> int:
    """Copy, and end as soon as the helper holds the clipboard."""
    seconds = args.clear_after
    if seconds is None:
        seconds = context.vaults.settings().number("clipboard.clear_after")
    if not SHORTEST <= seconds <= LONGEST:
        raise UsageProblem(f"The clipboard can keep a value {SHORTEST} to {LONGEST} seconds.")
    check_display()
    answer = context.ask("get", {"name": args.name, "env": args.env, "action": "copy"})
    hold(context.vaults.home.parts.clipboard_command, str(answer["value"]), seconds)
    output.note(f"{answer['name']} is copied. The clipboard is cleared in {seconds} s.")
    return problems.DONE


def check_display() -> None:
    """KeysteadError where there is no desktop, and so no clipboard."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if os.name == "posix" and os.uname().sysname != "Darwin" and not shown:
        raise KeysteadError(
            "There is no desktop here, and so no clipboard. 'keystead get' prints the value."
        )


def hold(command: tuple[str, ...], value: str, seconds: int) -> None:
    """Start the helper and wait until it holds the value; KeysteadError when it does not."""
    request = json.dumps({"value": value, "seconds": seconds}).encode("ascii")
    helper = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    if helper.stdin is None or helper.stdout is None:
        raise KeysteadError("The clipboard helper could not be reached.")
    try:
        helper.stdin.write(request)
        helper.stdin.close()
        answer = helper.stdout.readline().strip()
    except BrokenPipeError:
        answer = b""
    helper.stdout.close()
    helper.returncode = 0  # it outlives us until it has cleared the clipboard
    if answer != b"held":
        raise KeysteadError("The clipboard did not take the value. Nothing was copied.")
