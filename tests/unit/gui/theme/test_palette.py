"""The table of colours: complete, and readable on every ground it may stand on."""

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QColor

from keystead.gui.theme.palette import Palette, Palettes, Token, load_palettes
from keystead.services.resources import resource

TABLE = resource("theme", "palette.toml")
TEXT, MARKS = 4.6, 3.0


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(table: str) -> list[tuple[Token, Token]]:
    rules = tomllib.loads(TABLE.read_text())[table]
    return [(token, ground) for token, grounds in rules.items() for ground in grounds]


@pytest.fixture(scope="module")
def palettes() -> Palettes:
    return load_palettes(TABLE)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("table", "least"), [("text_on", TEXT), ("marks_on", MARKS)])
def test_every_pair_of_the_table_is_readable(
    palettes: Palettes, scheme: str, table: str, least: float
) -> None:
    palette: Palette = getattr(palettes, scheme)
    poor = {
        pair: round(contrast(palette.colour(pair[0]), palette.colour(pair[1])), 2)
        for pair in pairs(table)
        if contrast(palette.colour(pair[0]), palette.colour(pair[1])) < least
    }
    assert poor == {}


def test_the_tables_name_what_they_must() -> None:
    texts = {token for token, _ in pairs("text_on")}
    assert texts >= {"text", "text2", "text3", "accent_text", "green", "amber", "red"}
    for name in ("accent", "field_border", "green_fill", "amber_fill", "red_fill"):
        assert (name, "surface") in pairs("marks_on")


def test_every_token_has_a_colour_in_both_schemes(palettes: Palettes) -> None:
    for token in get_args(Token):
        assert palettes.light.colour(token).isValid()
        assert palettes.dark.colour(token).isValid()


def test_opacity_is_read(palettes: Palettes) -> None:
    assert palettes.light.scrim.alphaF() == pytest.approx(0.3, abs=0.01)
    assert palettes.dark.shadow.alphaF() == pytest.approx(0.5, abs=0.01)
    assert palettes.light.text.alpha() == 255


def altered(folder: Path, old: str, new: str) -> Path:
    file = folder / "palette.toml"
    file.write_text(TABLE.read_text().replace(old, new))
    return file


def test_a_missing_token_is_named(tmp_path: Path) -> None:
    file = altered(tmp_path, "\nsel ", "\nsell ")
    with pytest.raises(ValueError, match=r"\['sel', 'sell'\]"):
        load_palettes(file)


def test_what_is_no_colour_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="greenish"):
        load_palettes(altered(tmp_path, "#F2F5F5", "greenish"))
