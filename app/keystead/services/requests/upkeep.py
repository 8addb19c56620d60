"""Requests that keep a vault whole: verify, backup, restore, rehearse, sync."""

from keystead.errors import UsageProblem
from keystead.services import maintenance, rehearsal
from keystead.services.owner import Decision, Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import JsonObject, Params, flag, optional_text, text


def verify(owner: Owner, _params: Params) -> JsonObject:
    """Check every signature and value; ``problems`` is empty where all is well."""
    report = maintenance.verify(owner.vault)
    return {
        "ok": report.ok,
        "commits": report.commits,
        "secrets": report.secrets,
        "values": report.values,
        "quarantined": list(report.quarantined),
        "problems": list(report.problems),
    }


def backup(owner: Owner, params: Params) -> JsonObject:
    """Write a verified copy of the vault to ``path`` (absolute), AlreadyThere; without one
    into the folder of backups, where those that are too old go."""
    path = optional_text(params, "path")
    if path is None:
        made = owner.backups.folder.write(owner.vault)
        return {"path": str(made.path)}
    return {"path": str(maintenance.backup(owner.vault, absolute(path)))}


def restore(owner: Owner, params: Params) -> JsonObject:
    """Make the vault what it was in the backup at ``path``.

    With ``dry_run`` only what that would take back and change.  Afterwards the owner holds
    the restored vault, under a new device id.
    """
    path = absolute(text(params, "path"))
    if flag(params, "dry_run"):
        found = rehearsal.preview(owner.vault, path)
        changes = [
            {
                "environment": one.environment,
                "name": one.name,
                "effect": one.effect.value,
                "remark": one.remark,
            }
            for one in found.changes
        ]
        return {"taken_back": found.commits, "changes": changes, "restored": False}
    restored = owner.restore(path)
    return {
        "taken_back": restored.taken_back,
        "kept": None if restored.kept is None else str(restored.kept),
        "restored": True,
    }


def rehearse(owner: Owner, params: Params) -> JsonObject:
    """Open the backup at ``path`` with this device's keys and decrypt every value in it;
    nothing is changed.  ``problems`` is empty where all of it opened."""
    found = rehearsal.rehearse(owner.vault, absolute(text(params, "path")))
    return {
        "ok": not found.problems,
        "commits": found.commits,
        "secrets": found.secrets,
        "values": found.values,
        "problems": list(found.problems),
        "restorable": found.restorable,
    }


def sync(owner: Owner, params: Params) -> JsonObject:
    """Exchange changes with the vault file now; ``remove_copies`` deletes the conflict copies
    that are merged."""
    return _sync(owner, params, Decision.NONE)


def decide(owner: Owner, params: Params) -> JsonObject:
    """``sync`` with a ``decision`` on a vault file that was rolled back: ``accept`` or
    ``republish``."""
    found = {item.value: item for item in (Decision.ACCEPT, Decision.REPUBLISH)}
    decision = found.get(text(params, "decision"))
    if decision is None:
        raise UsageProblem("A vault file can be accepted or published again, nothing else.")
    return _sync(owner, params, decision)


def _sync(owner: Owner, params: Params, decision: Decision) -> JsonObject:
    done = owner.sync(decision, remove_copies=flag(params, "remove_copies"))
    return {
        "changes": done.news,
        "copies": [str(path) for path in owner.vault.publication.conflict_copies],
        "removed": [str(path) for path in done.removed],
        "kept": None if done.kept is None else str(done.kept),
        "synced_at": owner.status()["synced_at"],
    }
