"""The colours, by name: one table in ``resources/theme/palette.toml``, light and dark.

Code names a token and never a colour, so a widget cannot be right in one scheme and
wrong in the other.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, cast, get_args

from PySide6.QtGui import QColor

Token = Literal[
    "side", "surface", "raised", "sunken", "tile", "hover", "sel",
    "hair", "border", "track", "field_border",
    "text", "text2", "text3", "disabled",
    "accent", "accent_hover", "on_accent", "accent_text", "accent_soft",
    "green", "green_fill", "green_soft",
    "amber", "amber_fill", "amber_soft",
    "red", "red_fill", "red_soft",
    "prod", "prod_soft", "staging", "staging_soft", "dev", "dev_soft",
    "scrim", "shadow",
]  # fmt: skip


@dataclass(frozen=True)
class Palette:
    """One column of the table: a colour for every token."""

    side: QColor
    surface: QColor
    raised: QColor
    sunken: QColor
    tile: QColor
    hover: QColor
    sel: QColor
    hair: QColor
    border: QColor
    track: QColor
    field_border: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    accent_text: QColor
    accent_soft: QColor
    green: QColor
    green_fill: QColor
    green_soft: QColor
    amber: QColor
    amber_fill: QColor
    amber_soft: QColor
    red: QColor
    red_fill: QColor
    red_soft: QColor
    prod: QColor
    prod_soft: QColor
    staging: QColor
    staging_soft: QColor
    dev: QColor
    dev_soft: QColor
    scrim: QColor
    shadow: QColor

    def colour(self, token: Token) -> QColor:
        """The colour of a token whose name is only known while running."""
        return cast(QColor, getattr(self, token))


@dataclass(frozen=True)
class Palettes:
    """Both columns."""

    light: Palette
    dark: Palette


def load_palettes(path: Path) -> Palettes:
    """Read ``palette.toml``; ValueError when a token is missing, unknown or no colour."""
    tokens: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["tokens"]
    wanted = {field.name for field in fields(Palette)}
    if set(tokens) != wanted or wanted != set(get_args(Token)):
        raise ValueError(f"tokens differ: {sorted(set(tokens) ^ wanted)}")
    columns = [
        Palette(**{name: _colour(pair[column]) for name, pair in tokens.items()})
        for column in (0, 1)
    ]
    return Palettes(*columns)


def _colour(text: str) -> QColor:
    """``#RRGGBB``, or ``#RRGGBB NN%`` with an opacity."""
    name, _, opacity = text.partition(" ")
    colour = QColor(name)
    if not colour.isValid():
        raise ValueError(f"{text!r} is no colour")
    if opacity:
        colour.setAlphaF(float(opacity.removesuffix("%")) / 100)
    return colour
