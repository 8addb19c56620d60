"""Requests about reminders: how much is due, putting off, a calendar file."""

from datetime import date, timedelta

from keystead.core.reminders import DUE, all_marks, moment
from keystead.services import calendar_file, config, reminding, secrets
from keystead.services.owner import Owner
from keystead.services.requests.files import absolute
from keystead.services.requests.params import JsonObject, Params, flag, number, optional_text
from keystead.services.requests.reading import found, lead_days


def how_many(owner: Owner, _params: Params) -> JsonObject:
    """The number of keys that are due or in conflict; what else *Needs attention* counts is
    not a matter of days, and would keep a prompt from ever being quiet."""
    vault = owner.vault
    marks = all_marks(vault.secrets(), moment(vault.clock.now(), lead_days(owner)))
    return {"due": sum(bool(one & DUE) for one in marks)}


def snooze(owner: Owner, params: Params) -> JsonObject:
    """Say nothing of ``name``, ``env`` for ``days``; with 0, say it again."""
    secret, days = found(owner, params), number(params, "days")
    until: date | None = None
    if days:
        reminding.snooze(owner.vault, secret.id, days)
        until = secrets.today(owner.vault) + timedelta(days=days)
    else:
        reminding.wake(owner.vault, secret.id)
    said = None if until is None else until.isoformat()
    return {"name": secret.name, "environment": secret.environment, "until": said}


def calendar(owner: Owner, params: Params) -> JsonObject:
    """Write what ends in the vault into the calendar file ``path``, without one into the
    answer; ``names``: whether the keys' names go into it; ``force`` to write over one."""
    target = optional_text(params, "path")
    path = None if target is None else absolute(target)
    settings = config.load(owner.vault.host, owner.home.paths.config)
    leads = settings.days("reminders.lead_days")
    data = calendar_file.content(owner.vault, leads, names=flag(params, "names"))
    events = data.count(b"BEGIN:VEVENT")
    if path is None:
        return {"path": None, "events": events, "text": data.decode()}
    calendar_file.write(owner.vault, path, data, force=flag(params, "force"))
    return {"path": str(path), "events": events}
