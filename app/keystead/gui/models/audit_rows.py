"""The words of one event of the audit, and what it looks like; the delegate only paints."""

from dataclasses import dataclass
from pathlib import Path

from keystead.gui.models.moments import event_moment, full_moment
from keystead.gui.pages.known import short_path
from keystead.gui.theme.palette import Token
from keystead.gui.widgets.marks import Mark
from keystead.services.audit import ADMINISTRATION, CHANGES, USES, Record
from keystead.services.audit_words import details, said

_ICONS = {
    "add": "plus", "copy": "copy", "edit": "edit", "export": "export", "grant": "users",
    "inject": "document", "loss": "users", "member-name": "user", "policy": "calendar",
    "purge": "trash", "restore": "history", "reveal": "eye", "review": "check-circle",
    "revoke": "revoked", "rotate": "rotate", "rotation-step": "rotate", "run": "terminal",
    "sealed": "lock", "trash": "trash", "unlock": "unlock", "untrash": "undo",
    "environment": "server", "forget-place": "file", "vault-name": "edit",
}  # fmt: skip
_WITH_FIELDS = {"edit", "grant", "loss"}
"""Of other actions the fields say no more than the action."""
_ABOUT_KEYS = USES | CHANGES
THIS_DEVICE = "This device"
_GONE = "A key that was erased"
_DEVICE = 8
"""Hex digits of a device's id that are shown: enough to tell the devices of a team apart."""


@dataclass(frozen=True)
class EventRow:
    """One row, ready to paint.  ``mark`` or ``icon`` stands before ``what``, ``more`` of it
    behind; ``named`` False: ``about`` is no name but a remark."""

    when: str
    what: str
    more: str
    icon: str
    mark: Mark | None
    colour: Token
    about: str
    named: bool
    version: str
    environment: str
    who: str
    device: str
    where: str

    def cells(self) -> tuple[str, ...]:
        """The words of each column."""
        what, about = f"{self.what} {self.more}", f"{self.about} {self.version}"
        return (
            self.when, what.strip(), about.strip(), self.environment, self.who, self.device,
            self.where,
        )  # fmt: skip

    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in self.cells() if part)


def event_row(record: Record, now: float, here: bytes) -> EventRow:
    """The row of a record at ``now`` (Unix seconds); ``here``: the id of this device."""
    fact = record.fact
    mark, colour = _mark(record)
    about, named = _about(record)
    return EventRow(
        when=event_moment(fact.time, now),
        what=f"{_what(record)}, no effect" if fact.quarantined else _what(record),
        more=_fields(record) if fact.action in _WITH_FIELDS else "",
        icon=_ICONS.get(fact.action, "shield" if fact.action in ADMINISTRATION else "info"),
        mark=mark,
        colour=colour,
        about=about,
        named=named,
        version=f"v{record.version}" if record.version and named else "",
        environment=record.environment,
        who=record.member or fact.author.hex()[:_DEVICE],
        device=_device(fact.device, here),
        where=_where(record, here),
    )


def event_lines(record: Record, here: bytes) -> tuple[str, str, str]:
    """All that is known of one event: what and when; who and where; how far it can be
    believed."""
    fact = record.fact
    about, _ = _about(record)
    version = f" v{record.version}" if record.version else ""
    place = f" in {record.environment}" if record.environment and about else ""
    what = f"{_what(record)} {_fields(record)}".strip()
    what += f" · {about}{version}{place}" if about else ""
    who = record.member or "A member without a name"
    device = "this device" if fact.device == here else f"device {fact.device.hex()[:_DEVICE]}"
    parts = (f"{who}, {device}", fact.where, fact.host, fact.remote)
    return (
        f"{what}, {full_moment(fact.time)}",
        " · ".join(part for part in parts if part),
        _belief(record),
    )


def _fields(record: Record) -> str:
    return details(record.fact.action, record.fact.fields)


def _what(record: Record) -> str:
    return said(record.fact.action, record.fact.count)


def _mark(record: Record) -> tuple[Mark | None, Token]:
    if record.fact.quarantined:
        return Mark.NOTE, "text2"
    if record.fact.action == "failed-unlocks":
        return Mark.WARNING, "amber"
    return None, "text"


def _about(record: Record) -> tuple[str, bool]:
    """What it is about, and whether that is a key's name."""
    action = record.fact.action
    if action in _ABOUT_KEYS or action in ("reseal", "forget-place"):
        return (record.secret, True) if record.secret else (_GONE, False)
    return record.secret, False


def is_erased(record: Record) -> bool:
    """Whether the key that it is about is no more."""
    return _about(record) == (_GONE, False)


def _device(device: bytes, here: bytes) -> str:
    return THIS_DEVICE if device == here else device.hex()[:_DEVICE]


def _where(record: Record, here: bytes) -> str:
    """File or program; the computer where it is not this one."""
    fact = record.fact
    where = short_path(Path(fact.where)) if fact.where else ""
    if fact.host and fact.device != here:
        return f"{where} on {fact.host}" if where else fact.host
    return where or fact.remote


def _belief(record: Record) -> str:
    fact = record.fact
    if not fact.commit:
        return "Waits on this device and goes out, signed, with its next change."
    commit = f"Signed in commit {fact.commit.hex()[:16]}"
    if fact.quarantined:
        return f"{commit}, made without the right to: kept, and without effect."
    if not fact.readable:
        return f"{commit}. What it says is closed to you, or not on this computer."
    if fact.action in USES or fact.action in ("unlock", "failed-unlocks"):
        return f"{commit}, as told by that device."
    return f"{commit}."
