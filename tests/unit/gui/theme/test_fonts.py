"""Both families are the shipped ones, with their features; without files others stand in."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from keystead.gui.theme.fonts import BASE, SMALL, TITLE, Fonts, Weight
from keystead.gui.theme.theme import Theme


def test_the_shipped_families_are_used(theme: Theme) -> None:
    assert QFontInfo(theme.fonts.ui()).family() == "Inter"
    assert QFontInfo(theme.fonts.mono()).family() == "JetBrains Mono"


def test_sizes_are_pixels_and_weights_are_kept(theme: Theme) -> None:
    for size in (SMALL, BASE, TITLE):
        assert theme.fonts.ui(size).pixelSize() == size
    assert theme.fonts.ui(BASE, Weight.HEADING).weight() == QFont.Weight.DemiBold
    assert theme.fonts.mono(weight=Weight.BOLD).weight() == QFont.Weight.Bold


def test_figures_are_equally_wide(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.fonts.ui())
    assert metrics.horizontalAdvance("11111") == metrics.horizontalAdvance("80808")


def test_the_mono_has_no_ligatures_and_a_slashed_zero(theme: Theme) -> None:
    font = theme.fonts.mono()
    assert font.featureValue(QFont.Tag("calt")) == 0
    assert font.featureValue(QFont.Tag("zero")) == 1


def test_each_call_gives_a_font_of_its_own(theme: Theme) -> None:
    theme.fonts.ui().setUnderline(True)
    assert not theme.fonts.ui().underline()


def test_without_files_the_system_stands_in(theme: Theme, tmp_path: Path) -> None:
    fonts = Fonts(tmp_path / "none")
    assert fonts.ui_family
    assert fonts.mono_family
