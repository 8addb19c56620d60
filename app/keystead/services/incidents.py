"""Incidents: find, tick tasks, close, write the record."""

from collections.abc import Callable
from pathlib import Path

from keystead.core import incidents as rules
from keystead.core.incidents import USES_BEFORE, Case
from keystead.core.model import Incident, Secret
from keystead.errors import NotFound, Refused
from keystead.formats.incident_markdown import to_markdown
from keystead.services import targets
from keystead.services.uses import uses
from keystead.vault.errors import AlreadyThere
from keystead.vault.session import OpenVault
from keystead.vault.writer import SecretChange


def cases_of(vault: OpenVault) -> list[Case]:
    """Every incident of the vault, the newest first."""
    return rules.cases(vault.secrets())


def find(vault: OpenVault, name: str = "") -> Case:
    """The incident whose id begins with ``name`` (hex); without one the newest that is open,
    else the newest.  NotFound with the ``candidates``."""
    known = cases_of(vault)
    if not name:
        chosen = [one for one in known if not one.closed] or known
        if chosen:
            return chosen[0]
        raise NotFound("There is no incident.")
    wanted = name.strip().casefold()
    found = [one for one in known if one.id.hex().startswith(wanted)]
    if len(found) != 1:
        said = "No incident is" if not found else "Several incidents are"
        raise NotFound(
            f"{said} named so. 'keystead incident list' shows them.",
            candidates=[one.name for one in known],
        )
    return found[0]


def tick(vault: OpenVault, case: Case, number: int) -> Case:
    """Note that a task (its number, from 1) is done, when and by whom.

    Raises NotFound for a number that there is not, Refused where the incident is closed.
    """
    item = next((one for one in case.items if one.number == number), None)
    if item is None:
        raise NotFound(f"This incident has tasks 1 to {len(case.items)}.")
    return tick_task(vault, case, item.secret, item.task.what)


def tick_task(vault: OpenVault, case: Case, secret: Secret, what: str) -> Case:
    """The same by key and words, which stay the same whatever others do meanwhile."""
    if case.closed:
        raise Refused("This incident is closed. Its record stays as it is.")
    now, by = int(vault.clock.now()), vault.state.members().get(vault.member, "")
    chosen = [one for one in case.keys if one.id == secret.id]
    _change(vault, chosen, case.id, lambda one: rules.ticked(one, what, now, by))
    return find(vault, case.id.hex())


def close(vault: OpenVault, case: Case) -> Case:
    """Close it, with whatever is still to be done; the record says what."""
    now = int(vault.clock.now())
    _change(vault, case.keys, case.id, lambda one: rules.ended(one, now))
    return find(vault, case.id.hex())


def _change(
    vault: OpenVault,
    chosen: tuple[Secret, ...] | list[Secret],
    incident: bytes,
    change: Callable[[Incident], Incident],
) -> None:
    """Change the incident in the register of each key, in one commit."""
    changes = []
    for seen in chosen:
        secret = vault.secret(seen.id) or seen
        after = tuple(change(one) if one.id == incident else one for one in secret.incidents)
        if after != secret.incidents:
            alive = secret.trashed is None
            fields = {"incidents": after}
            changes.append(SecretChange(secret.environment_id, secret.id, fields, alive=alive))
    if changes:
        vault.write(changes)


def timeline(vault: OpenVault, case: Case) -> tuple[rules.Moment, ...]:
    """What happened, in order; every commit is read for the uses."""
    return rules.timeline(case, uses(vault, case.keys, case.opened - USES_BEFORE))


def markdown(vault: OpenVault, case: Case) -> str:
    """The record as Markdown; never a value."""
    return to_markdown(case, timeline(vault, case), int(vault.clock.now()))


def export(vault: OpenVault, case: Case, path: Path, force: bool = False) -> Path:
    """Write the record, mode 0600; AlreadyThere where something lies there, unless ``force``,
    Refused for what is no file, FileProblem."""
    targets.check(path)
    if vault.host.exists(path) and not force:
        raise AlreadyThere(
            f"{path} exists already. Nothing was written; use --force to replace it.",
            path=str(path),
        )
    vault.host.write_atomic(path, markdown(vault, case).encode(), 0o600)
    return path
