"""When and where values were used, as the audit events tell."""

from collections.abc import Iterable

from keystead.core.blast_radius import Use
from keystead.core.model import Secret
from keystead.vault.bodies import Event
from keystead.vault.places import USES
from keystead.vault.session import OpenVault


def uses(vault: OpenVault, secrets: Iterable[Secret], since: int) -> dict[bytes, tuple[Use, ...]]:
    """The uses of these Secrets from ``since`` (Unix seconds) on, by id, the last ones first:
    of everybody as far as commits tell, and those of this device that none carries yet."""
    numbers = {one.id: {each.id: each.number for each in one.versions} for one in secrets}
    found: dict[bytes, list[Use]] = {key: [] for key in numbers}
    people = vault.state.members()
    told = [(people.get(one.author, ""), one.event) for one in vault.state.events]
    told += [(people.get(vault.member, ""), event) for _, event in vault.journal.events]
    for by, event in told:
        if event.secret in found and event.action in USES and event.time >= since:
            found[event.secret].append(_use(by, event, numbers[event.secret]))
    return {key: tuple(sorted(rows, key=_newest_first)) for key, rows in found.items()}


def _use(by: str, event: Event, numbers: dict[bytes, int]) -> Use:
    number = numbers.get(event.version, 0)
    what = event.action.name.lower()
    return Use(event.time, what, event.where, event.host, by, number)


def _newest_first(use: Use) -> tuple[int, str, str]:
    return -use.at, use.what, use.where
