"""Requests about the audit: list, export, prove."""

from itertools import islice

from keystead.core.dates import parse_day
from keystead.core.durations import DAY
from keystead.core.selectors import parse_selector
from keystead.errors import UsageProblem
from keystead.services import audit, audit_proof
from keystead.services.audit import ACTIONS, GROUPS, Wanted
from keystead.services.owner import Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import (
    JsonObject,
    Params,
    flag,
    number,
    optional_text,
    text,
)

MAX_LISTED = 100_000
EPOCH_ORDINAL = 719_163  # of 1970-01-01


def list_records(owner: Owner, params: Params) -> JsonObject:
    """``records``: at most ``limit``, the newest first; by ``since`` and ``until`` (days in
    UTC, both inclusive), ``name``, ``member``, ``action`` or group, ``env``, ``words``.
    NotFound where nothing is known by the key's, member's or environment's name."""
    limit = number(params, "limit", 100)
    if not 1 <= limit <= MAX_LISTED:
        raise UsageProblem(f"From 1 to {MAX_LISTED:,} records can be listed.")
    wanted = _wanted(owner, params)
    found = list(islice(audit.records(owner.vault, wanted), limit + 1))
    if not found:
        audit.check_named(owner.vault, wanted)
    return {"records": [audit.view(one) for one in found[:limit]], "more": len(found) > limit}


def export(owner: Owner, params: Params) -> JsonObject:
    """Write all that ``list_records`` would find to ``path`` (absolute) as JSON Lines."""
    path, force = absolute(text(params, "path")), flag(params, "force")
    wanted = _wanted(owner, params)
    audit.check_named(owner.vault, wanted)
    written = audit.export(owner.vault, owner.vault.host, path, wanted, force)
    return {"path": str(path), "records": written}


def verify(owner: Owner, _params: Params) -> JsonObject:
    """Walk signatures and chain; ``broken`` names the first commit that does not hold."""
    found = audit_proof.verify(owner.vault)
    return {
        "ok": found.ok,
        "commits": found.checked,
        "quarantined": found.quarantined,
        "commit": found.commit.hex() or None,
        "broken": found.broken or None,
    }


def _wanted(owner: Owner, params: Params) -> Wanted:
    name, env = optional_text(params, "name") or "", optional_text(params, "env") or ""
    if name:
        selector = parse_selector(name, env or None)
        name, env = selector.name, selector.environment or ""
    action = optional_text(params, "action") or ""
    if action and action not in ACTIONS and action not in GROUPS:
        raise UsageProblem(
            f"There is no action {action[:40]}. There are: {', '.join([*GROUPS, *ACTIONS])}."
        )
    return Wanted(
        _start(params, "since"),
        _start(params, "until", after=1),
        name,
        optional_text(params, "member") or "",
        action,
        env,
        optional_text(params, "words") or "",
        erased=audit.erased(owner.vault, name) if name else frozenset(),
    )


def _start(params: Params, name: str, after: int = 0) -> int | None:
    """The first second of a day, or of the one behind it."""
    said = optional_text(params, name)
    if not said:
        return None
    return (parse_day(said).toordinal() - EPOCH_ORDINAL + after) * DAY
