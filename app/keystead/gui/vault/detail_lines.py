"""The lists of the detail pane: fields with their labels."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.model import Secret
from keystead.gui.models.details import Detail, details_of
from keystead.gui.theme.fonts import Weight
from keystead.gui.theme.metrics import DETAIL_LABELS, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.labels import ElidedLabel, SectionHeader
from keystead.gui.widgets.link import LinkLabel
from keystead.gui.widgets.marks import Mark, MarkView

_LINE = 24


class Column(QWidget):
    """A heading and lines below it, made anew for each key."""

    def __init__(
        self, theme: Theme, heading: str, link: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        self.header = SectionHeader(theme, heading, link=link)
        outer.addWidget(self.header)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        outer.addLayout(self._lines)

    def clear(self) -> None:
        """Take the lines away."""
        while (entry := self._lines.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, *widgets: QWidget, stretch: int = -1, height: int = _LINE) -> QWidget:
        """A line of widgets; the one at ``stretch`` takes the room that is left."""
        line = QWidget()
        line.setFixedHeight(height)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for number, widget in enumerate(widgets):
            row.addWidget(widget, 1 if number == stretch else 0)
        if stretch < 0:
            row.addStretch(1)
        self._lines.addWidget(line)
        return line


class Details(Column):
    """Labels of 92, words beside them, lines of 24."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Details", "Edit", parent)

    def show_secret(self, secret: Secret, now: float) -> None:
        """The fields of a Secret."""
        self.clear()
        for detail in details_of(secret, now):
            self._add(detail)

    def _add(self, detail: Detail) -> None:
        theme = self.theme
        name = ElidedLabel(theme, detail.label, colour="text3")
        name.setFixedWidth(DETAIL_LABELS - S)
        widgets: list[QWidget] = [name]
        if detail.warns:
            widgets.append(MarkView(theme, Mark.WARNING))
        if detail.mono:
            widgets.append(ElidedLabel(theme, detail.mono, theme.fonts.mono()))
        if detail.link:
            widgets.append(self._link(detail))
        elif detail.words:
            weight = Weight.LABEL if detail.warns else Weight.TEXT
            widgets.append(ElidedLabel(theme, detail.words, theme.fonts.ui(weight=weight)))
        if detail.remark:
            widgets.append(ElidedLabel(theme, detail.remark, colour="text2"))
        line = self.add(*widgets)
        if detail.full:
            line.setToolTip(detail.full)

    def _link(self, detail: Detail) -> LinkLabel:
        link = LinkLabel(self.theme, detail.words, weight=Weight.TEXT, icon="external")
        url = QUrl(detail.link)
        link.clicked.connect(lambda: QDesktopServices.openUrl(url))
        return link


def short_path(path: str) -> str:
    """A path below the home folder with a tilde."""
    home = str(Path.home())
    return f"~{path[len(home) :]}" if path == home or path.startswith(f"{home}/") else path
