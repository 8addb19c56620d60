"""``run``: a program with the values of an environment in its variables."""

import os

from keystead.cli import arguments, options, output
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import FileProblem, UsageProblem

MISSING, NO_PROGRAM = 127, 126
"""Exit codes where there is no such program, and where it cannot be started: as those of
env(1) and of a shell, POSIX.1-2017 2.8.2."""


def options_run(name: str, summary: str) -> Parser:
    """The parser of ``run``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead run --env dev -- npm start",
            "keystead run --env prod --only DATABASE_URL -- ./migrate.sh --all",
            "keystead run --env dev -- sh -c 'echo $API_URL'",
        ],
    )
    options.environment(parser, required=True)
    parser.add_argument("--only", metavar="A,B", help="only these keys")
    options.unlocking(parser)
    parser.add_argument("command", nargs="...", metavar="COMMAND", help="and its arguments")
    return parser


def run_run(context: Context, args: Args) -> int:
    """Become the program; its exit code is ours.  127 where there is none, 126 where it
    cannot be started."""
    from keystead.services import programs

    words = args.command[1:] if args.command[:1] == ["--"] else args.command
    if not words or not words[0]:
        raise UsageProblem("Say what to run: keystead run --env dev -- COMMAND.")
    path = programs.program(words[0])
    if path is None and "/" in words[0] and os.path.exists(words[0]):
        what = "It is a folder" if os.path.isdir(words[0]) else "It is not executable"
        output.note(
            f"keystead: {output.safe(words[0])} cannot be started. {what}. Nothing was asked for."
        )
        return NO_PROGRAM
    if path is None:
        output.note(
            f"keystead: there is no program {output.safe(words[0])}. Nothing was asked for."
        )
        return MISSING
    where = os.path.abspath(path)
    names = arguments.names(args.only, "--only")
    answer = context.ask("run", {"env": args.env, "names": names, "program": where})
    for warning in _texts(answer, "warnings"):
        output.note(f"keystead: {warning}")
    ours = context.given.for_child(context.vault)
    given = programs.environment(ours) | _values(answer)
    try:
        programs.become(path, words, given)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else "unknown"
        output.note(f"keystead: {output.safe(words[0])} cannot be started: {why}.")
        return NO_PROGRAM


def _values(answer: JsonObject) -> dict[str, str]:
    found = answer.get("values")
    if not isinstance(found, dict):
        raise FileProblem("The answer is of another version of Keystead.")
    return {str(name): str(value) for name, value in found.items()}


def _texts(answer: JsonObject, name: str) -> list[str]:
    found = answer.get(name)
    return [str(item) for item in found] if isinstance(found, list) else []
