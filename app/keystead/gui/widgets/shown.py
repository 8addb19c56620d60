"""Showing a part that may not have its place yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide ``widget``; one without a parent is shown later, with its parent.

    ``setVisible(True)`` would open it as a window of its own for a moment, which takes the
    focus from the real one.
    """
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)
