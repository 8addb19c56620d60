"""What the worker does for the page of backups.  Everything here runs in its thread."""

from dataclasses import dataclass
from pathlib import Path

from keystead.services import config, rehearsal
from keystead.services.backups import Backup
from keystead.services.owner import Owner
from keystead.services.rehearsal import Preview, Rehearsal


@dataclass(frozen=True)
class Listing:
    """The backups, the newest first; ``daily``: whether one is made each day; ``problem``:
    why the last attempt failed, or ''; ``now`` in Unix seconds."""

    backups: tuple[Backup, ...]
    daily: bool
    problem: str
    now: float


def look(owner: Owner) -> Listing:
    """What there is; each file is looked into."""
    daily, problem = config.daily_backups(owner.home), owner.backups.problem
    found = tuple(owner.backups.folder.listed())
    return Listing(found, daily, problem.message if problem else "", owner.vault.clock.now())


def back_up(owner: Owner) -> Backup:
    """Make one now; raises what ``BackupFolder.write`` raises."""
    made = owner.backups.folder.write(owner.vault)
    owner.backups.problem = None
    return made


def rehearse(owner: Owner, path: Path) -> Rehearsal:
    """Whether it opens with this device's keys; raises what ``rehearsal.rehearse`` raises."""
    return rehearsal.rehearse(owner.vault, path)


def look_ahead(owner: Owner, path: Path) -> Preview:
    """What a restore would do; raises what ``rehearsal.preview`` raises."""
    return rehearsal.preview(owner.vault, path)


def restore(owner: Owner, path: Path) -> Path | None:
    """Go back to it; where the file before is kept.  Raises what ``Owner.restore`` raises."""
    return owner.restore(path).kept
