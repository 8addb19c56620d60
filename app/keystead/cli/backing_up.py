"""``backup`` and ``restore``."""

import os

from keystead.cli import arguments, asking, options, output, problems
from keystead.cli.context import Context, JsonObject
from keystead.cli.options import Args, Parser
from keystead.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.services.backups import Backup

_SHOWN = 20
"""Keys that are named before a restore; the others are counted, ``--json`` has all."""

_EFFECTS = {"changes": "changes", "comes-back": "comes back", "disappears": "disappears"}


def options_backup(name: str, summary: str) -> Parser:
    """The parser of ``backup``."""
    parser = options.parser(
        name,
        summary,
        ["keystead backup", "keystead backup --list", "keystead backup /media/stick/work.keystead"],
    )
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="where to, and nothing may lie there yet; among the daily ones otherwise",
    )
    parser.add_argument("--list", action="store_true", help="show the backups; needs no unlock")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_backup(context: Context, args: Args) -> int:
    """Write a verified copy, exit 7 where something lies there already; or list them."""
    if args.list:
        if args.file is not None:
            raise UsageProblem("Give a FILE to write to, or --list.")
        return _list(context, args)
    path = None if args.file is None else arguments.path(args.file)
    answer = context.ask("backup", {"path": path})
    _done(args, answer, f"Wrote a verified copy to {answer['path']}.")
    return problems.DONE


def _list(context: Context, args: Args) -> int:
    found = context.vaults.backups(context.vault)
    if args.json:
        output.print_json([_to_json(one) for one in found])
        return problems.DONE
    if not found:
        output.note("There is no backup yet. 'keystead backup' makes one.")
    rows = [
        (one.path.name, _keys(one), _size(one.size), one.state.value.replace("-", " "))
        for one in found
    ]
    output.table(("name", "keys", "size", "state"), rows)
    return problems.DONE


def _to_json(one: "Backup") -> JsonObject:
    from keystead.core.dates import instant

    return {
        "path": str(one.path),
        "time": instant(one.time),
        "size": one.size,
        "keys": one.keys,
        "before_format": one.before_format,
        "state": one.state.value,
    }


def _keys(one: "Backup") -> str:
    if one.keys is None:
        return f"before format {one.before_format}"
    return "1 key" if one.keys == 1 else f"{one.keys} keys"


def _size(octets: int) -> str:
    from keystead.core.sizes import size_in_words

    return size_in_words(octets)


def options_restore(name: str, summary: str) -> Parser:
    """The parser of ``restore``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead restore 20270105T093012Z-57-keys.keystead --dry-run",
            "keystead restore --rehearse /media/stick/work.keystead",
        ],
    )
    parser.add_argument("file", metavar="FILE", help="a file, or a name that backup --list shows")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--dry-run", action="store_true", help="only say what would go back")
    way.add_argument(
        "--rehearse",
        action="store_true",
        help="prove that it opens with this device's keys, and change nothing",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options.json_option(parser)
    options.unlocking(parser)
    return parser


def run_restore(context: Context, args: Args) -> int:
    """Go back to a backup, once shown what that changes; the present file is kept aside."""
    params: JsonObject = {"path": _path(context, args.file)}
    if args.rehearse:
        return _rehearse(context, args, params)
    session = context.session()
    try:
        answer = session.call("restore", params | {"dry_run": True})
        if args.dry_run:
            return _would(args, answer)
        _show(answer)
        asking.confirm(args.yes, f"This takes back {_changes(answer)}. Go on?")
        answer = session.call("restore", params)
    finally:
        session.close()
    kept = f" The file before is kept as {answer['kept']}." if answer.get("kept") else ""
    _done(args, answer, f"Restored; {_changes(answer)} taken back.{kept}")
    return problems.DONE


def _path(context: Context, given: str) -> str:
    """The file that is meant: one that lies there, else one of the backups by its name."""
    path = arguments.path(given)
    if not os.path.lexists(path) and os.sep not in given:
        named = context.vaults.backup_folder(context.vault) / given
        if named.is_file():
            return str(named)
    return path


def _would(args: Args, answer: JsonObject) -> int:
    if not args.json:
        _show(answer)
    _done(args, answer, f"It would take back {_changes(answer)}.")
    return problems.DONE


def _show(answer: JsonObject) -> None:
    """What happens to which key, on stderr: a question follows, or a sentence."""
    found = answer.get("changes")
    changes = found if isinstance(found, list) else []
    for one in changes[:_SHOWN]:
        effect = _EFFECTS.get(str(one["effect"]), str(one["effect"]))
        what = output.safe(f"{one['environment']}/{one['name']}: {one['remark']}")
        output.note(f"{effect:<10}  {what}")
    if len(changes) > _SHOWN:
        output.note(f"and {len(changes) - _SHOWN} more; --dry-run --json names them all.")
    if not changes:
        output.note("No key would change.")


def _rehearse(context: Context, args: Args, params: JsonObject) -> int:
    answer = context.ask("rehearse", params)
    ok = bool(answer.get("ok"))
    if args.json:
        output.print_json(answer)
        return problems.DONE if ok else problems.DAMAGED
    found = answer.get("problems")
    for text in found if isinstance(found, list) else []:
        output.note(f"keystead: {text}")
    opened = f"{_count(answer, 'secrets', 'key')}, {_count(answer, 'values', 'value')} decrypted"
    if ok:
        output.note(f"This backup opens with the keys of this device: {opened}.")
        if not answer.get("restorable"):
            output.note(
                "It is from before your keys were renewed, so it cannot become the vault again."
            )
    else:
        output.note(f"This backup opens in part only: {opened}. Choose another.")
    return problems.DONE if ok else problems.DAMAGED


def _changes(answer: JsonObject) -> str:
    return _count(answer, "taken_back", "saved change")


def _count(answer: JsonObject, name: str, noun: str) -> str:
    count = answer.get(name)
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _done(args: Args, answer: JsonObject, sentence: str) -> None:
    if args.json:
        output.print_json(answer)
    else:
        output.note(sentence)
