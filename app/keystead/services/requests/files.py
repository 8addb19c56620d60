"""Requests about files of values: export, update, check and import."""

import base64
import binascii
from pathlib import Path

from keystead.core.errors import BadValue
from keystead.errors import UsageProblem
from keystead.services import (
    export,
    export_check,
    export_update,
    gitignore,
    imports,
    whereabouts,
)
from keystead.services.config import load
from keystead.services.imports import Incoming
from keystead.services.owner import Owner
from keystead.services.requests.params import (
    TERMINAL,
    JsonObject,
    Params,
    flag,
    optional_text,
    optional_texts,
    text,
    texts,
)


def export_file(owner: Owner, params: Params) -> JsonObject:
    """Write the values of ``env`` for the reader ``profile`` to ``path`` (absolute).

    Without ``path`` the text is in the answer.  ``names``: only these; ``base64``: these as
    `NAME_BASE64`; ``force``: also over a file that Keystead did not write; ``update``: keep
    what the file has of its own; ``gitignore``: add it there first where git would take it
    in.  Raises CannotExpress, FileUnread, Refused, and writes nothing.
    """
    vault, environment = owner.vault, text(params, "env")
    names, path = optional_texts(params, "names"), optional_text(params, "path")
    target = None if path is None else absolute(path)
    profile, force, encoded = _profile(owner, params), flag(params, "force"), _encoded(params)
    in_place = flag(params, "update")
    if target is None:
        if in_place or flag(params, "gitignore"):
            raise UsageProblem("An update and .gitignore need a file: add -o FILE.")
        answer = _as_text(export.preview(vault, environment, profile, names, encoded))
    elif in_place and vault.host.exists(target):
        entries = export.entries(vault, environment, names, encoded)
        planned = export_update.plan(vault.host, target, environment, profile, entries)
        ignored = _ignored(owner, params, target)
        written = export_update.write(vault.host, planned)
        answer = _written(profile, written) | _names_of(planned.updated) | ignored
    else:
        export.check_target(vault.host, target, force)
        rendered = export.preview(vault, environment, profile, names, encoded)
        ignored = _ignored(owner, params, target)
        answer = _written(profile, export.write(vault.host, rendered, target, force)) | ignored
    if target is not None:
        where = whereabouts.of_file(target, profile)
    else:
        where = whereabouts.of_program(optional_text(params, "where") or TERMINAL)
    export.record(vault, environment, names, where, encoded)
    if names is None:
        answer["warnings"] += export.left_out(vault, environment)
    answer["warnings"] += export.expired(vault, export.choose(vault, environment, names))
    return answer


def _encoded(params: Params) -> tuple[str, ...]:
    return texts(params, "base64")


def _as_text(rendered: export.Rendered) -> JsonObject:
    return {
        "profile": rendered.profile,
        "keys": len(rendered.lines),
        "text": rendered.text.reveal(),
        "warnings": [f"{name}: {note.text}" for name, note in rendered.warnings()],
    }


def _written(profile: str, written: export.Written) -> JsonObject:
    return {
        "profile": profile,
        "keys": written.keys,
        "path": str(written.path),
        "warnings": list(written.warnings),
    }


def _names_of(updated: export_update.Updated) -> JsonObject:
    return {
        "changed": list(updated.changed),
        "added": list(updated.added),
        "same": list(updated.same),
        "foreign": list(updated.foreign),
    }


def _ignored(owner: Owner, params: Params, path: Path) -> JsonObject:
    if not flag(params, "gitignore"):
        return {}
    added = gitignore.add(owner.vault.host, path)
    return {"gitignore": None if added is None else str(added)}


def check_file(owner: Owner, params: Params) -> JsonObject:
    """Whether the file ``path`` gives the reader ``profile`` what ``env`` has; names only.

    ``names`` and ``base64`` as for an export.  Raises NotFound where there is no file,
    FileUnread with the line where its reader would fail.
    """
    found = export_check.compare(
        owner.vault,
        owner.vault.host,
        absolute(text(params, "path")),
        text(params, "env"),
        _profile(owner, params),
        optional_texts(params, "names"),
        _encoded(params),
    )
    return {
        "profile": found.profile,
        "exact": found.exact,
        "same": list(found.same),
        "changed": list(found.changed),
        "missing": list(found.missing),
        "foreign": list(found.foreign),
    }


def import_file(owner: Owner, params: Params) -> JsonObject:
    """Compare ``data`` (base64 of a file) with ``env``, and take it in.

    ``format``: ``dotenv`` (where nothing is said), ``json``, ``yaml`` or ``toml``;
    ``dry_run``: only compare; ``skip_invalid``: take in what can be.  With an invalid line
    nothing is imported, and the answer has ``imported`` false.  ``empty``: names without a
    value, which are left out.
    """
    try:
        data = base64.b64decode(text(params, "data"), validate=True)
    except (binascii.Error, ValueError):
        raise BadValue("The file did not arrive whole.") from None
    kind = imports.format_named(optional_text(params, "format"))
    planned = imports.plan(owner.vault, text(params, "env"), data, kind)
    answer: JsonObject = {
        "new": _entries(planned.new),
        "changed": _entries(planned.changed),
        "same": _entries(planned.same),
        "invalid": [
            {"line": item.line, "name": item.name, "reason": item.reason}
            for item in planned.invalid
        ],
        "empty": [{"line": item.line, "name": item.name} for item in planned.empty],
        "notes": [
            *planned.notes,
            *(f"Line {item.line}, {item.name}: {item.reason}" for item in planned.empty),
        ],
        "imported": False,
    }
    if flag(params, "dry_run"):
        return answer
    chosen = planned.without_invalid() if flag(params, "skip_invalid") else planned
    if chosen.invalid:
        return answer
    imports.apply(owner.vault, chosen)
    return answer | {"imported": True}


def absolute(path: str) -> Path:
    """The path of a file; UsageProblem unless it is absolute: the client knows its folder."""
    found = Path(path)
    if not found.is_absolute() or "\0" in path:
        raise UsageProblem("The request needs an absolute path.")
    return found


def _profile(owner: Owner, params: Params) -> str:
    named = optional_text(params, "profile")
    if named:
        return named
    return load(owner.vault.host, owner.home.paths.config).text("export.default_profile")


def _entries(entries: tuple[Incoming, ...]) -> list[JsonObject]:
    return [{"name": item.name, "line": item.line} for item in entries]
