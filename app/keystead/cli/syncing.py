"""``sync``: exchange changes with the vault file now, and settle what stands in the way."""

from keystead.cli import options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser


def options_sync(name: str, summary: str) -> Parser:
    """The parser of ``sync``."""
    parser = options.parser(
        name,
        summary,
        ["keystead sync", "keystead sync --remove-copies", "keystead sync --republish"],
    )
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument(
        "--accept",
        action="store_true",
        help="the file was rolled back: go back to it, and keep what is here beside it",
    )
    decision.add_argument(
        "--republish",
        action="store_true",
        help="the file was rolled back or spoiled: write what is here over it",
    )
    parser.add_argument(
        "--remove-copies",
        action="store_true",
        help="delete the copies that sync programs left, once all they hold is in the vault",
    )
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_sync(context: Context, args: Args) -> int:
    """Read, merge, publish; exit 6 where the file is damaged or rolled back."""
    params: JsonObject = {"remove_copies": args.remove_copies}
    if args.accept or args.republish:
        params["decision"] = "accept" if args.accept else "republish"
    answer = context.ask("sync.decide" if "decision" in params else "sync", params)
    if args.json:
        output.print_json(answer)
        return problems.DONE
    for line in _told(answer):
        output.note(line)
    return problems.DONE


def _told(answer: JsonObject) -> list[str]:
    count = answer.get("changes")
    lines = []
    if count:
        came = "1 change" if count == 1 else f"{count} changes"
        lines.append(f"{came} came in from another computer.")
    lines.append("The vault file has everything.")
    if answer.get("kept"):
        lines.append(f"Kept as it was: {answer['kept']}")
    lines += [f"Removed the merged copy {path}" for path in _texts(answer, "removed")]
    copies = _texts(answer, "copies")
    lines += [f"A sync program left a copy; it is merged: {path}" for path in copies]
    if copies:
        lines.append("'keystead sync --remove-copies' deletes what is merged.")
    return lines


def _texts(answer: JsonObject, name: str) -> list[str]:
    found = answer.get(name)
    return [str(text) for text in found] if isinstance(found, list) else []
