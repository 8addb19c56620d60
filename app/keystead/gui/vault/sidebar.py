"""The left pane: the vault's name, views with counts, environments, services, tags."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.views import Counts, View
from keystead.gui.models.scope import ENVIRONMENT, SERVICE, TAG, VIEW
from keystead.gui.models.snapshot import VaultSnapshot, nearest_first
from keystead.gui.theme.metrics import LINE, SIDEBAR, TOOLBAR, XS, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.vault.notices import PAGE_AUDIT, PAGE_OVERVIEW, PAGE_PROTECTION
from keystead.gui.vault.switcher import VaultSwitch
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.icon_view import IconView, monograms
from keystead.gui.widgets.labels import Separator
from keystead.gui.widgets.nav_list import Look, NavList
from keystead.gui.widgets.scrolled import Scrolled

VIEWS = (
    (View.ALL, "All keys", "list"),
    (View.ATTENTION, "Needs attention", "warning"),
    (View.EXPIRING, "Expiring", "clock"),
    (View.ROTATION_DUE, "Rotation due", "rotate"),
    (View.OVERLAP, "In overlap", "overlap"),
    (View.REVOKED, "Revoked", "revoked"),
    (View.TRASH, "Trash", "trash"),
)
_SERVICES_SHOWN = 4  # with as many, the demo needs no scroll bar in a window of 1280 by 800
_MORE = "more:services"
PROTECTION = "protection"


class Sidebar(QWidget):
    """``chosen`` gives the key of a Scope; ``lock_asked`` when the lock was pressed,
    ``protection_asked`` what stands at the foot."""

    chosen = Signal(str)
    lock_asked = Signal()
    protection_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._snapshot: VaultSnapshot | None = None
        self._all_services = False
        self._shape: object = None
        self.setFixedWidth(SIDEBAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, LINE, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        self.nav = NavList(theme, "Views")
        self.nav.chosen.connect(self._choose)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(S, 0, S - LINE, S)
        inner.setSpacing(0)
        inner.addWidget(self.nav)
        inner.addStretch(1)
        column.addWidget(Scrolled(inside), 1)
        column.addWidget(Separator(theme))
        column.addWidget(self._foot())

    def _top(self) -> QWidget:
        top = QWidget()
        top.setFixedHeight(TOOLBAR)
        row = QHBoxLayout(top)
        row.setContentsMargins(L + 1, 0, 9, 0)
        row.setSpacing(0)
        row.addWidget(IconView(self.theme, "logo", "accent", 18))
        row.addSpacing(XS)
        self.name = VaultSwitch(self.theme)
        row.addWidget(self.name)
        row.addStretch(1)
        self.lock = IconButton(self.theme, "lock", "Lock")
        self.lock.setToolTip("Lock (Ctrl+L)")
        self.lock.clicked.connect(self.lock_asked)
        row.addWidget(self.lock)
        return top

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(S, S, S - LINE, S)
        self.more = NavList(self.theme, "More")
        self.more.add(PAGE_AUDIT, "Audit", Look(icon="history"))
        self.more.add(PROTECTION, "Protection", Look(icon="shield"))
        self.more.set_current("")
        self.more.chosen.connect(self._choose_more)
        column.addWidget(self.more)
        return foot

    def _choose_more(self, key: str) -> None:
        if key == PROTECTION:
            self.protection_asked.emit()
        else:
            self.chosen.emit(key)

    def set_cover(self, key: str) -> None:
        """The page of this key is shown, or, for "", the keys."""
        at_foot = {PAGE_PROTECTION: PROTECTION, PAGE_AUDIT: PAGE_AUDIT}
        self.more.set_current(at_foot.get(key, ""))
        self.nav.set_current(key if key == PAGE_OVERVIEW else "" if key else self._current)

    def show_snapshot(self, snapshot: VaultSnapshot) -> None:
        """Counts and entries of a snapshot; the chosen entry stays where it still exists."""
        self._snapshot = snapshot
        self.name.set_words(snapshot.vault_name)
        services = self._services(snapshot.counts)
        shape = (snapshot.environments, services, tuple(snapshot.counts.tags), self._all_services)
        if shape != self._shape:
            self._fill(snapshot, services)
            self._shape = shape
        self._count(snapshot.counts)

    def set_current(self, key: str) -> None:
        """Show an entry as chosen, without a signal."""
        self.nav.set_current(key)

    def _choose(self, key: str) -> None:
        if key == _MORE:
            self._all_services = not self._all_services
            if self._snapshot is not None:
                current = self._current
                self.show_snapshot(self._snapshot)
                self.nav.set_current(current)
            return
        if key != PAGE_OVERVIEW:
            self._current = key
        self.chosen.emit(key)

    _current = f"{VIEW}:{View.ALL}"

    def _services(self, counts: Counts) -> tuple[str, ...]:
        every = tuple(counts.services)
        # One more is no reason to hide it behind "1 more".
        if self._all_services or len(every) <= _SERVICES_SHOWN + 1:
            return every
        return every[:_SERVICES_SHOWN]

    def _fill(self, snapshot: VaultSnapshot, services: tuple[str, ...]) -> None:
        nav, counts = self.nav, snapshot.counts
        nav.clear()
        nav.add(PAGE_OVERVIEW, "Overview", Look(icon="overview"))
        nav.add_gap()
        for view, words, icon in VIEWS:
            nav.add(f"{VIEW}:{view}", words, Look(icon=icon))
        nav.add_heading("Environments")
        for one in nearest_first(snapshot.environments):
            nav.add(f"{ENVIRONMENT}:{one.name}", one.name, Look(dot=one.colour))
        if services:
            nav.add_heading("Services")
            letters = monograms(counts.services)
            for name in services:
                nav.add(f"{SERVICE}:{name}", name, Look(tile=letters[name]))
            self._add_more(len(counts.services) - len(services))
        if counts.tags:
            nav.add_heading("Tags")
            for name in counts.tags:
                nav.add(f"{TAG}:{name}", name, Look(icon="tag"))
        nav.set_current(self._current)

    def _add_more(self, hidden: int) -> None:
        if hidden > 0:
            self.nav.add(_MORE, f"{hidden} more", Look(blank=True))
        elif self._all_services:
            self.nav.add(_MORE, "Fewer", Look(blank=True))

    def _count(self, counts: Counts) -> None:
        for view, _, _ in VIEWS:
            number = counts.views[view]
            warns = view is View.ATTENTION and number > 0
            self._right(f"{VIEW}:{view}", number, warns)
        groups = (
            (ENVIRONMENT, counts.environments),
            (SERVICE, counts.services),
            (TAG, counts.tags),
        )
        keys = self.nav.keys()
        for kind, numbers in groups:
            for key in keys:
                if key.startswith(f"{kind}:"):
                    self._right(key, numbers.get(key.partition(":")[2], 0), False)

    def _right(self, key: str, number: int, warns: bool) -> None:
        item = self.nav.item(key)
        if item is not None:
            item.set_right(f"{number:,}", "amber" if warns else "text3")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, and the line to the list."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.side)
        line = self.rect().adjusted(self.width() - LINE, 0, 0, 0)
        painter.fillRect(line, self.theme.palette.hair)
        painter.end()
