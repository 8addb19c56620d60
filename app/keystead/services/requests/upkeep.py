"""Requests that keep a vault whole: verify, backup, restore."""

from dataclasses import replace

from keystead.services import maintenance
from keystead.services.owner import Owner
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
    restored = maintenance.restore_backup(owner.vault, path)
    owner.vault = restored.vault
    owner.entry = replace(owner.entry, device=restored.vault.place.device)
    owner.home.register(owner.entry)
    return {
        "taken_back": restored.taken_back,
        "kept": None if restored.kept is None else str(restored.kept),
        "restored": True,
    }
