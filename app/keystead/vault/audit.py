"""What happened in a vault, told by its commits, the newest first.

Each operation becomes one fact: who, on which device, when by the author's own clock, what,
about which object.  Bodies are opened where this member can read them; no value is decrypted,
and the state is not built for it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from keystead.crypto.errors import DecryptionFailed
from keystead.vault import secret_fields
from keystead.vault.bodies import (
    Action,
    Adopt,
    Body,
    Event,
    ObjectKind,
    Purge,
    Write,
)
from keystead.vault.commit import Commit
from keystead.vault.effects import open_body
from keystead.vault.epochs import VAULT_ENVIRONMENT
from keystead.vault.errors import VaultDamaged
from keystead.vault.object_fields import CLASSES, POLICIES
from keystead.vault.operations import Deliver, Epoch, Grant, Loss, Operation, Renew, Sealed

if TYPE_CHECKING:
    from keystead.vault.session import OpenVault

PATIENCE: Final = 500
"""Commits in a row that are older than what is asked for, before the walk ends: clocks differ,
and what was made offline arrives late."""

EVENTS: Final = {
    Action.UNLOCK: "unlock",
    Action.FAILED_UNLOCKS: "failed-unlocks",
    Action.REVEAL: "reveal",
    Action.COPY: "copy",
    Action.EXPORT: "export",
    Action.RUN: "run",
    Action.RESTORE: "restore",
    Action.INJECT: "inject",
    Action.FORGET: "forget-place",
}
_CREATED: Final = secret_fields.BY_NAME["created"].number
_RENEWAL: Final = secret_fields.BY_NAME["renewal"].number
_REVIEWED: Final = secret_fields.BY_NAME["reviewed"].number
_SILENT: Final = {secret_fields.LIFE, secret_fields.CURRENT, _CREATED}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened.  ``commit``: its id, b"" while it waits in the journal;
    ``time``: Unix seconds; ``object``: the Secret, environment or member; ``fields``: names
    of what was changed, never what to.  ``readable`` False: the body is closed to this member,
    or not here."""

    commit: bytes
    author: bytes
    device: bytes
    time: int
    action: str
    environment: bytes = VAULT_ENVIRONMENT
    object: bytes = b""
    version: bytes = b""
    fields: tuple[str, ...] = ()
    where: str = ""
    host: str = ""
    remote: str = ""
    count: int = 1
    quarantined: bool = False
    readable: bool = True


def facts(vault: "OpenVault", since: int | None = None, most: int | None = None) -> Iterator[Fact]:
    """Every fact from ``since`` on (Unix seconds; None: all), the newest first.

    What waits in this device's journal comes before all commits.  Reading ends PATIENCE
    commits after the last one that is not older, whatever single clocks say, and after the
    newest ``most`` commits where that is given.
    """
    # All of it taken at once: a change made meanwhile puts what waits into a commit, and it
    # would be told twice.
    waiting = pending(vault, since)
    void = {(one.commit, one.index) for one in vault.state.quarantined}
    older = 0
    newest = list(vault.state.commits)[-most:] if most else list(vault.state.commits)
    yield from reversed(waiting)
    for commit_id in reversed(newest):
        commit = vault.state.commits[commit_id]
        older = older + 1 if since is not None and commit.time < since else 0
        if older > PATIENCE:
            return
        for fact in reversed(of_commit(vault, commit, void)):
            if since is None or fact.time >= since:
                yield fact


def pending(vault: "OpenVault", since: int | None = None) -> list[Fact]:
    """What waits in the journal: not signed yet, and told by this device alone."""
    return [
        _of_event(b"", vault.member, vault.place.device, environment, event)
        for environment, event in vault.journal.events
        if since is None or event.time >= since
    ]


def of_commit(
    vault: "OpenVault",
    commit: Commit,
    void: Collection[tuple[bytes, int]] = (),
) -> list[Fact]:
    """The facts of one commit; ``void``: (commit, index) of what is in quarantine."""
    found: list[Fact] = []
    for index, operation in enumerate(commit.operations):
        quarantined = (commit.id, index) in void
        for fact in _of_operation(vault, commit, operation):
            found.append(replace(fact, quarantined=True) if quarantined else fact)
    return found


