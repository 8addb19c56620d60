"""A dialog inside the window: a scrim, a shadow, a box of radius 10.

It covers its parent, so the mouse reaches nothing behind it; Tab stays inside; Esc and
the cross cancel.  When it ends the focus goes back to where it was.
"""

import contextlib

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from keystead.gui.theme.metrics import PANE, RADIUS_DIALOG, XL, L, S
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets import paint
from keystead.gui.widgets.buttons import IconButton
from keystead.gui.widgets.labels import Separator, heading
from keystead.gui.widgets.shadow import BLUR, DOWN, shadow

_HEADER, _FOOTER = 50, 58
_MARGIN = 24  # what always stays free round the box


class _Box(QWidget):
    """The raised ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground; a line in the dark, where a shadow alone does not part."""
        painter = paint.begin(self)
        palette = self.theme.palette
        line = palette.border if self.theme.dark else palette.hair
        paint.frame(painter, self.rect(), palette.raised, line, RADIUS_DIALOG)
        painter.end()


class DialogFrame(QWidget):
    """Put things into ``content`` and buttons into ``footer``; then ``open``.

    ``cancelled`` by Esc or the cross, ``ended`` in every case.  ``height`` None: as high
    as its content.  ``top`` None: in the middle.
    """

    cancelled = Signal()
    ended = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        *,
        width: int = 540,
        height: int | None = None,
        top: int | None = None,
        bare: bool = False,
    ) -> None:
        """``bare`` leaves out header, footer and margins: the command palette."""
        super().__init__(window)
        self.theme = theme
        self._window = window
        self._want = (width, height, top)
        self._before: QWidget | None = None
        self._shadow: tuple[tuple[object, ...], QImage] | None = None
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box = _Box(theme, self)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.header = self._header(theme, title)
        self.content = QVBoxLayout()
        self.footer = QHBoxLayout()
        self._foot = QWidget()
        if not bare:
            column.addWidget(self.header)
            column.addWidget(Separator(theme))
            self.content.setContentsMargins(XL, L, XL, L)
        column.addLayout(self.content, 1)
        if not bare:
            column.addWidget(self._make_footer(theme))
        window.installEventFilter(self)
        self.hide()

    def _header(self, theme: Theme, title: str) -> QWidget:
        header = QWidget()
        header.setFixedHeight(_HEADER)
        row = QHBoxLayout(header)
        row.setContentsMargins(XL - 1, 0, 12, 0)
        row.setSpacing(12)
        self.title = heading(theme, title)
        self.title_row = QHBoxLayout()
        row.addWidget(self.title)
        row.addLayout(self.title_row)
        row.addStretch(1)
        self._cross = IconButton(theme, "close", "Close", PANE)
        self._cross.clicked.connect(self.cancel)
        row.addWidget(self._cross)
        return header

    def _make_footer(self, theme: Theme) -> QWidget:
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Separator(theme))
        self.footer.setContentsMargins(XL, 0, XL - 1, 0)
        self.footer.setSpacing(S)
        column.addLayout(self.footer, 1)
        self._foot.setFixedHeight(_FOOTER + 1)
        return self._foot

    def open(self, focus: QWidget | None = None) -> None:
        """Show it over the window, and give ``focus`` (or the first control) the focus: never
        nothing, nor what is hidden, for then the keyboard would work on what lies behind."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        stops = self._stops()
        usable = focus is not None and focus.isVisible() and focus.isEnabled()
        target = focus if focus is not None and usable else (stops[0] if stops else self.box)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Take it away: what it was for is done."""
        if self.isHidden():
            return
        self.hide()
        self._give_back()
        self._before = None
        self.ended.emit()

    def _give_back(self) -> None:
        """The focus to what had it, else to the window: without any, no shortcut works."""
        target = self._window
        # What had the focus may have been deleted meanwhile.
        with contextlib.suppress(RuntimeError):
            if self._before is not None and self._before.isVisible():
                target = self._before
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Take it away, as Esc does."""
        if not self.isHidden():
            self.cancelled.emit()
            self.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels; other keys stay here."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        event.accept()

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Tab goes round inside."""
        stops = self._stops()
        if not stops:
            return True
        now = QApplication.focusWidget()
        if now in stops:
            target = stops[(stops.index(now) + (1 if forward else -1)) % len(stops)]
        else:
            target = stops[0 if forward else -1]
        tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        target.setFocus(tab if forward else back)
        return True

    def _stops(self) -> list[QWidget]:
        """Where Tab stops, in the order in which things were put in; the cross last.

        Qt's own chain is not walked: PySide makes each widget that ``nextInFocusChain``
        gives a child of the one before, and lets widgets of the window go with the dialog.
        """
        result = [
            widget
            for widget in self.box.findChildren(QWidget)
            if widget is not self._cross
            and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            # The line inside of a spin box: it passes the focus on to the box.
            and not isinstance(widget.parent(), QAbstractSpinBox)
            and widget.isEnabled()
            and widget.isVisible()
        ]
        # The footer is there before the content.
        result.sort(key=self._foot.isAncestorOf)
        if self._cross.isVisible():
            result.append(self._cross)
        return result

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window at any size."""
        # No attribute of ours is read first: while the window is taken down, they are gone.
        resized = event.type() is QEvent.Type.Resize and watched is self.parentWidget()
        if resized and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent, /) -> bool:
        """Grow when the content does."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return super().event(event)

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width, height, top = self._want
        wide = min(width, self.width() - 2 * _MARGIN)
        layout = self.box.layout()
        if height is None and layout is not None:
            height = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else -1
            height = height if height > 0 else layout.totalSizeHint().height()
        high = min(height or 0, self.height() - 2 * _MARGIN)
        y = (self.height() - high) // 2 if top is None else min(top, self.height() - high)
        place = QRect((self.width() - wide) // 2, y, wide, high)
        if place != self.box.geometry():
            self.box.setGeometry(place)
            self.update()  # the shadow lies outside of the box

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Scrim and shadow."""
        painter = paint.begin(self)
        painter.fillRect(self.rect(), self.theme.palette.scrim)
        box = self.box.geometry()
        painter.drawImage(box.x() - BLUR, box.y() - BLUR + DOWN, self._cached(box.size()))
        painter.end()

    def _cached(self, size: QSize) -> QImage:
        key = (size.width(), size.height(), self.devicePixelRatioF(), self.theme.dark)
        if self._shadow is None or self._shadow[0] != key:
            image = shadow(size, self.theme.palette.shadow, self.devicePixelRatioF())
            self._shadow = (key, image)
        return self._shadow[1]
