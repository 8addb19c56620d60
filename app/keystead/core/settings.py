"""Preferences of this device, declared in one table.

The settings page, ``keystead config`` and the documentation are made from SETTINGS.
Nothing here is a secret, and nothing here changes how a vault is sealed.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from keystead.core.errors import BadSetting
from keystead.core.texts import check_line

Value = str | int | bool


class SettingType(StrEnum):
    """What a setting holds; ``days``: text of falling whole days with commas, ``14,7,1``."""

    CHOICE = "choice"
    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    DAYS = "days"


class Setting(msgspec.Struct, frozen=True):
    """One row of the table; ``unit`` is for people, ``minimum`` to ``maximum`` inclusive.

    For text ``maximum`` is the length in characters.
    """

    name: str
    type: SettingType
    default: Value
    summary: str
    unit: str = ""
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()


PROFILES: Final = (
    "dotenv", "python-dotenv", "npm-dotenv", "node", "nextjs", "dotenvx", "shell", "systemd",
    "docker", "compose", "direnv", "ruby", "php", "go", "rust", "json", "yaml", "toml",
)  # fmt: skip

SETTINGS: Final = (
    Setting(
        "appearance.scheme",
        SettingType.CHOICE,
        "system",
        "Light or dark colours, or as the desktop has them.",
        choices=("system", "light", "dark"),
    ),
    Setting(
        "backup.daily",
        SettingType.FLAG,
        True,
        "Back up an open vault once a day; backups of 7 days and 4 weeks are kept.",
    ),
    Setting(
        "clipboard.clear_after",
        SettingType.NUMBER,
        20,
        "How long a copied value stays on the clipboard.",
        unit="s",
        minimum=5,
        maximum=120,
    ),
    Setting(
        "export.default_profile",
        SettingType.CHOICE,
        "dotenv",
        "The reader that an exported .env file is written for.",
        choices=PROFILES,
    ),
    Setting(
        "lock.idle_after",
        SettingType.NUMBER,
        300,
        "Lock when nothing was done for this long.",
        unit="s",
        minimum=60,
        maximum=3_600,
    ),
    Setting(
        "lock.on_screen_lock",
        SettingType.FLAG,
        True,
        "Lock when the screen is locked or the computer goes to sleep.",
    ),
    Setting(
        "reminders.calendar",
        SettingType.TEXT,
        "",
        "A folder in which each open vault keeps a calendar file (.ics) up to date, in the clear; "
        "empty for none.",
        maximum=1_024,
    ),
    Setting(
        "reminders.calendar_names",
        SettingType.FLAG,
        True,
        "Write the names of keys into the calendar file; without, it holds days alone.",
    ),
    Setting(
        "reminders.lead_days",
        SettingType.DAYS,
        "14,7,1",
        "How many days before an expiry or a rotation to remind; the first is when a key "
        "counts as expiring.",
        unit="days",
        minimum=1,
        maximum=365,
    ),
    Setting(
        "reminders.notify",
        SettingType.FLAG,
        True,
        "Remind on the desktop of keys that expire or are to be rotated, while a vault is open.",
    ),
    Setting(
        "reminders.quiet_from",
        SettingType.NUMBER,
        21,
        "The hour of the day from which no reminder is shown; the same as the end for none.",
        unit="o'clock",
        minimum=0,
        maximum=23,
    ),
    Setting(
        "reminders.quiet_to",
        SettingType.NUMBER,
        8,
        "The hour of the day from which reminders are shown again.",
        unit="o'clock",
        minimum=0,
        maximum=23,
    ),
    Setting(
        "reminders.while_locked",
        SettingType.FLAG,
        False,
        "Remind while a vault is locked, too: the days on which keys end, without their names, "
        "are kept on this computer in the clear.",
    ),
    Setting(
        "review.every_days",
        SettingType.NUMBER,
        30,
        "How many days after its last review a key is due for the next.",
        unit="days",
        minimum=1,
        maximum=365,
    ),
    Setting(
        "vault.default",
        SettingType.TEXT,
        "",
        "The vault used when none is named: its name or the path of its file.",
        maximum=1_024,
    ),
    Setting(
        "window.at_login",
        SettingType.FLAG,
        False,
        "Start Keystead with the desktop, locked and in the tray.",
    ),
    Setting(
        "window.close_to_tray",
        SettingType.FLAG,
        False,
        "Closing the window leaves Keystead in the tray, and the vault open until it locks.",
    ),
    Setting(
        "window.tray",
        SettingType.FLAG,
        True,
        "Show Keystead in the desktop's tray while it runs.",
    ),
)
BY_NAME: Final = {setting.name: setting for setting in SETTINGS}

_YES = ("true", "yes", "on", "1")
_NO = ("false", "no", "off", "0")
_MAX_LEADS = 8


class Settings:
    """All settings, immutable: what is set, else the default.

    ``unknown``: names and values found in a file but not in the table, kept so that a
    file of a newer Keystead loses nothing.
    """

    __slots__ = ("_set", "unknown")

    def __init__(
        self,
        values: Mapping[str, Value] | None = None,
        unknown: Mapping[str, Value] | None = None,
    ) -> None:
        """``values`` by full name; checked.  Raises BadSetting."""
        given = values or {}
        self._set = {name: check_setting(name, value) for name, value in given.items()}
        self.unknown: dict[str, Value] = dict(unknown or {})

    def __getitem__(self, name: str) -> Value:
        return self._set.get(name, setting(name).default)

    def __iter__(self) -> Iterator[tuple[Setting, Value]]:
        """The table in order, with what holds."""
        return ((one, self[one.name]) for one in SETTINGS)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Settings):
            return NotImplemented
        return self._set == other._set and self.unknown == other.unknown

    __hash__ = None  # type: ignore[assignment]  # holds dicts

    def is_set(self, name: str) -> bool:
        """Whether the value was chosen, not the default."""
        return setting(name).name in self._set

    def number(self, name: str) -> int:
        """The value of a number."""
        value = self[name]
        if isinstance(value, str):
            raise TypeError(f"{name} is no number")
        return int(value)

    def flag(self, name: str) -> bool:
        """The value of a flag."""
        return self[name] is True

    def text(self, name: str) -> str:
        """The value of a text or choice."""
        return str(self[name])

    def days(self, name: str) -> tuple[int, ...]:
        """The days of a setting such as ``reminders.lead_days``, the longest first."""
        return tuple(int(part) for part in self.text(name).split(","))

    def with_value(self, name: str, value: Value) -> "Settings":
        """The same with one value set.  Raises BadSetting."""
        return Settings({**self._set, name: value}, self.unknown)

    def without(self, name: str) -> "Settings":
        """The same with one setting back at its default.  Raises BadSetting."""
        setting(name)
        return Settings({key: kept for key, kept in self._set.items() if key != name}, self.unknown)

    def chosen(self) -> dict[str, Value]:
        """What was set, by full name."""
        return dict(self._set)


def setting(name: str) -> Setting:
    """The declaration of a setting.  Raises BadSetting for an unknown name."""
    found = BY_NAME.get(name)
    if found is None:
        raise BadSetting(
            "There is no such setting. keystead config list shows all of them.",
            names=list(BY_NAME),
        )
    return found


def parse_setting(name: str, text: str) -> Value:
    """The value in a text as typed on the command line.  Raises BadSetting."""
    one = setting(name)
    plain = text.strip()
    if one.type is SettingType.FLAG:
        if plain.lower() not in _YES + _NO:
            raise BadSetting(f"{name} is true or false.", name=name)
        return plain.lower() in _YES
    if one.type is SettingType.NUMBER:
        if len(plain) > 9 or not (plain.isascii() and plain.isdecimal()):
            raise _out_of_range(one)
        return check_setting(name, int(plain))
    return check_setting(name, plain)


def format_setting(name: str, value: Value) -> str:
    """The value as ``parse_setting`` reads it."""
    setting(name)
    return str(value).lower() if isinstance(value, bool) else str(value)


def value_in_words(name: str, value: Value) -> str:
    """The value for people, with its unit: ``20 s``, ``on``."""
    one = setting(name)
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value} {one.unit}".strip()


def check_setting(name: str, value: Value) -> Value:
    """The value, checked against the table.  Raises BadSetting."""
    one = setting(name)
    if one.type is SettingType.FLAG:
        if not isinstance(value, bool):
            raise BadSetting(f"{name} is true or false.", name=name)
        return value
    if one.type is SettingType.NUMBER:
        if isinstance(value, str | bool) or not one.minimum <= value <= one.maximum:
            raise _out_of_range(one)
        return value
    if not isinstance(value, str):
        raise BadSetting(f"{name} is a text.", name=name)
    if one.type is SettingType.CHOICE:
        if value not in one.choices:
            raise BadSetting(f"{name} is one of: {', '.join(one.choices)}.", name=name)
        return value
    if one.type is SettingType.DAYS:
        return _check_days(one, value)
    return check_line(value, name, one.maximum)


def _check_days(one: Setting, text: str) -> str:
    """Distinct days in range, the longest first: ``1, 14,7`` → ``14,7,1``."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > _MAX_LEADS or not all(
        len(part) <= 4
        and part.isascii()
        and part.isdecimal()
        and one.minimum <= int(part) <= one.maximum
        for part in parts
    ):
        raise BadSetting(
            f"{one.name} is up to {_MAX_LEADS} whole days from {one.minimum} to {one.maximum}, "
            "with commas, as in 14,7,1.",
            name=one.name,
        )
    return ",".join(str(days) for days in sorted({int(part) for part in parts}, reverse=True))


def _out_of_range(one: Setting) -> BadSetting:
    return BadSetting(
        f"{one.name} is a whole number from {one.minimum} to {one.maximum} ({one.unit}).",
        name=one.name,
        minimum=one.minimum,
        maximum=one.maximum,
    )
