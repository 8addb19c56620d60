"""Requests that keep a vault whole: verify, backup, restore, sync."""

from keystead.errors import UsageProblem
from keystead.services import maintenance
from keystead.services.owner import Decision, Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import JsonObject, Params, flag, text


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
    """Write a verified copy of the vault to ``path`` (absolute); AlreadyThere."""
    return {"path": str(maintenance.backup(owner.vault, absolute(text(params, "path"))))}


def restore(owner: Owner, params: Params) -> JsonObject:
    """Make the vault what it was in the backup at ``path``.

    With ``dry_run`` only how many commits that would take back.  Afterwards the owner holds
    the restored vault, under a new device id.
    """
    path = absolute(text(params, "path"))
    if flag(params, "dry_run"):
        return {"taken_back": maintenance.restore_preview(owner.vault, path), "restored": False}
    restored = owner.restore(path)
    return {
        "taken_back": restored.taken_back,
        "kept": None if restored.kept is None else str(restored.kept),
        "restored": True,
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
