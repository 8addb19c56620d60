"""The tokens as a QPalette, for what Fusion paints itself."""

from PySide6.QtGui import QColor, QPalette

from keystead.gui.theme.palette import Palette

_Role = QPalette.ColorRole


def qt_palette(palette: Palette) -> QPalette:
    """A QPalette with every role set, so that no colour of the system shines through."""
    result = QPalette()
    for role, colour in _roles(palette).items():
        result.setColor(role, colour)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, role, palette.disabled)
    return result


def _roles(palette: Palette) -> dict[QPalette.ColorRole, QColor]:
    return {
        _Role.Window: palette.surface,
        _Role.WindowText: palette.text,
        _Role.Base: palette.raised,
        _Role.AlternateBase: palette.sunken,
        _Role.Text: palette.text,
        _Role.PlaceholderText: palette.text3,
        _Role.Button: palette.raised,
        _Role.ButtonText: palette.text,
        _Role.BrightText: palette.on_accent,
        _Role.Light: palette.raised,
        _Role.Midlight: palette.hover,
        _Role.Mid: palette.border,
        _Role.Dark: palette.field_border,
        _Role.Shadow: palette.shadow,
        _Role.Highlight: palette.accent,
        _Role.HighlightedText: palette.on_accent,
        _Role.Accent: palette.accent,
        _Role.Link: palette.accent_text,
        _Role.LinkVisited: palette.accent_text,
        _Role.ToolTipBase: palette.raised,
        _Role.ToolTipText: palette.text,
    }
