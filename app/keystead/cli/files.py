"""``export`` and ``import``: values in and out of ``.env`` and other files."""

import os
import sys

from keystead.cli import arguments, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import FileProblem, NotFound, UsageProblem

MAX_FILE = 4 << 20
"""Bytes of a file to import."""
_SAID = ("new", "changed", "same", "invalid", "empty")
_FORMATS = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml"}


READERS = (
    "dotenv, python-dotenv, npm-dotenv, node, nextjs, dotenvx, shell, systemd, docker, "
    "compose, direnv, ruby, php, go, rust, json, yaml or toml"
)


def options_export(name: str, summary: str) -> Parser:
    """The parser of ``export``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead export --env dev --for npm-dotenv -o .env --update",
            "keystead export --env dev --for shell --only API_KEY,API_URL",
            "keystead export --env dev --for compose --check compose.env",
        ],
    )
    options.environment(parser, required=True)
    parser.add_argument("--for", dest="profile", metavar="READER", help=READERS)
    target = parser.add_mutually_exclusive_group()
    target.add_argument("-o", "--output", metavar="FILE", help="the file; stdout otherwise")
    target.add_argument(
        "--check",
        metavar="FILE",
        help="only tell whether FILE gives its reader what the vault has; exit 10 if not",
    )
    parser.add_argument("--only", metavar="A,B", help="only these keys")
    parser.add_argument(
        "--base64", metavar="A,B", help="write these keys as base64, as A_BASE64 and B_BASE64"
    )
    _add_target_options(parser)
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def _add_target_options(parser: Parser) -> None:
    over = parser.add_mutually_exclusive_group()
    over.add_argument(
        "--update",
        action="store_true",
        help="change only these keys in the file; comments, order and other keys stay",
    )
    over.add_argument(
        "--force", action="store_true", help="also over a file that Keystead did not write"
    )
    parser.add_argument(
        "--gitignore",
        action="store_true",
        help="add the file to .gitignore where git would take it in",
    )


def run_export(context: Context, args: Args) -> int:
    """Write the file or print the text; exit 5, and nothing written, where it is refused."""
    params: JsonObject = {
        "env": args.env,
        "profile": args.profile,
        "names": arguments.names(args.only, "--only"),
        "base64": arguments.names(args.base64, "--base64"),
    }
    if args.check is not None:
        return _check(context, args, params)
    path = None if args.output is None else arguments.target(args.output)
    chosen = {"force": args.force, "update": args.update, "gitignore": args.gitignore}
    answer = context.ask("export", params | {"path": path} | chosen)
    for warning in _texts(answer, "warnings"):
        output.note(f"keystead: {warning}")
    if path is None and not args.json:
        output.text(str(answer["text"]))
    elif args.json:
        output.print_json(answer)
    else:
        _tell_written(answer)
    return problems.DONE


def _tell_written(answer: JsonObject) -> None:
    if answer.get("gitignore"):
        output.note(f"Added it to {answer['gitignore']}.")
    if "changed" not in answer:
        output.note(f"Wrote {_keys(answer['keys'])} to {answer['path']}.")
        return
    counts = ", ".join(
        f"{len(_texts(answer, kind))} {words}"
        for kind, words in (
            ("changed", "changed"),
            ("added", "added"),
            ("same", "already right"),
            ("foreign", "of its own kept"),
        )
    )
    output.note(f"Updated {answer['path']}: {counts}.")


def _check(context: Context, args: Args, params: JsonObject) -> int:
    """Tell what the file's reader gets, by name; exit 10 where that is not what the vault has."""
    if args.update or args.force or args.gitignore:
        raise UsageProblem("--check writes nothing: it goes without the options of a file.")
    answer = context.ask("export.check", params | {"path": arguments.path(args.check)})
    kinds = ("changed", "missing", "foreign", "same")
    if args.json:
        output.print_json(answer)
    else:
        rows = [(kind, name) for kind in kinds for name in _texts(answer, kind)]
        output.table(("what", "name"), [row for row in rows if row[0] != "same"])
        counts = ", ".join(f"{len(_texts(answer, kind))} {kind}" for kind in kinds)
        verdict = "exact" if answer["exact"] else "not what the vault has"
        output.note(f"{args.check} is {verdict}: {counts}.")
    return problems.DONE if answer["exact"] else problems.DUE


def _keys(count: object) -> str:
    return f"{count} {'key' if count == 1 else 'keys'}"


def options_import(name: str, summary: str) -> Parser:
    """The parser of ``import``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead import .env --env dev --dry-run",
            "keystead import secrets.yaml --env dev --json",
        ],
    )
    parser.add_argument("file", metavar="FILE", help="the file, or - for stdin")
    options.environment(parser, required=True)
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="dotenv, json, yaml or toml; told by the ending of the name otherwise",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--skip-invalid", action="store_true", help="leave out the lines that cannot be read"
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_import(context: Context, args: Args) -> int:
    """Take the file in; with an invalid line nothing is imported and the exit code is 2, also
    where only what would change was asked for."""
    import base64

    data = base64.b64encode(_read(args.file)).decode("ascii")
    params: JsonObject = {"env": args.env, "data": data, "dry_run": args.dry_run}
    kind = args.format or _FORMATS.get(os.path.splitext(args.file)[1].lower())
    answer = context.ask("import", params | {"skip_invalid": args.skip_invalid, "format": kind})
    invalid = _rows(answer, "invalid")
    if args.json:
        output.print_json({key: answer[key] for key in _SAID})
    else:
        _tell(answer, args.dry_run and (args.skip_invalid or not invalid))
    if not invalid or args.skip_invalid:
        return problems.DONE
    first, others = invalid[0], len(invalid) - 1
    more = " 1 more line has a problem." if others == 1 else f" {others} more lines have problems."
    more = more if others else ""
    raise UsageProblem(
        f"Line {first['line']}: {first['reason']}{more} Nothing was imported.",
        line=first["line"],
        name=first["name"],
    )


def _tell(answer: JsonObject, would: bool) -> None:
    """``would``: nothing was imported, and all that can be would be."""
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
    done = "Imported" if answer.get("imported") else "Would import" if would else "Not imported"
    output.note(f"{done}: {counts}.")


def _read(name: str) -> bytes:
    """The bytes of a file or of stdin; FileProblem, UsageProblem above 4 MiB."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_FILE + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise NotFound(f"There is no file {output.safe(name)}. Nothing was imported.") from None
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
