"""``audit``: what happened in the vault, and the proof that nobody changed it."""

import json

from keystead.cli import arguments, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import UsageProblem
from keystead.services.audit_words import details, verdict


def options_audit(name: str, summary: str) -> Parser:
    """The parser of ``audit``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead audit --since 2026-11-01 --action use",
            "keystead audit --secret prod/STRIPE_SECRET_KEY",
            "keystead audit --json --limit 100000 > audit.jsonl",
            "keystead audit --verify",
        ],
    )
    parser.add_argument("words", metavar="WORD", nargs="*", help="words that stand in it")
    parser.add_argument("--since", metavar="DATE", help="from this day on, in UTC")
    parser.add_argument("--until", metavar="DATE", help="up to this day, in UTC")
    parser.add_argument("--secret", metavar="NAME", help="about this key: NAME or ENV/NAME")
    parser.add_argument("--member", metavar="NAME", help="by this member")
    parser.add_argument(
        "--action", metavar="WORD", help="use, change, access, administration, or one action"
    )
    options.environment(parser)
    parser.add_argument(
        "--limit", type=int, default=100, metavar="N", help="at most so many, the newest (100)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write all of it, as JSON Lines")
    parser.add_argument("--force", action="store_true", help="replace the file")
    parser.add_argument(
        "--verify", action="store_true", help="check every signature, and name the first broken one"
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_audit(context: Context, args: Args) -> int:
    """List, write or prove; exit 6 where the proof fails."""
    if args.verify:
        return _verify(context, args)
    params: JsonObject = {
        "since": args.since, "until": args.until, "name": args.secret, "member": args.member,
        "action": args.action, "env": args.env, "words": " ".join(args.words),
    }  # fmt: skip
    if args.output is not None:
        return _write(context, args, params)
    answer = context.ask("audit", params | {"limit": args.limit})
    found = answer.get("records")
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    if args.json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return problems.DONE
    output.table(("time", "who", "what", "key", "where"), [_cells(row) for row in rows])
    if not rows:
        output.note("Nothing of that kind happened.")
    elif answer.get("more"):
        output.note(f"These are the newest {len(rows):,}; --limit or --since shows more.")
    return problems.DONE


def _write(context: Context, args: Args, params: JsonObject) -> int:
    path = arguments.target(args.output)
    if path is None:
        raise UsageProblem("-o needs the name of a file; --json --limit N prints the records.")
    answer = context.ask("audit.export", params | {"path": path, "force": args.force})
    if args.json:
        output.print_json(answer)
    else:
        output.note(f"{answer['records']} records written to {output.safe(path)}.")
    return problems.DONE


def _verify(context: Context, args: Args) -> int:
    answer = context.ask("audit.verify")
    if args.json:
        output.print_json(answer)
    else:
        commits, broken = answer.get("commits"), answer.get("broken")
        words = verdict(commits if isinstance(commits, int) else 0, str(broken or ""))
        output.note(words if answer.get("ok") else f"keystead: {words}")
    return problems.DONE if answer.get("ok") else problems.DAMAGED


def _cells(row: JsonObject) -> tuple[str, ...]:
    place, name = output.text_of(row, "environment"), output.text_of(row, "secret")
    about = f"{place}/{name}" if place and name else name or place
    if row.get("version"):
        about += f" v{row['version']}"
    what = str(row["action"])
    count, fields = row.get("count"), row.get("fields")
    told = details(what, map(str, fields)) if isinstance(fields, list) else ""
    if isinstance(count, int) and count > 1:
        what += f" ({count})"
    if told:
        what += f": {told}"
    if row.get("quarantined"):
        what += " (in quarantine: without effect)"
    where = " on ".join(filter(None, (output.text_of(row, "where"), output.text_of(row, "host"))))
    return str(row["time"]), output.text_of(row, "member"), what, about, where
