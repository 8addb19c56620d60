"""The registers of a Secret: field numbers, and their way between CBOR and core.model.

A number is never reused for another meaning.  What a value of a register says is checked
when it is read, since any writer of the environment may have put it there; a field number
of a newer version is kept and left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from keystead.core.model import Access, Kind, Restrictions, Risk, Stage
from keystead.vault import life_fields as life
from keystead.vault.cbor import Cbor
from keystead.vault.fields import as_cbor, malformed

LIFE: Final = 1
CURRENT: Final = 2

ALIVE: Final = 1
DELETED: Final = 0

STAGE: Final = 1
OVERLAP_UNTIL: Final = 2
BITS: Final = 3
MALFORMED: Final = 4

MAX_BITS: Final = 65_536

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MAX_DAY = date(9999, 12, 31).toordinal() - _EPOCH_DAY


@dataclass(frozen=True, slots=True)
class Register:
    """One field of a Secret: its number, name in core.model, and both ways.

    ``combine``: what is shown of values that met, where that is no conflict.
    """

    number: int
    name: str
    encode: Callable[[Any], Cbor]
    decode: Callable[[Cbor], object]
    combine: life.Combine | None = None


def _text(value: Cbor) -> str:
    if not isinstance(value, str):
        raise malformed()
    return value


def _texts(value: Cbor) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise malformed()
    return tuple(_text(item) for item in value)


def _number(value: Cbor) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value >= 2**53:
        raise malformed()
    return value


def _day(value: Cbor) -> date | None:
    number = _number(value)
    if number is None:
        return None
    if number > _MAX_DAY:
        raise malformed()
    return date.fromordinal(number + _EPOCH_DAY)


def _day_number(value: date | None) -> Cbor:
    if value is None:
        return None
    if value.toordinal() < _EPOCH_DAY:
        raise malformed()
    return value.toordinal() - _EPOCH_DAY


_Word = TypeVar("_Word", bound=StrEnum)


def _word(words: type[_Word], fallback: _Word) -> Callable[[Cbor], _Word]:
    """A word of an enumeration; one that a newer version added reads as the fallback."""

    def parse(value: Cbor) -> _Word:
        text = _text(value)
        return words(text) if text in list(words) else fallback

    return parse


def _risk(value: Cbor) -> Risk | None:
    return Risk(value) if isinstance(value, str) and value in list(Risk) else None


def _plain(value: Any) -> Cbor:
    return as_cbor(value)


def _list(value: tuple[str, ...]) -> Cbor:
    return list(value)


def _restrictions(value: Cbor) -> Restrictions:
    if not isinstance(value, list) or len(value) != 8:
        raise malformed()
    lists, words = [_texts(item) for item in value[:5]], [_text(item) for item in value[5:]]
    return Restrictions(
        ip_ranges=lists[0],
        referrers=lists[1],
        user_agents=lists[2],
        methods=lists[3],
        endpoints=lists[4],
        time_window=words[0],
        region=words[1],
        quota=words[2],
    )


def _restrictions_list(value: Restrictions) -> Cbor:
    return [
        list(value.ip_ranges),
        list(value.referrers),
        list(value.user_agents),
        list(value.methods),
        list(value.endpoints),
        value.time_window,
        value.region,
        value.quota,
    ]


REGISTERS: Final = (
    Register(10, "name", _plain, _text),
    Register(11, "service", _plain, _text),
    Register(12, "description", _plain, _text),
    Register(13, "owner", _plain, _text),
    Register(14, "kind", str, _word(Kind, Kind.API_KEY)),
    Register(15, "permissions", _list, _texts),
    Register(16, "access", str, _word(Access, Access.STANDARD)),
    Register(17, "restrictions", _restrictions_list, _restrictions),
    Register(18, "risk", lambda risk: None if risk is None else str(risk), _risk),
    Register(19, "expires", _day_number, _day),
    Register(20, "rotate_every", _plain, _number),
    Register(21, "overlap", _plain, _number),
    Register(22, "last_rotated", _plain, _number),
    Register(23, "rotate_url", _plain, _text),
    Register(24, "revoke_url", _plain, _text),
    Register(25, "tags", _list, _texts),
    Register(26, "notes", _plain, _text),
    Register(27, "places", life.places_list, life.places),
    Register(28, "hint", _plain, _text),
    Register(29, "created", _plain, _number),
    Register(30, "renewal", life.renewal_list, life.renewal, life.furthest),
    Register(31, "incidents", life.incidents_list, life.incidents, life.all_incidents),
    Register(32, "policy", _plain, life.policy_name),
    Register(33, "leads", life.leads_list, life.days_before),
    Register(34, "reviewed", life.review_list, life.review, life.latest),
)

BY_NUMBER: Final = {register.number: register for register in REGISTERS}
COMBINED: Final = {one.number: one.combine for one in REGISTERS if one.combine is not None}
BY_NAME: Final = {register.name: register for register in REGISTERS}

STAGES: Final = (Stage.PENDING, Stage.PREVIOUS, Stage.RETIRED)
"""What the stage register of a Version may hold.  Current is a register of the Secret,
revoked a set that only grows."""


def to_registers(fields: dict[str, object]) -> dict[int, Cbor]:
    """Fields of core.model.Secret by name, as register values by number."""
    return {BY_NAME[name].number: BY_NAME[name].encode(value) for name, value in fields.items()}


def stage(value: Cbor) -> Stage:
    """The stage in a Version's register; VaultDamaged for a word that is none of STAGES."""
    for known in STAGES:
        if value == known.value:
            return known
    raise malformed()


def moment(value: Cbor) -> int | None:
    """Unix seconds or None."""
    return _number(value)


def bits(value: Cbor) -> int:
    """What guessing a value takes, in bits; VaultDamaged above 65,536."""
    found = life.number(value)
    if found > MAX_BITS:
        raise malformed()
    return found


def is_malformed(value: Cbor) -> bool:
    """Whether a value lacks the form of its issuer; VaultDamaged for what is not 0 or 1."""
    if life.number(value) > 1:
        raise malformed()
    return value == 1
