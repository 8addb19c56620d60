"""Requests about files of values: export and import of ``.env``."""

import base64
import binascii
from pathlib import Path

from keystead.core.errors import BadValue
from keystead.errors import UsageProblem
from keystead.services import export, imports
from keystead.services.config import load
from keystead.services.imports import Incoming
from keystead.services.owner import Owner
from keystead.services.requests.params import (
    JsonObject,
    Params,
    flag,
    optional_text,
    optional_texts,
    text,
)


def export_file(owner: Owner, params: Params) -> JsonObject:
    """Write the values of ``env`` for the reader ``profile`` to ``path`` (absolute).

    Without ``path`` the text is in the answer.  ``names``: only these; ``force``: also over
    a file that Keystead did not write.  Raises CannotExpress, Refused, and writes nothing.
    """
    vault, environment = owner.vault, text(params, "env")
    names = optional_texts(params, "names")
    path = optional_text(params, "path")
    target = None if path is None else absolute(path)
    if target is not None:
        export.check_target(vault.host, target, flag(params, "force"))
    rendered = export.preview(vault, environment, _profile(owner, params), names)
    answer: JsonObject = {"profile": rendered.profile, "keys": len(rendered.lines)}
    if target is None:
        answer["text"] = rendered.text.reveal()
        answer["warnings"] = [f"{name}: {note.text}" for name, note in rendered.warnings()]
    else:
        written = export.write(vault.host, rendered, target, flag(params, "force"))
        answer["path"] = str(written.path)
        answer["warnings"] = list(written.warnings)
    where = str(target) if target is not None else optional_text(params, "where") or ""
    export.record(vault, environment, names, where)
    return answer


def import_file(owner: Owner, params: Params) -> JsonObject:
    """Compare ``data`` (base64 of a `.env` file) with ``env``, and take it in.

    ``dry_run``: only compare; ``skip_invalid``: take in what can be.  With an invalid line
    nothing is imported, and the answer has ``imported`` false and ``problem``.
    """
    try:
        data = base64.b64decode(text(params, "data"), validate=True)
    except (binascii.Error, ValueError):
        raise BadValue("The file did not arrive whole.") from None
    planned = imports.plan(owner.vault, text(params, "env"), data)
    answer: JsonObject = {
        "new": _entries(planned.new),
        "changed": _entries(planned.changed),
        "same": _entries(planned.same),
        "invalid": [
            {"line": item.line, "name": item.name, "reason": item.reason}
            for item in planned.invalid
        ],
        "notes": list(planned.notes),
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
