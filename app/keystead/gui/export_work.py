"""The export's work on the vault: preview, target, file.  Runs in the worker's thread."""

from collections.abc import Sequence
from pathlib import Path

from keystead.errors import KeysteadError, Refused
from keystead.gui.models.export_preview import (
    ExportPreview,
    ExportTarget,
    Refusal,
    lines_of,
    refused_lines,
)
from keystead.services import export
from keystead.services.export import Written
from keystead.services.owner import Owner

_CANNOT_EXPRESS = "cannot-express"


def make_preview(
    owner: Owner, environment: str, profile: str, names: Sequence[str] | None
) -> ExportPreview:
    """The finished file, masked; or the values that the reader cannot hold."""
    chosen = export.choose(owner.vault, environment, names)
    wanted = tuple(secret.name for secret in chosen)
    hints = {secret.name: secret.hint for secret in chosen}
    try:
        rendered = export.preview(owner.vault, environment, profile, names)
    except KeysteadError as error:
        if error.code != _CANNOT_EXPRESS:
            raise
        refusals = _refusals(error)
        return ExportPreview(profile, wanted, refused_lines(wanted, hints, refusals), refusals)
    return ExportPreview(profile, wanted, lines_of(rendered, hints), rendered=rendered)


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
    except Refused as error:
        return ExportTarget(path, exposure, problem=error.message)
    try:
        export.check_target(owner.vault.host, path, force=False)
    except Refused:
        return ExportTarget(path, exposure, foreign=True)
    return ExportTarget(path, exposure)


def write_file(
    owner: Owner, environment: str, preview: ExportPreview, path: Path, force: bool
) -> Written:
    """Write what was shown, and put it into the journal."""
    if preview.rendered is None:
        raise Refused("There is nothing to write yet.")
    written = export.write(owner.vault.host, preview.rendered, path, force)
    export.record(owner.vault, environment, preview.names, str(path))
    return written
