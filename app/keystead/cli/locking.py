"""``unlock``, ``lock`` and ``status``."""

from keystead.agent.client.connection import Connection
from keystead.cli import options, output, problems
from keystead.cli.context import Context, JsonObject, warn_of_failures
from keystead.cli.options import Args, Parser
from keystead.errors import AccessDenied


def options_unlock(name: str, summary: str) -> Parser:
    """The parser of ``unlock``."""
    parser = options.parser(
        name,
        summary,
        [
            "keystead unlock",
            "keystead unlock --allow env:dev",
            "keystead unlock --passphrase-fd 3 --code 123456 3< passphrase.txt",
        ],
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="env:ENV",
        help="let every session of yours read this environment until the vault locks",
    )
    options.credentials(parser)
    options.json_option(parser)
    return parser


def run_unlock(context: Context, args: Args) -> int:
    """Unlock, or let this session in where the vault is unlocked already."""
    try:
        found = _unlock(context, {"allow": args.allow})
    except AccessDenied as error:
        if not context.just_locked(error):
            raise
        found = _unlock(context, {"allow": args.allow})
    warn_of_failures(found)
    if args.json:
        output.print_json(_status(found))
    else:
        output.note(f"{found.get('vault')} {_outcome(context, args, found)}.{_until(found)}")
        for environment in args.allow:
            output.note(f"Every session of yours may read {environment.removeprefix('env:')}.")
    return problems.DONE


def _outcome(context: Context, args: Args, found: JsonObject) -> str:
    if not found.get("was_open"):
        return "is unlocked for this terminal session"
    brought = args.code or context.given.code or args.passphrase_fd is not None
    tried = "; what you gave was not tried" if brought else ""
    return f"is unlocked for this terminal session already{tried}"


def _until(found: JsonObject) -> str:
    until = output.local_time(output.text_of(found, "locks_at"))
    return f" It locks when idle, at {until} at the earliest." if until else ""


def _unlock(context: Context, params: JsonObject) -> JsonObject:
    connection = context.running()
    if connection is None:
        connection, status = context.start(params)
        connection.close()
        return status
    with connection:
        served = _served(connection)
        if not served:
            passphrase, code = context.credentials()
            params = params | {"passphrase": passphrase, "code": code}
        answer = connection.call("unlock", params)
    return (answer if isinstance(answer, dict) else {}) | {"was_open": served}


def _served(connection: Connection) -> bool:
    status = connection.call("status")
    return isinstance(status, dict) and status.get("served") is True


def options_lock(name: str, summary: str) -> Parser:
    """The parser of ``lock``."""
    return options.parser(name, summary, ["keystead lock"])


def run_lock(context: Context, _args: Args) -> int:
    """Lock; no error where it is locked already."""
    connection = context.running()
    if connection is None:
        context.vaults.entry(context.vault)
        output.note("The vault is locked already.")
        return problems.DONE
    with connection:
        answer = connection.call("lock")
    output.note("Locked.")
    problem = answer.get("problem") if isinstance(answer, dict) else None
    if problem:
        problems.say(f"the vault file does not have the last changes yet. {problem}")
        return problems.FAILED
    return problems.DONE


def options_status(name: str, summary: str) -> Parser:
    """The parser of ``status``."""
    parser = options.parser(name, summary, ["keystead status --json"])
    options.json_option(parser)
    return parser


def run_status(context: Context, args: Args) -> int:
    """Say who holds the vault; works while it is locked."""
    found: JsonObject = {"locked": True}
    connection = context.running()
    if connection is not None:
        with connection:
            answer = connection.call("status")
        found = answer if isinstance(answer, dict) else found
    if found.get("locked"):
        found = context.vaults.locked_status(context.vault)
    if args.json:
        output.print_json(_status(found))
        return problems.DONE
    locked = bool(found.get("locked"))
    pairs = [
        ("Vault", output.text_of(found, "vault")),
        ("File", output.text_of(found, "path")),
        ("State", "locked" if locked else "unlocked"),
        ("Held by", output.text_of(found, "owner")),
        ("Served", "" if locked else "yes" if found.get("served") else "not this session"),
        ("Locks at", output.text_of(found, "locks_at")),
        ("Published", output.text_of(found, "synced_at")),
        ("Backed up", output.text_of(found, "backed_up_at")),
        ("Problem", output.text_of(found, "problem")),
        ("No backup", output.text_of(found, "backup_problem")),
    ]
    copies = found.get("conflict_copies")
    pairs += [("Merged copy", str(path)) for path in copies] if isinstance(copies, list) else []
    output.fields(pairs)
    return problems.DONE


def _status(found: JsonObject) -> JsonObject:
    """The stable names first; what is not known while it is locked is null."""
    first = ("vault", "vault_id", "path", "locked", "owner", "locks_at", "synced_at")
    rest = (
        *("served", "pending", "conflict_copies", "quarantined", "problem"),
        *("backed_up_at", "backup_problem"),
    )
    stable = {name: found.get(name) for name in first}
    return stable | {name: found[name] for name in rest if name in found}
