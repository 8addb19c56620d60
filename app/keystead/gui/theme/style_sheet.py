"""The one style sheet: the standard controls that are not painted by our own widgets.

Written with tokens in braces and filled from a palette.  No fonts here: a font in a
style sheet would drop the features which :mod:`.fonts` sets.
"""

from dataclasses import fields

from PySide6.QtGui import QColor

from keystead.gui.theme.palette import Palette

_SHEET = """
QToolTip {{
    color: {text}; background: {raised};
    border: 1px solid {border}; padding: 4px 8px;
}}
QMenu {{ background: {raised}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{
    color: {text}; background: transparent; border-radius: 4px;
    padding: 5px 24px 5px 8px; min-height: 18px;
}}
QMenu::item:selected {{ background: {accent_soft}; }}
QMenu::item:disabled {{ color: {disabled}; background: transparent; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {hair}; margin: 4px 0; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {border}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 0 1px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 1px 0; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {field_border}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; }}

QAbstractItemView {{
    background: {surface}; color: {text}; border: none; outline: none;
    selection-background-color: transparent; selection-color: {text};
}}
QAbstractItemView#raised {{ background: {raised}; }}
QAbstractItemView#rows {{ background: transparent; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{
    background: {surface}; color: {text3}; border: none;
    border-bottom: 1px solid {hair}; padding: 0 0 0 8px;
}}
QAbstractItemView#popup {{
    background: {raised}; border: 1px solid {border}; padding: 4px;
    selection-background-color: {accent_soft};
}}
QAbstractItemView#popup::item {{ min-height: 28px; padding: 0 8px; border-radius: 4px; }}
QAbstractItemView#popup::item:hover {{ background: {hover}; }}
QAbstractItemView#popup::item:selected {{ background: {accent_soft}; color: {text}; }}

QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {raised}; }}
QCalendarWidget QToolButton {{
    color: {text}; background: transparent; border: none; border-radius: 4px; padding: 4px 6px;
}}
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus {{ background: {hover}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QSpinBox {{ color: {text}; background: {raised}; border: none; }}
QCalendarWidget QAbstractItemView {{
    background: {raised}; alternate-background-color: {raised}; color: {text};
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QCalendarWidget QAbstractItemView:disabled {{ color: {disabled}; }}

QLineEdit#bare, QPlainTextEdit#bare, QSpinBox#bare > QLineEdit {{
    background: transparent; border: none; padding: 0; margin: 0; color: {text};
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit#bare:disabled, QPlainTextEdit#bare:disabled, QSpinBox#bare > QLineEdit:disabled {{
    color: {disabled};
}}
QLineEdit {{ lineedit-password-character: 8226; placeholder-text-color: {text3}; }}
QLineEdit:disabled {{ placeholder-text-color: {disabled}; }}
QPlainTextEdit {{ placeholder-text-color: {text3}; }}

QProgressBar {{ background: {track}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QSplitter::handle {{ background: {hair}; }}
"""


def style_sheet(palette: Palette) -> str:
    """The application's style sheet in the colours of ``palette``."""
    return _SHEET.format(
        **{field.name: _css(palette.colour(field.name)) for field in fields(Palette)}  # type: ignore[arg-type]
    )


def _css(colour: QColor) -> str:
    """``#AARRGGBB``, the form that Qt's style sheets read."""
    return colour.name(QColor.NameFormat.HexArgb)
