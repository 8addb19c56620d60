"""Backups and previews as rows of words."""

from keystead.core.durations import DAY
from keystead.core.sizes import size_in_words
from keystead.gui.models.moments import exact_moment, moment_in_words
from keystead.gui.widgets.marks import Mark
from keystead.gui.widgets.row_list import Cell, Column, Row
from keystead.services.backups import Backup, State
from keystead.services.rehearsal import Change, Effect

BACKUPS = (Column("Made"), Column("Keys", 150), Column("Size", 110), Column("State", 200))
CHANGES = (
    Column("Key", 270),
    Column("Environment", 120),
    Column("What happens", 150),
    Column("Detail"),
)

_A_YEAR = 300 * DAY
_STATES = {
    State.VERIFIED: (Mark.GOOD, "Verified"),
    State.DAMAGED: (Mark.CRITICAL, "Damaged"),
    State.OTHER: (Mark.CRITICAL, "Of another vault"),
    State.NEWER: (Mark.WARNING, "Of a newer Keystead"),
    State.OLDER: (Mark.NOTE, "Of an older format"),
    State.UNREADABLE: (Mark.WARNING, "Cannot be read"),
}
_EFFECTS = {
    Effect.CHANGES: (Mark.OVERLAP, "Changes"),
    Effect.COMES_BACK: (Mark.GOOD, "Comes back"),
    Effect.DISAPPEARS: (Mark.CRITICAL, "Disappears"),
}


def backup_row(one: Backup, now: float) -> Row:
    """When, how many keys, how large, and what a look into it showed."""
    mark, words = _STATES[one.state]
    return (
        Cell(made_in_words(one.time, now)),
        Cell(_keys(one), colour="text2"),
        Cell(size_in_words(one.size), colour="text2"),
        Cell(words, mark),
    )


def made_in_words(time: float, now: float) -> str:
    """``Today 12:31``, ``Yesterday 18:42``, ``Fri 20 Nov, 20:13``; older ones by their day."""
    recent = moment_in_words(time, now)
    if ":" in recent or now - time > _A_YEAR:
        return _capital(recent)
    return exact_moment(time)


def change_row(one: Change) -> Row:
    """Which key, what a restore does with it, and why."""
    mark, words = _EFFECTS[one.effect]
    return (
        Cell(one.name, mono=True),
        Cell(one.environment, colour="text2"),
        Cell(words, mark),
        Cell(_capital(one.remark), colour="text2"),
    )


def summary(changes: tuple[Change, ...]) -> str:
    """``3 keys change, 1 comes back, 2 disappear``; '' where nothing happens."""
    told: list[str] = []
    for effect, one, many in (
        (Effect.CHANGES, "changes", "change"),
        (Effect.COMES_BACK, "comes back", "come back"),
        (Effect.DISAPPEARS, "disappears", "disappear"),
    ):
        number = sum(1 for change in changes if change.effect is effect)
        if number:
            noun = "" if told else (" key" if number == 1 else " keys")
            told.append(f"{number:,}{noun} {one if number == 1 else many}")
    return ", ".join(told)


def _keys(one: Backup) -> str:
    if one.keys is None:
        return "Before an update"
    return "1 key" if one.keys == 1 else f"{one.keys:,} keys"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
