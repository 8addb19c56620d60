"""``export`` and ``import``: values in and out of ``.env`` files."""

import os
import sys

from keystead.cli import options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import FileProblem, UsageProblem

MAX_FILE = 4 << 20
"""Bytes of a file to import."""


def options_export(name: str, summary: str) -> Parser:
    """The parser of ``export``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead export --env dev --for npm-dotenv -o .env",
            "keystead export --env dev --for shell --only API_KEY,API_URL",
        ],
    )
    options.environment(parser, required=True)
    parser.add_argument(
        "--for",
        dest="profile",
        metavar="READER",
        help="dotenv, python-dotenv, npm-dotenv, node, shell or docker",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file; stdout otherwise")
    parser.add_argument("--only", metavar="A,B", help="only these keys")
    parser.add_argument(
        "--force", action="store_true", help="also over a file that Keystead did not write"
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_export(context: Context, args: Args) -> int:
    """Write the file or print the text; exit 5, and nothing written, where it is refused."""
    path = None if args.output in (None, "-") else os.path.abspath(args.output)
    names = None if args.only is None else [name for name in args.only.split(",") if name]
    params: JsonObject = {"env": args.env, "profile": args.profile, "path": path}
    answer = context.ask("export", params | {"names": names, "force": args.force})
    for warning in _texts(answer, "warnings"):
        output.note(f"keystead: {warning}")
    if path is None and not args.json:
        sys.stdout.flush()
        sys.stdout.buffer.write(str(answer["text"]).encode())
    elif args.json:
        output.print_json(answer)
    else:
        count = answer["keys"]
        output.note(f"Wrote {count} {'key' if count == 1 else 'keys'} to {answer['path']}.")
    return problems.DONE


def options_import(name: str, summary: str) -> Parser:
    """The parser of ``import``."""
    parser = options.parser(
        name,
        summary,
        ["keystead import .env --env dev --dry-run", "keystead import .env --env dev --json"],
    )
    parser.add_argument("file", metavar="FILE", help="the file, or - for stdin")
    options.environment(parser, required=True)
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--skip-invalid", action="store_true", help="leave out the lines that cannot be read"
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_import(context: Context, args: Args) -> int:
    """Take the file in; with an invalid line nothing is imported and the exit code is 2."""
    import base64

    data = base64.b64encode(_read(args.file)).decode("ascii")
    params: JsonObject = {"env": args.env, "data": data, "dry_run": args.dry_run}
    answer = context.ask("import", params | {"skip_invalid": args.skip_invalid})
    invalid = _rows(answer, "invalid")
    if args.json:
        output.print_json({key: answer[key] for key in ("new", "changed", "same", "invalid")})
    else:
        _tell(answer, args.dry_run)
    if not invalid or args.dry_run or args.skip_invalid:
        return problems.DONE
    first = invalid[0]
    more = f" {len(invalid) - 1} more lines have problems." if len(invalid) > 1 else ""
    raise UsageProblem(
        f"Line {first['line']}: {first['reason']}{more} Nothing was imported.",
        line=first["line"],
        name=first["name"],
    )


def _tell(answer: JsonObject, dry_run: bool) -> None:
    rows = [
        (str(row["line"]), str(row["name"]), kind)
        for kind in ("new", "changed", "same")
        for row in _rows(answer, kind)
    ]
    rows.sort(key=lambda row: int(row[0]))
    output.table(("line", "name", "what"), rows)
    for row in _rows(answer, "invalid"):
        output.note(f"Line {row['line']}: {row['reason']}")
    for text in _texts(answer, "notes"):
        output.note(text)
    counts = ", ".join(
        f"{len(_rows(answer, kind))} {kind}" for kind in ("new", "changed", "same", "invalid")
    )
    done = "Imported" if answer.get("imported") else "Would import" if dry_run else "Not imported"
    output.note(f"{done}: {counts}.")


def _read(name: str) -> bytes:
    """The bytes of a file or of stdin; FileProblem, UsageProblem above 4 MiB."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_FILE + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise FileProblem(
            f"'{name}' cannot be read: {(error.strerror or 'unknown').lower()}.", path=name
        ) from None
    if len(data) > MAX_FILE:
        raise UsageProblem("The file is larger than 4 MiB. Nothing was imported.")
    return data


def _rows(answer: JsonObject, name: str) -> list[JsonObject]:
    found = answer.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _texts(answer: JsonObject, name: str) -> list[str]:
    found = answer.get(name)
    return [str(text) for text in found] if isinstance(found, list) else []
