"""The table of requests: what each name does, and what it touches."""

from collections.abc import Callable
from dataclasses import dataclass

from keystead.crypto.offset_table import Progress
from keystead.errors import KeysteadError, NotFound, UsageProblem
from keystead.services.owner import Owner
from keystead.services.requests import (
    auditing,
    credentials,
    files,
    health,
    injecting,
    places,
    placing,
    reading,
    reminding,
    reviewing,
    revoking,
    rotating,
    ruling,
    scope,
    upkeep,
    writing,
)
from keystead.services.requests.params import JsonObject, Params
from keystead.services.requests.scope import Scope, Touches
from keystead.services.table import quiet

Handler = Callable[[Owner, Params], JsonObject]

LIST, READ, CHANGE, PURGE, RESTORE = "list", "read", "change", "purge", "restore"


@dataclass(frozen=True)
class Method:
    """``purpose`` as in Scope; ``touches`` says what from the parameters that the handler
    uses; ``parameters`` are all that it knows, any other is refused.

    ``proved``: whoever passes it on checks passphrase and a fresh code first, both in its
    parameters.  ``own``: only for a session that has proved them; nobody can allow it.
    """

    handler: Handler
    purpose: str
    touches: Touches
    parameters: frozenset[str]
    proved: bool = False
    own: bool = False


def _method(
    handler: Handler,
    purpose: str,
    touches: Touches,
    parameters: str = "",
    proved: bool = False,
    own: bool = False,
) -> Method:
    return Method(handler, purpose, touches, frozenset(parameters.split()), proved, own)


def _change(handler: Handler, parameters: str = "", proved: bool = False) -> Method:
    """A step of a change of how the vault is opened."""
    return _method(handler, CHANGE, scope.whole, parameters, proved, own=True)


