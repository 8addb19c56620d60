"""The table of requests: what each name does, and what it touches."""

from collections.abc import Callable
from dataclasses import dataclass

from keystead.core.selectors import parse_selector
from keystead.crypto.offset_table import Progress
from keystead.errors import KeysteadError, NotFound
from keystead.services import secrets
from keystead.services.owner import Owner
from keystead.services.requests import credentials, files, places, reading, upkeep, writing
from keystead.services.requests.params import JsonObject, Params, optional_text, texts
from keystead.services.requests.scope import Scope
from keystead.services.table import quiet

Handler = Callable[[Owner, Params], JsonObject]

LIST, READ, CHANGE = "list", "read", "change"


@dataclass(frozen=True)
class Method:
    """``purpose`` as in Scope; ``proved``: whoever passes it on checks passphrase and a
    fresh code first, both in its parameters."""

    handler: Handler
    purpose: str
    proved: bool = False


METHODS: dict[str, Method] = {
    "list": Method(reading.list_secrets, LIST),
    "show": Method(reading.show, LIST),
    "due": Method(reading.due, LIST),
    "env.list": Method(places.list_environments, LIST),
    "get": Method(reading.get, READ),
    "export": Method(files.export_file, READ),
    "add": Method(writing.add, CHANGE),
    "edit": Method(writing.edit, CHANGE),
    "trash": Method(writing.trash, CHANGE),
    "untrash": Method(writing.untrash, CHANGE),
    "purge": Method(writing.purge, CHANGE),
    "import": Method(files.import_file, CHANGE),
    "env.add": Method(places.add, CHANGE),
    "env.rename": Method(places.rename, CHANGE),
    "verify": Method(upkeep.verify, LIST),
    "backup": Method(upkeep.backup, CHANGE),
    "restore": Method(upkeep.restore, CHANGE),
    "change.begin": Method(credentials.begin, CHANGE, proved=True),
    "change.confirm": Method(credentials.confirm, CHANGE),
    "change.apply": Method(credentials.apply, CHANGE),
    "change.check": Method(credentials.check, CHANGE),
    "change.finish": Method(credentials.finish, CHANGE),
    "change.abort": Method(credentials.abort, CHANGE),
}


def handle(owner: Owner, method: str, params: Params, progress: Progress = quiet) -> JsonObject:
    """Do what ``method`` says; on the vault's thread.  ``progress`` for what takes seconds.

    Raises NotFound for a name that is not in the table, and what the use case raises.
    """
    found = METHODS.get(method)
    if found is None:
        raise unknown(method)
    if found.handler is credentials.apply:
        answer = credentials.apply(owner, params, progress)
    else:
        answer = found.handler(owner, params)
    if owner.locked_for is None:
        owner.changed()
    return answer


def scope_of(owner: Owner, method: str, params: Params) -> Scope:
    """What the request would touch; on the vault's thread, nothing is changed.

    A name alone is looked up for its environment.  Raises what that raises.
    """
    found = METHODS.get(method)
    if found is None:
        raise unknown(method)
    names = texts(params, "names") if params.get("names") is not None else ()
    if method in ("list", "due", "import", "env.list", "verify", "backup", "restore"):
        return Scope(optional_text(params, "env") or "", (), found.purpose)
    if method == "export":
        return Scope(optional_text(params, "env") or "", names, found.purpose)
    single = optional_text(params, "name")
    wanted = [single] if single is not None else list(names)
    if method in ("env.add", "env.rename") or method.startswith("change."):
        return Scope("", tuple(wanted), found.purpose)
    return _of_secrets(owner, params, wanted, found.purpose)


def _of_secrets(owner: Owner, params: Params, wanted: list[str], purpose: str) -> Scope:
    """The scope of a request that names Secrets; '' where they are in several places."""
    environments, names = set(), []
    for text in wanted:
        selector = parse_selector(text, optional_text(params, "env"))
        environment = selector.environment
        if environment is None:
            environment = secrets.find(owner.vault, selector).environment
        environments.add(environment)
        names.append(selector.name)
    return Scope(environments.pop() if len(environments) == 1 else "", tuple(names), purpose)


def unknown(method: str) -> KeysteadError:
    """The error for a name that this version does not know."""
    return NotFound(
        "The running Keystead does not know this request; it is of another version. "
        "Lock the vault and unlock it again.",
        method=method[:40],
    )
