"""Every role of Qt's palette comes from a token."""

from PySide6.QtGui import QPalette

from keystead.gui.theme.qt_palette import qt_palette
from keystead.gui.theme.theme import Theme


def test_every_role_is_set(theme: Theme) -> None:
    palette = qt_palette(theme.palette)
    unset = [
        role.name
        for role in QPalette.ColorRole
        if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles)
        and not palette.isBrushSet(QPalette.ColorGroup.Active, role)
    ]
    assert unset == []


def test_what_is_off_is_pale(theme: Theme) -> None:
    palette = qt_palette(theme.palette)
    off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off == theme.palette.disabled
    assert palette.color(QPalette.ColorRole.Text) == theme.palette.text
