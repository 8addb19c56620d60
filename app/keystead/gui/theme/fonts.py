"""Type: Inter for words, JetBrains Mono for key names, values and paths.

Both are shipped; where a file cannot be loaded the system's fonts stand in.  Sizes are
pixels at 100 %.  ``tnum`` makes figures in columns line up; ``calt`` is off in the mono,
so that ``!=`` and ``->`` in a value stay two characters, and ``zero`` tells 0 from O.
"""

from enum import IntEnum
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase


class Weight(IntEnum):
    """The weights in use: text, labels and buttons, headings, chosen mono."""

    TEXT = 400
    LABEL = 500
    HEADING = 600
    BOLD = 700


SMALL, BASE, LEAD, TITLE = 11, 13, 15, 20
MONO = 12  # beside Inter 13


class Fonts:
    """The two families, loaded once; makes QFonts with the features set."""

    def __init__(self, folder: Path) -> None:
        """Load every font file in ``folder``; needs a QGuiApplication."""
        if folder.is_dir():
            for file in sorted(folder.iterdir()):
                if file.suffix.lower() in {".ttf", ".otf"}:
                    QFontDatabase.addApplicationFont(str(file))
        self.ui_family = _first(("Inter", "Inter Variable"), QFontDatabase.SystemFont.GeneralFont)
        self.mono_family = _first(("JetBrains Mono",), QFontDatabase.SystemFont.FixedFont)
        self._cache: dict[tuple[str, int, int], QFont] = {}

    def ui(self, size: int = BASE, weight: int = Weight.TEXT) -> QFont:
        """Inter at ``size`` pixels, with tabular figures."""
        return self._font("ui", size, weight)

    def mono(self, size: int = MONO, weight: int = Weight.LABEL) -> QFont:
        """JetBrains Mono at ``size`` pixels, without ligatures, zero slashed."""
        return self._font("mono", size, weight)

    def _font(self, which: str, size: int, weight: int) -> QFont:
        key = (which, size, weight)
        if key not in self._cache:
            self._cache[key] = self._made(which, size, weight)
        return QFont(self._cache[key])

    def _made(self, which: str, size: int, weight: int) -> QFont:
        font = QFont(self.ui_family if which == "ui" else self.mono_family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        # Shapes as drawn: hinting would change the widths between 100 % and 125 %.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if which == "ui":
            font.setFeature(QFont.Tag("tnum"), 1)
        else:
            font.setStyleHint(QFont.StyleHint.Monospace)
            font.setFeature(QFont.Tag("calt"), 0)
            font.setFeature(QFont.Tag("zero"), 1)
        return font


def _first(wanted: tuple[str, ...], fallback: QFontDatabase.SystemFont) -> str:
    known = set(QFontDatabase.families())
    for family in wanted:
        if family in known:
            return family
    return QFontDatabase.systemFont(fallback).family()