METHODS: dict[str, Method] = {
    "list": _method(reading.list_secrets, LIST, scope.environment, "env query trash sort"),
    "show": _method(reading.show, LIST, scope.key, "name env trash"),
    "due": _method(reading.due, LIST, scope.environment, "env within"),
    "due.count": _method(reminding.how_many, LIST, scope.whole),
    "due.snooze": _method(reminding.snooze, CHANGE, scope.key, "name env days"),
    "due.calendar": _method(reminding.calendar, READ, scope.whole, "path names force"),
    "env.list": _method(places.list_environments, LIST, scope.whole),
    "get": _method(reading.get, READ, scope.key, "name env version action where revoked"),
    "export": _method(
        files.export_file,
        READ,
        scope.environment,
        "env names profile path force where base64 update gitignore",
    ),
    "run": _method(injecting.run, READ, scope.environment, "env names program"),
    "export.check": _method(
        files.check_file, READ, scope.environment, "env names profile path base64"
    ),
    "add": _method(writing.add, CHANGE, scope.new_key, "name env fields value generate force"),
    "add.check": _method(writing.check_add, CHANGE, scope.new_key, "name env fields"),
    "edit": _method(
        writing.edit,
        CHANGE,
        scope.key,
        "name env fields value generate add_tags remove_tags force keep_version keep_shown",
    ),
    "places": _method(placing.list_places, LIST, scope.key, "name env"),
    "places.change": _method(placing.change, CHANGE, scope.key, "name env forget add kind"),
    "trash": _method(writing.trash, CHANGE, scope.live_keys, "names env"),
    "untrash": _method(writing.untrash, CHANGE, scope.trashed_keys, "names env"),
    "purge": _method(writing.purge, PURGE, scope.trashed_keys, "names env older_than dry_run"),
    "import": _method(
        files.import_file, CHANGE, scope.environment, "env data dry_run skip_invalid format"
    ),
    "env.add": _method(places.add, CHANGE, scope.named_environment, "name colour"),
    "env.rename": _method(places.rename, CHANGE, scope.named_environment, "name new"),
    "revoke.look": _method(revoking.look, LIST, scope.key, "name env"),
    "revoke": _method(revoking.revoke, CHANGE, scope.key, "name env version reason"),
    "revoke.select": _method(revoking.select, LIST, scope.whole, "tag env service"),
    "revoke.many": _method(
        revoking.revoke_many, CHANGE, scope.whole, "tag env service reason count seal"
    ),
    "incident.list": _method(revoking.list_incidents, LIST, scope.whole),
    "incident.show": _method(revoking.show_incident, LIST, scope.whole, "incident"),
    "incident.done": _method(revoking.done, CHANGE, scope.whole, "incident task"),
    "incident.close": _method(revoking.close, CHANGE, scope.whole, "incident"),
    "incident.export": _method(revoking.export, CHANGE, scope.whole, "incident path force"),
    "review.list": _method(reviewing.list_due, LIST, scope.environment, "env within"),
    "review.show": _method(reviewing.show, LIST, scope.key, "name env"),
    "review.decide": _method(reviewing.decide, CHANGE, scope.key, "name env decision note"),
    "rotate.list": _method(rotating.list_rotations, LIST, scope.environment, "env"),
    "rotate.status": _method(rotating.status, LIST, scope.key, "name env"),
    "rotate.begin": _method(
        rotating.begin, CHANGE, scope.key, "name env value generate expires force"
    ),
    "rotate.many": _method(rotating.begin_many, CHANGE, scope.live_keys, "names env generate"),
    "rotate.resume": _method(rotating.resume, CHANGE, scope.key, "name env"),
    "rotate.place": _method(rotating.place, CHANGE, scope.key, "name env places profile"),
    "rotate.mark": _method(rotating.mark, CHANGE, scope.key, "name env places placed note"),
    "rotate.verified": _method(rotating.verified, CHANGE, scope.key, "name env how"),
    "rotate.switch": _method(rotating.switch, CHANGE, scope.key, "name env force"),
    "rotate.longer": _method(rotating.longer, CHANGE, scope.key, "name env seconds"),
    "rotate.undo": _method(rotating.undo, CHANGE, scope.key, "name env"),
    "rotate.finish": _method(rotating.finish, CHANGE, scope.key, "name env"),
    "policy.list": _method(ruling.list_policies, LIST, scope.whole),
    "policy.set": _method(ruling.set_class, CHANGE, scope.whole, "risk env every overlap leads"),
    "policy.put": _method(ruling.put, CHANGE, scope.whole, "name every overlap leads"),
    "policy.remove": _method(ruling.remove, CHANGE, scope.whole, "name force"),
    "health": _method(health.look, READ, scope.environment, "env html page force"),
    "audit": _method(
        auditing.list_records, LIST, scope.whole, "since until name member action env words limit"
    ),
    "audit.export": _method(
        auditing.export, READ, scope.whole, "since until name member action env words path force"
    ),
    "audit.verify": _method(auditing.verify, LIST, scope.whole),
    "verify": _method(upkeep.verify, LIST, scope.whole),
    "backup": _method(upkeep.backup, CHANGE, scope.whole, "path"),
    "restore": _method(upkeep.restore, RESTORE, scope.whole, "path dry_run"),
    "sync": _method(upkeep.sync, CHANGE, scope.whole, "remove_copies"),
    "sync.decide": _method(upkeep.decide, RESTORE, scope.whole, "decision remove_copies"),
    "rehearse": _method(upkeep.rehearse, LIST, scope.whole, "path"),
    "change.begin": _change(
        credentials.begin, "kind passphrase code new_passphrase key_file", proved=True
    ),
    "change.confirm": _change(credentials.confirm, "code"),
    "change.apply": _change(credentials.apply),
    "change.check": _change(credentials.check, "secret_key recovery_code"),
    "change.finish": _change(credentials.finish),
    "change.abort": _change(credentials.abort),
}


def handle(owner: Owner, method: str, params: Params, progress: Progress = quiet) -> JsonObject:
    """Do what ``method`` says; on the vault's thread.  ``progress`` for what takes seconds.

    Raises NotFound for a name that is not in the table, UsageProblem for a parameter that
    the method does not know, and what the use case raises.
    """
    found = _checked(method, params)
    owner.look()
    if found.handler is credentials.apply:
        answer = credentials.apply(owner, params, progress)
    else:
        answer = found.handler(owner, params)
    if owner.locked_for is None:
        owner.changed()
    return answer


def scope_of(owner: Owner, method: str, params: Params) -> Scope:
    """What the request would touch; on the vault's thread, nothing is changed.

    A name alone is looked up for its environment; the whole vault where that finds none or
    several.  Raises NotFound for a method and UsageProblem for parameters that mean
    nothing, whatever is in the vault.
    """
    found = _checked(method, params)
    return scope.scope(owner, params, found.touches, found.purpose)


def _checked(method: str, params: Params) -> Method:
    """The method; what it does not know could mean one thing to who allows the request and
    another to who does it, so it is refused."""
    found = METHODS.get(method)
    if found is None:
        raise unknown(method)
    if extra := sorted(set(params) - found.parameters):
        raise UsageProblem(f"The request {method} has no parameter {extra[0][:40]}.")
    return found


def unknown(method: str) -> KeysteadError:
    """The error for a name that this version does not know."""
    return NotFound(
        "The running Keystead does not know this request; it is of another version. "
        "Lock the vault and unlock it again.",
        method=method[:40],
    )