def _of_operation(vault: "OpenVault", commit: Commit, operation: Operation) -> list[Fact]:
    made = (commit.id, commit.author, commit.device, commit.time)
    match operation:
        case Grant(member, right, environment):
            return [Fact(*made, "grant", environment or VAULT_ENVIRONMENT, member,
                         fields=(right.name.lower(),))]  # fmt: skip
        case Loss(member, right, environment):
            lost = "all" if right is None else right.name.lower()
            place = environment or VAULT_ENVIRONMENT
            return [Fact(*made, "loss", place, member, fields=(lost,))]
        case Renew():
            return [Fact(*made, "renew-keys", object=commit.author)]
        case Epoch():
            return [Fact(*made, "new-key", operation.environment)]
        case Deliver():
            return [Fact(*made, "deliver-key", operation.environment)]
        case _:
            return _of_sealed(vault, commit, operation)


def _of_sealed(vault: "OpenVault", commit: Commit, operation: Sealed) -> list[Fact]:
    place = operation.environment
    made = (commit.id, commit.author, commit.device, commit.time)
    key = vault.state.ring.key(place, operation.epoch)
    sealed = vault.replica.blob(operation.digest)
    if key is None or sealed is None:
        return [Fact(*made, "sealed", place, readable=False)]
    try:
        body = open_body(key, commit.author, sealed)
    except (DecryptionFailed, VaultDamaged):
        return [Fact(*made, "sealed", place, readable=False)]
    return _of_body(commit, place, body)


def _of_body(commit: Commit, place: bytes, body: Body) -> list[Fact]:
    made = (commit.id, commit.author, commit.device, commit.time)
    match body:
        case Event():
            return [_of_event(*made[:3], place, body)]
        case Write():
            return [_of_write(commit, place, body)]
        case Purge(items):
            return [Fact(*made, "purge", place, item.secret, item.version) for item in items]
        case Adopt():
            return [Fact(*made, "adopt", place)]
        case _:
            return [Fact(*made, "reseal", place, body.secret, body.version)]


def _of_event(
    commit: bytes, author: bytes, device: bytes, environment: bytes, event: Event
) -> Fact:
    return Fact(
        commit, author, device, event.time, EVENTS[event.action], environment, event.secret,
        event.version, (), event.where, event.host, event.remote, event.count,
    )  # fmt: skip


def _of_write(commit: Commit, place: bytes, body: Write) -> Fact:
    names = tuple(
        secret_fields.BY_NUMBER[number].name
        for number in sorted(body.fields)
        if number in secret_fields.BY_NUMBER and number not in _SILENT
    )
    is_secret = body.kind is ObjectKind.SECRET
    action = _change(body) if is_secret else _OTHERS[body.kind]
    if body.kind is ObjectKind.VAULT or not is_secret:
        action = "policy" if {POLICIES, CLASSES} & set(body.fields) else action
        names = ()
    version = body.versions[0].id if body.versions else b"".join(body.revoked[:1])
    return Fact(
        commit.id, commit.author, commit.device, commit.time, action, place, body.object,
        version, names,
    )  # fmt: skip


_OTHERS: Final = {
    ObjectKind.ENVIRONMENT: "environment",
    ObjectKind.MEMBER: "member-name",
    ObjectKind.VAULT: "vault-name",
}


def _change(body: Write) -> str:
    """What an edit of a Secret was, by what stands in it."""
    if body.fields.get(secret_fields.LIFE) == secret_fields.DELETED:
        return "trash"
    if _CREATED in body.fields:
        return "add"
    if body.revoked:
        return "revoke"
    if body.versions:
        return "rotate"
    if _REVIEWED in body.fields:
        return "review"
    if _RENEWAL in body.fields or secret_fields.CURRENT in body.fields:
        return "rotation-step"
    return "edit" if set(body.fields) - {secret_fields.LIFE} else "untrash"
