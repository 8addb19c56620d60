"""The export's work on the vault: preview, target, file.  Runs in the worker's thread."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from keystead.core.errors import DuplicateName
from keystead.errors import FileProblem, KeysteadError, Refused
from keystead.gui.models.export_preview import (
    ExportPreview,
    ExportTarget,
    Refusal,
    lines_of,
    refused_lines,
)
from keystead.services import export, export_update, gitignore, whereabouts
from keystead.services.export import Written
from keystead.services.owner import Owner

_CANNOT_EXPRESS = "cannot-express"
_TWICE = "is the name of two keys, made apart and merged: give one another name"


def make_preview(
    owner: Owner,
    environment: str,
    profile: str,
    names: Sequence[str] | None,
    as_base64: Sequence[str] = (),
) -> ExportPreview:
    """The finished file, masked; or the values that the reader cannot hold."""
    encoded = tuple(as_base64)
    chosen = export.select(owner.vault, environment, names)
    wanted = tuple(dict.fromkeys(secret.name for secret in chosen))
    hints = {secret.name: secret.hint for secret in chosen}
    try:
        rendered = export.preview(owner.vault, environment, profile, names, encoded)
    except DuplicateName:
        counts = Counter(secret.name for secret in chosen)
        twins = tuple(Refusal(name, _TWICE) for name, count in counts.items() if count > 1)
        return ExportPreview(
            profile, wanted, refused_lines(wanted, hints, twins), twins, as_base64=encoded
        )
    except KeysteadError as error:
        if error.code != _CANNOT_EXPRESS:
            raise
        refusals = _refusals(error)
        lines = refused_lines(wanted, hints, refusals)
        return ExportPreview(profile, wanted, lines, refusals, as_base64=encoded)
    lines = lines_of(rendered, hints)
    return ExportPreview(profile, wanted, lines, rendered=rendered, as_base64=encoded)


def _refusals(error: KeysteadError) -> tuple[Refusal, ...]:
    values = error.data.get("values")
    found = values if isinstance(values, list) else []
    return tuple(Refusal(str(one["name"]), str(one["reason"])) for one in found)


def look_at(owner: Owner, path: Path) -> ExportTarget:
    """How git sees the file, and whether something that is not ours lies there."""
    if not path.parent.is_dir():
        return ExportTarget(path, problem=f"There is no folder {path.parent}.")
    exposure = export.exposure(path)
    try:
        export.check_target(owner.vault.host, path, force=True)
    except (Refused, FileProblem) as error:
        return ExportTarget(path, exposure, problem=error.message)
    try:
        export.check_target(owner.vault.host, path, force=False)
    except Refused:
        return ExportTarget(path, exposure, foreign=True, exists=True)
    return ExportTarget(path, exposure, exists=owner.vault.host.exists(path))


def ignore(owner: Owner, path: Path) -> ExportTarget:
    """Add the file to `.gitignore`; how git sees it then.  Raises as ``gitignore.add``."""
    gitignore.add(owner.vault.host, path)
    return look_at(owner, path)


def write_file(
    owner: Owner,
    environment: str,
    preview: ExportPreview,
    path: Path,
    force: bool,
    update: bool = False,
) -> Written:
    """Write what was shown, or with ``update`` its values into the file that lies there.

    Puts it into the journal.  Raises as ``export.write`` and ``export_update``.
    """
    if preview.rendered is None:
        raise Refused("There is nothing to write yet.")
    host = owner.vault.host
    if update:
        entries = export.entries(owner.vault, environment, preview.names, preview.as_base64)
        planned = export_update.plan(host, path, environment, preview.profile, entries)
        written = export_update.write(host, planned)
    else:
        written = export.write(host, preview.rendered, path, force)
    where = whereabouts.of_file(path, preview.profile)
    export.record(owner.vault, environment, preview.names, where, preview.as_base64)
    return written
