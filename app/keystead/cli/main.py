"""The command line: find the command, build its parser alone, run it, give the exit code."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from keystead.cli import problems, streams
from keystead.cli.commands import COMMANDS, nearest, overview
from keystead.cli.context import Context
from keystead.cli.environment import Given
from keystead.errors import KeysteadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.services.home import Home


def run(argv: Sequence[str], given: Given, home: "Callable[[], Home]") -> int:
    """Do what the command line says; the exit code.  Raises nothing but SystemExit."""
    as_json = "--json" in argv
    try:
        code = _run(list(argv), given, home)
        sys.stdout.flush()
    except KeysteadError as error:
        code = problems.report(error, as_json)
    except KeyboardInterrupt:
        streams.tell("")
        code = problems.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough (``| head``): end quietly, as others do.
        code = problems.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last place: no traceback may leave the program
        reason = streams.unwritten(error)
        code = problems.unforeseen(error) if reason is None else problems.unwritten(reason)
    if streams.unwritten() is not None:
        streams.drop(sys.stdout)
    return code


def _run(argv: list[str], given: Given, home: "Callable[[], Home]") -> int:
    before, name, rest = split(argv)
    if name is None:
        return _without_command(before)
    command = COMMANDS.get(name)
    if command is None:
        return _unknown(name)
    module = import_module(f"keystead.cli.{command.module}")
    word = name.replace("-", "_")
    parser = getattr(module, f"options_{word}")(name, command.summary)
    try:
        args = parser.parse_args([*before, *rest])
    except SystemExit:
        # The help may meet a reader that is gone, or a full disk, too.
        sys.stdout.flush()
        raise
    code = getattr(module, f"run_{word}")(Context(given, home, args), args)
    return int(code)


def split(argv: list[str]) -> tuple[list[str], str | None, list[str]]:
    """Options in front of the command, the command, and what follows it."""
    at = 0
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] == "--vault" else 1
    before = argv[:at]
    return (before, argv[at], argv[at + 1 :]) if at < len(argv) else (before, None, [])


def _without_command(options: list[str]) -> int:
    if "--version" in options:
        from keystead import __version__

        print(f"keystead {__version__}")
        return problems.DONE
    if "-h" in options or "--help" in options or options == ["help"]:
        print(overview())
        return problems.DONE
    problems.say(f"there is no option {options[0]}. Try 'keystead --help'.")
    return problems.USAGE


def _unknown(name: str) -> int:
    if name == "help":
        print(overview())
        return problems.DONE
    close = nearest(name)
    hint = f" Did you mean '{close}'?" if close else " Try 'keystead --help'."
    problems.say(f"there is no command '{name[:40]}'.{hint}")
    return problems.USAGE
