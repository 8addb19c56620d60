"""Settings as TOML text (toml.io, 1.0) and back; files are read and written elsewhere.

A text that cannot be understood raises, so that nobody writes over it.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import TypeGuard

from keystead.core.errors import BadSetting
from keystead.core.settings import BY_NAME, Settings, Value

MAX_TEXT = 65_536

_TABLES = {name.rpartition(".")[0] for name in BY_NAME}
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f"}


def parse_toml(text: str) -> Settings:
    """The settings in a config.toml.  Raises BadSetting, with the line where TOML knows it."""
    if len(text) > MAX_TEXT:
        raise BadSetting("The settings file is larger than 64 KiB. It was left as it is.")
    try:
        return load(tomllib.loads(text))
    # Beside its own error, tomllib lets through those of int() and of deep nesting.
    except (ValueError, RecursionError) as problem:
        raise BadSetting(
            f"The settings file cannot be read ({_line(str(problem))}). It was left as it is; "
            "correct it or move it away.",
        ) from None


def load(mapping: Mapping[str, object]) -> Settings:
    """Settings from nested tables, as tomllib gives them.

    Unknown names with plain values are kept in ``unknown``.  Raises BadSetting for a value
    that a setting does not take, and for what no flat table holds.
    """
    known: dict[str, Value] = {}
    unknown: dict[str, Value] = {}
    for name, value in _flat(mapping):
        if name in BY_NAME:
            known[name] = value
        elif name in _TABLES or any(name.startswith(f"{one}.") for one in BY_NAME):
            raise BadSetting(
                f"{name} has another place in the settings file. It was left as it is."
            )
        else:
            unknown[name] = value
    return Settings(known, unknown)


def dump_toml(settings: Settings) -> str:
    """The TOML text of what was set; settings at their default are left out."""
    tables: dict[str, list[str]] = {}
    for name, value in sorted({**settings.unknown, **settings.chosen()}.items()):
        table, _, key = name.rpartition(".")
        tables.setdefault(table, []).append(f"{toml_key(key)} = {toml_value(value)}\n")
    return "\n".join(
        (f"[{'.'.join(map(toml_key, table.split('.')))}]\n" if table else "") + "".join(lines)
        for table, lines in sorted(tables.items())
    )


def _flat(mapping: Mapping[str, object], before: str = "") -> list[tuple[str, Value]]:
    found: list[tuple[str, Value]] = []
    for key, value in mapping.items():
        name = f"{before}{key}"
        plain = bool(key) and "." not in key
        if isinstance(value, dict) and plain:
            found += _flat(value, f"{name}.")
        elif plain and (isinstance(value, str) or _is_number(value)):
            found.append((name, value))
        else:
            raise BadSetting(
                "The settings file holds an entry that is no text, number, true or false. It was "
                "left as it is; correct it or move it away.",
            )
    return found


def _is_number(value: object) -> TypeGuard[int]:
    """Whether it is true, false or a number of 64 bits, as TOML has them."""
    return isinstance(value, int) and -(2**63) <= value < 2**63


def toml_key(key: str) -> str:
    """A key as TOML has it: bare where it can be."""
    return key if _BARE.fullmatch(key) else _quoted(key)


def toml_value(value: Value) -> str:
    """A text, whole number, true or false as TOML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if ord(character) < 32 or ord(character) == 127:
        return f"\\u{ord(character):04X}"
    return character


def _line(problem: str) -> str:
    """``line 3`` from tomllib's message; the rest may quote the file."""
    found = re.search(r"line (\d+)", problem)
    return f"line {found[1]}" if found else "no valid TOML"
