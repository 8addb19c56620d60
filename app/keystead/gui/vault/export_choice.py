"""Which of the chosen keys go into one file, where they are of several environments."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from keystead.core.model import Secret
from keystead.gui.theme.metrics import DETAIL_INSET, TOOLBAR

if TYPE_CHECKING:
    from keystead.gui.main_window import VaultView


def ask_environment(
    view: "VaultView", chosen: list[Secret], export: Callable[[str, list[str]], None]
) -> None:
    """A file is of one environment: which of those that were chosen; ``export`` gets it and
    the names of the keys."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, number in Counter(one.environment for one in chosen).most_common():
        of = [one for one in chosen if one.environment == name]
        words = f"Export {named(of)} of {name}" if number > 1 else f"Export {of[0].name}"
        menu.addAction(words).triggered.connect(
            lambda _=False, name=name, of=of: export(name, [one.name for one in of])
        )
    menu.popup(view.detail.mapToGlobal(QPoint(DETAIL_INSET, TOOLBAR * 2)))


def named(chosen: list[Secret]) -> str:
    """``NAME``, or how many keys."""
    return chosen[0].name if len(chosen) == 1 else f"{len(chosen):,} keys"
