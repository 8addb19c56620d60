"""Over the table: search, filter, new."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from keystead.gui.models.snapshot import VaultSnapshot
from keystead.gui.theme.metrics import TOOLBAR, XS, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.buttons import Button, IconButton, Kind
from keystead.gui.widgets.text_field import SearchField

_STATES = (
    ("expired", "Expired"),
    ("expiring", "Expiring"),
    ("rotation-due", "Rotation due"),
    ("overlap", "In overlap"),
    ("conflict", "Conflict"),
    ("revoked", "Revoked"),
)


class Toolbar(QWidget):
    """``searched`` gives the words; the filter menu writes into them.  ``menu_asked``: where
    the menu of the vault is to open."""

    searched = Signal(str)
    menu_asked = Signal(QPoint)
    moved_down = Signal()

    def __init__(self, theme: Theme, new: list[QAction], parent: QWidget | None = None) -> None:
        """``new``: the entries of the *New* button."""
        super().__init__(parent)
        self.theme = theme
        self._snapshot: VaultSnapshot | None = None
        self.setFixedHeight(TOOLBAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, 0, L, 0)
        row.setSpacing(S)
        self.search = SearchField(theme, "Search")
        self.search.text_changed.connect(self.searched)
        self.search.moved_down.connect(self.moved_down)
        self.search.submitted.connect(self.moved_down)
        row.addWidget(self.search, 1)
        self.filter = Button(theme, "Filter", icon="filter")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.filter.clicked.connect(self._open)
        row.addWidget(self.filter)
        self.new = Button(theme, "New", Kind.PRIMARY, icon="plus")
        menu = QMenu(self)
        menu.addActions(new)
        self.new.setMenu(menu)
        row.addWidget(self.new)
        self.more = IconButton(theme, "more", "More about this vault")
        self.more.clicked.connect(self._open_vault_menu)
        row.addWidget(self.more)

    def show_snapshot(self, snapshot: VaultSnapshot, shown: int) -> None:
        """How many keys are searched; an empty vault has nothing to filter."""
        self._snapshot = snapshot
        noun = "key" if shown == 1 else "keys"
        self.search.set_placeholder("Search" if snapshot.empty else f"Search {shown:,} {noun}")
        self.filter.setVisible(not snapshot.empty)

    def _open_vault_menu(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(QPoint(0, self.more.height() + XS)))

    def _open(self) -> None:
        self._menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))

    def _fill(self) -> None:
        self._menu.clear()
        for state, words in _STATES:
            self._entry(words, f"is:{state}")
        snapshot = self._snapshot
        if snapshot is not None and snapshot.environments:
            self._menu.addSeparator()
            for one in snapshot.environments:
                self._entry(one.name, f"env:{one.name}")
        if snapshot is not None and snapshot.counts.tags:
            self._menu.addSeparator()
            for tag in list(snapshot.counts.tags)[:12]:
                self._entry(tag, f'tag:"{tag}"' if " " in tag else f"tag:{tag}")

    def _entry(self, words: str, term: str) -> None:
        entry = self._menu.addAction(words)
        entry.setCheckable(True)
        entry.setChecked(term in self.search.text().split())
        entry.triggered.connect(lambda: self._turn(term))

    def _turn(self, term: str) -> None:
        words = self.search.text().split()
        if term in words:
            words.remove(term)
        else:
            words.append(term)
        self.search.set_text(" ".join(words))
