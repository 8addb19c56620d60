"""Update: a file that lies there gets the vault's values, and keeps all that is its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from keystead.core.secret_types import SecretText
from keystead.errors import Refused
from keystead.formats.update import Updated as Updated
from keystead.formats.update import note_for, update
from keystead.services import export
from keystead.services.export import MAX_FILE, Written
from keystead.system.file_access import is_open_to_all, is_private
from keystead.vault.host import Host


@dataclass(frozen=True)
class Plan:
    """An update that can be written: ``before`` is the file that it was made from."""

    path: Path
    before: bytes = field(repr=False)
    updated: Updated


def plan(
    host: Host,
    path: Path,
    environment: str,
    profile: str,
    entries: Sequence[tuple[str, SecretText]],
) -> Plan:
    """What an update of the file at ``path`` with ``entries`` would make of it.

    ``entries`` as ``export.entries`` gives them.  Comments, order, blank lines and foreign
    keys stay.  Nothing is written.  Raises Refused for a folder or a symbolic link,
    FileUnread with the line that cannot be read, CannotExpress for a value that the reader
    would not get back exactly, FileProblem.
    """
    export.check_target(host, path, force=True)
    before = host.read(path, MAX_FILE)
    updated = update(export.profile_of(profile), before, entries, note_for(environment))
    return Plan(path, before, updated)


def write(host: Host, planned: Plan) -> Written:
    """Write the new text, whole or not at all; the file keeps its owner, group and rights,
    and is left alone where it has that text already.

    Raises Refused where the file is no longer the one of the plan, FileProblem where the
    disk does not take it, AccessNotKept where it would lose what it keeps.
    """
    path, updated = planned.path, planned.updated
    export.check_target(host, path, force=True)
    if host.read(path, MAX_FILE) != planned.before:
        raise Refused(
            f"{path} was changed by another program meanwhile. Nothing was written; try again.",
            path=str(path),
        )
    advice = tuple(f"{name}: {caution.text}" for name, caution in updated.warnings)
    warnings = (*export.warnings_for(path), *_open_to_all(path), *advice)
    text = updated.text.reveal().encode()
    if text != planned.before:
        host.rewrite(path, text)
    return Written(path, len(updated.names), warnings, is_private(path))


def _open_to_all(path: Path) -> tuple[str, ...]:
    if not is_open_to_all(path):
        return ()
    return (
        f"Every user of this computer can read {path.name}. Close it with: chmod o-r {path.name}",
    )
