"""Named recipes: those that come with the program, and one's own as TOML text and back.

A text that cannot be understood raises, so that nobody writes over it.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Final

import msgspec

from keystead.core.errors import BadPreset, BadValue
from keystead.core.recipes import Format, Recipe, Writing, check_recipe
from keystead.core.settings_file import toml_value

MAX_PRESETS: Final = 200
MAX_TEXT: Final = 65_536
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

BUILT_IN: Final[Mapping[str, Recipe]] = {
    "api-key": Recipe(form=Format.BASE64URL, bits=256),
    "session-secret": Recipe(form=Format.HEX, bits=256),
    "database-password": Recipe(form=Format.ALPHANUMERIC, bits=256),
    "web-password": Recipe(form=Format.SYMBOLS, length=24, readable=True),
    "aes-256": Recipe(form=Format.SYMMETRIC),
    "ssh-key": Recipe(form=Format.ED25519, writing=Writing.SSH),
    "jwt-rs256-key": Recipe(form=Format.RSA, bits=3072),
    "passphrase": Recipe(form=Format.PASSPHRASE, bits=128),
}


def check_name(name: str) -> str:
    """A name of one's own: lower case, digits and hyphens; BadPreset."""
    if not _NAME.fullmatch(name):
        raise BadPreset("A preset's name has up to 40 lower-case letters, digits and hyphens.")
    if name in BUILT_IN:
        raise BadPreset(f"{name} comes with Keystead. Choose another name.")
    return name


def parse_presets(text: str) -> dict[str, Recipe]:
    """The presets in a presets.toml; BadPreset that names the one that is wrong."""
    if len(text) > MAX_TEXT:
        raise _unreadable("larger than 64 KiB")
    try:
        tables = tomllib.loads(text)
    # Beside its own error, tomllib lets through those of int() and of deep nesting.
    except (ValueError, RecursionError):
        raise _unreadable("no valid TOML") from None
    if len(tables) > MAX_PRESETS:
        raise _unreadable(f"more than {MAX_PRESETS} presets")
    return {check_name(name): _recipe(name, table) for name, table in tables.items()}


def dump_presets(presets: Mapping[str, Recipe]) -> str:
    """The TOML text of one's own presets; what is at its default is left out."""
    tables = []
    for name, recipe in sorted(presets.items()):
        fields = msgspec.to_builtins(recipe)
        plain = msgspec.to_builtins(Recipe())
        lines = [f"format = {toml_value(fields.pop('format'))}\n"]
        lines += [f"{k} = {toml_value(v)}\n" for k, v in fields.items() if v != plain[k]]
        tables.append(f"[{name}]\n" + "".join(lines))
    return "\n".join(tables)


def _recipe(name: str, table: object) -> Recipe:
    try:
        return check_recipe(msgspec.convert(table, Recipe))
    except msgspec.ValidationError as problem:
        raise _unreadable(f"in {name}: {problem}") from None
    except BadValue as problem:
        raise _unreadable(f"in {name}: {problem.message}") from None


def _unreadable(why: str) -> BadPreset:
    return BadPreset(
        f"The file of presets cannot be used ({why.rstrip('.')}). It was left as it is; correct "
        "it or move it away."
    )
